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
  factor_id    text,
  supplier_factor numeric,
  supplier     text,
  uncertainty_pct numeric,
  version      integer     NOT NULL DEFAULT 1,
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
  CONSTRAINT activities_period_ends_after_it_starts CHECK (period_end >= period_start),
  CONSTRAINT activities_supplier_factor_is_zero_or_more
    CHECK (supplier_factor >= 0 AND supplier_factor < 'Infinity'),
  CONSTRAINT activities_one_factor_is_named CHECK (factor_id IS NULL OR supplier_factor IS NULL),
  CONSTRAINT activities_uncertainty_is_zero_or_more
    CHECK (uncertainty_pct >= 0 AND uncertainty_pct < 'Infinity')
);
COMMENT ON COLUMN activities.factor_id IS 'The factor to use, in place of the one that would be found.';
COMMENT ON COLUMN activities.supplier_factor IS 'kg CO2e per unit as the supplier states it; used in place of a factor.';
COMMENT ON COLUMN activities.uncertainty_pct IS 'Of the quantity, at 95 % confidence.';
COMMENT ON COLUMN activities.version IS 'One more with each change of its data; records keep the one that they were made from.';
COMMENT ON COLUMN activities.import_id IS 'The last import that named this activity.';
COMMENT ON COLUMN activities.import_line IS 'The first line of that import that named it.';

-- Serves listImportOwners and createBatchFromImport.
CREATE INDEX activities_by_import ON activities (import_id, org_id, workspace_id);

-- What an activity was before it was changed. A correction must not erase what a reported figure was made from.
CREATE TABLE activity_versions (
  org_id      text        NOT NULL,
  activity_id text        NOT NULL COLLATE "C",
  version     integer     NOT NULL,
  data        jsonb       NOT NULL,
  replaced_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, activity_id, version)
);
COMMENT ON COLUMN activity_versions.data IS 'The columns of the activity as they were.';

CREATE FUNCTION activities_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_versions (org_id, activity_id, version, data)
  VALUES (OLD.org_id, OLD.id, OLD.version, to_jsonb(OLD));
  NEW.version := OLD.version + 1;
  NEW.updated_at := now();
  RETURN NEW;
END $$;

CREATE TRIGGER activities_keep_version BEFORE UPDATE ON activities
  FOR EACH ROW WHEN (
    (OLD.workspace_id, OLD.source, OLD.category, OLD.location, OLD.quantity, OLD.unit, OLD.period_start, OLD.period_end,
     OLD.data_quality, OLD.meter_id, OLD.external_id, OLD.metadata, OLD.factor_id, OLD.supplier_factor, OLD.supplier,
     OLD.uncertainty_pct)
    IS DISTINCT FROM
    (NEW.workspace_id, NEW.source, NEW.category, NEW.location, NEW.quantity, NEW.unit, NEW.period_start, NEW.period_end,
     NEW.data_quality, NEW.meter_id, NEW.external_id, NEW.metadata, NEW.factor_id, NEW.supplier_factor, NEW.supplier,
     NEW.uncertainty_pct)
  ) EXECUTE FUNCTION activities_keep_version();

CREATE TABLE factor_sets (
  org_id       text        NOT NULL,
  id           text        NOT NULL,
  name         text        NOT NULL,
  edition      text        NOT NULL,
  level        text        NOT NULL,
  licence      text        NOT NULL,
  source       text        NOT NULL,
  checksum     text        NOT NULL,
  installed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, id),
  CONSTRAINT factor_sets_level_is_known CHECK (level IN ('own', 'national', 'international')),
  CONSTRAINT factor_sets_own_ones_have_an_owner CHECK ((level = 'own') = (org_id <> ''))
);
COMMENT ON TABLE factor_sets IS 'Editions of emission factors. Immutable: other figures are another edition.';
COMMENT ON COLUMN factor_sets.org_id IS 'Whose own it is; empty for the built-in ones, which are everybody''s.';

CREATE TABLE emission_factors (
  org_id                   text     NOT NULL,
  set_id                   text     NOT NULL,
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
  methane_origin           text,
  instrument               text,
  workspace_id             text,
  meter_id                 text,
  PRIMARY KEY (org_id, set_id, id),
  FOREIGN KEY (org_id, set_id) REFERENCES factor_sets (org_id, id) ON DELETE CASCADE,
  CONSTRAINT emission_factors_scope_is_1_2_or_3 CHECK (scope IN (1, 2, 3)),
  CONSTRAINT emission_factors_scope3_category_is_1_to_15
    CHECK (scope3_category IS NULL OR (scope = 3 AND scope3_category BETWEEN 1 AND 15)),
  CONSTRAINT emission_factors_gwp_set_is_known CHECK (gwp_set IN ('AR4', 'AR5', 'AR6')),
  CONSTRAINT emission_factors_methane_origin_is_known CHECK (methane_origin IN ('fossil', 'non_fossil')),
  CONSTRAINT emission_factors_instrument_is_known
    CHECK (instrument IN ('energy_certificate', 'contract', 'supplier_rate', 'residual_mix')),
  CONSTRAINT emission_factors_instruments_are_scope_2 CHECK (instrument IS NULL OR scope = 2),
  CONSTRAINT emission_factors_window_ends_after_it_starts CHECK (valid_to >= valid_from)
);
COMMENT ON COLUMN emission_factors.co2e_kg_per_unit IS 'As published; wins over the gases.';
COMMENT ON COLUMN emission_factors.valid_to IS 'Inclusive; null is open.';
COMMENT ON COLUMN emission_factors.instrument IS 'Makes it a factor of market-based scope 2 alone.';
COMMENT ON COLUMN emission_factors.workspace_id IS 'Where an instrument covers one workspace only; meter_id likewise.';

-- How an organisation wants its figures computed. A batch keeps what stood here when it was submitted.
CREATE TABLE calculation_settings (
  org_id        text        PRIMARY KEY,
  factor_sets   text[],
  gwp_set       text,
  period_policy text,
  version       integer     NOT NULL DEFAULT 1,
  updated_at    timestamptz NOT NULL DEFAULT now(),
  updated_by    text        NOT NULL,
  CONSTRAINT calculation_settings_gwp_set_is_known CHECK (gwp_set IN ('AR4', 'AR5', 'AR6')),
  CONSTRAINT calculation_settings_period_policy_is_known CHECK (period_policy IN ('by_days', 'period_start')),
  CONSTRAINT calculation_settings_some_factor_set_is_used CHECK (cardinality(factor_sets) > 0)
);
COMMENT ON COLUMN calculation_settings.version IS 'One more with each change: who changes what they have read sees whether somebody else did in between.';
COMMENT ON COLUMN calculation_settings.factor_sets IS 'The preferred first; null for the product''s own order. Likewise the others.';
