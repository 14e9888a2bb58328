-- What a company did (activities), where the rows came from (imports), and what a unit of it emits (factors).

CREATE TABLE activity_imports (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source      text        NOT NULL,
  key         text        UNIQUE,
  lines_done  bigint      NOT NULL DEFAULT 0,
  imported    bigint      NOT NULL DEFAULT 0,
  updated     bigint      NOT NULL DEFAULT 0,
  unchanged   bigint      NOT NULL DEFAULT 0,
  rejected    bigint      NOT NULL DEFAULT 0,
  created_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
COMMENT ON TABLE activity_imports IS 'One row per file or request whose rows became activities, and how far it has come.';
COMMENT ON COLUMN activity_imports.key IS 'Names the content, so that an interrupted import is found again.';
COMMENT ON COLUMN activity_imports.lines_done IS 'Lines of the input that are done; a resumed import skips them.';

CREATE TABLE activities (
  org_id       text        NOT NULL,
  id           text        NOT NULL COLLATE "C",
  workspace_id text        NOT NULL,
  source       text        NOT NULL,
  category     text        NOT NULL,
  location     text        NOT NULL,
  quantity     numeric     NOT NULL,
  unit         text        NOT NULL,
  period_start date        NOT NULL,
  period_end   date        NOT NULL,
  data_quality text        NOT NULL,
  meter_id     text,
  external_id  text,
  metadata     jsonb,
  import_id    bigint      REFERENCES activity_imports (id),
  import_line  bigint,
  created_at   timestamptz NOT NULL DEFAULT now(),
  updated_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT activities_owner_is_named CHECK (org_id <> '' AND id <> '' AND workspace_id <> ''),
  CONSTRAINT activities_source_is_known
    CHECK (source IN ('utility_bill', 'fleet', 'travel', 'purchases', 'waste', 'manual', 'api')),
  CONSTRAINT activities_data_quality_is_known CHECK (data_quality IN ('measured', 'estimated', 'default')),
  CONSTRAINT activities_quantity_is_zero_or_more CHECK (quantity >= 0 AND quantity < 'Infinity'),
  CONSTRAINT activities_period_ends_after_it_starts CHECK (period_end >= period_start)
);
COMMENT ON COLUMN activities.import_id IS 'The last import that named this activity.';
COMMENT ON COLUMN activities.import_line IS 'The first line of that import that named it.';

-- Serves listImportOwners and createBatchFromImport.
CREATE INDEX activities_by_import ON activities (import_id, org_id, workspace_id);

CREATE TABLE factor_sets (
  id           text        PRIMARY KEY,
  name         text        NOT NULL,
  edition      text        NOT NULL,
  checksum     text        NOT NULL,
  installed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE factor_sets IS 'Editions of emission factors. Immutable: other figures are another edition.';

CREATE TABLE emission_factors (
  set_id                   text     NOT NULL REFERENCES factor_sets (id) ON DELETE CASCADE,
  id                       text     NOT NULL,
  dataset                  text     NOT NULL,
  dataset_version          text     NOT NULL,
  licence                  text     NOT NULL,
  scope                    smallint NOT NULL,
  scope3_category          smallint,
  category                 text     NOT NULL,
  description              text     NOT NULL,
  region                   text     NOT NULL,
  unit                     text     NOT NULL,
  co2_kg_per_unit          numeric,
  ch4_kg_per_unit          numeric,
  n2o_kg_per_unit          numeric,
  co2e_kg_per_unit         numeric,
  gwp_set                  text,
  valid_from               date     NOT NULL,
  valid_to                 date,
  uncertainty_pct          numeric,
  source_ref               text     NOT NULL,
  original_value           text     NOT NULL,
  original_unit            text     NOT NULL,
  biogenic_co2_kg_per_unit numeric,
  boundary                 text     NOT NULL,
  heat_basis               text,
  PRIMARY KEY (set_id, id),
  CONSTRAINT emission_factors_scope_is_1_2_or_3 CHECK (scope IN (1, 2, 3)),
  CONSTRAINT emission_factors_scope3_category_is_1_to_15
    CHECK (scope3_category IS NULL OR (scope = 3 AND scope3_category BETWEEN 1 AND 15)),
  CONSTRAINT emission_factors_gwp_set_is_known CHECK (gwp_set IN ('AR4', 'AR5', 'AR6')),
  CONSTRAINT emission_factors_window_ends_after_it_starts CHECK (valid_to >= valid_from)
);
COMMENT ON COLUMN emission_factors.co2e_kg_per_unit IS 'As published; wins over the gases.';
COMMENT ON COLUMN emission_factors.valid_to IS 'Inclusive; null is open.';
