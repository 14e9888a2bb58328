-- The schema as the migrations leave it. Made by npm run sql; not for execution.

-- Types

batch_status: pending, queued, processing, complete, failed, cancelled

-- Tables

activities.org_id text NOT NULL
activities.id text COLLATE "C" NOT NULL
activities.workspace_id text NOT NULL
activities.source text NOT NULL
activities.category text NOT NULL
activities.location text NOT NULL
activities.quantity numeric NOT NULL
activities.unit text NOT NULL
activities.period_start date NOT NULL
activities.period_end date NOT NULL
activities.data_quality text NOT NULL
activities.meter_id text
activities.external_id text
activities.metadata jsonb
activities.factor_id text
activities.supplier_factor numeric
activities.supplier text
activities.uncertainty_pct numeric
activities.version integer NOT NULL DEFAULT 1
activities.import_id bigint
activities.import_line bigint
activities.created_at timestamp with time zone NOT NULL DEFAULT now()
activities.updated_at timestamp with time zone NOT NULL DEFAULT now()
activity_errors.org_id text NOT NULL
activity_errors.batch_id text COLLATE "C" NOT NULL
activity_errors.attempt integer NOT NULL
activity_errors.activity_id text COLLATE "C" NOT NULL
activity_errors.code text NOT NULL
activity_errors.details text NOT NULL
activity_errors.at timestamp with time zone NOT NULL DEFAULT now()
activity_imports.id bigint NOT NULL IDENTITY
activity_imports.source text NOT NULL
activity_imports.key text
activity_imports.lines_done bigint NOT NULL DEFAULT 0
activity_imports.imported bigint NOT NULL DEFAULT 0
activity_imports.updated bigint NOT NULL DEFAULT 0
activity_imports.unchanged bigint NOT NULL DEFAULT 0
activity_imports.rejected bigint NOT NULL DEFAULT 0
activity_imports.created_at timestamp with time zone NOT NULL DEFAULT now()
activity_imports.finished_at timestamp with time zone
activity_imports.org_id text
activity_imports.actor text NOT NULL DEFAULT 'unknown'::text
activity_imports.bound_to text[]
activity_imports.updated_at timestamp with time zone NOT NULL DEFAULT now()
activity_imports.failed_at timestamp with time zone
activity_imports.failure text
activity_versions.org_id text NOT NULL
activity_versions.activity_id text COLLATE "C" NOT NULL
activity_versions.version integer NOT NULL
activity_versions.data jsonb NOT NULL
activity_versions.replaced_at timestamp with time zone NOT NULL DEFAULT now()
api_keys.org_id text NOT NULL
api_keys.id text NOT NULL
api_keys.name text NOT NULL
api_keys.role text NOT NULL
api_keys.workspaces text[]
api_keys.secret_hash text NOT NULL
api_keys.created_at timestamp with time zone NOT NULL DEFAULT now()
api_keys.created_by text NOT NULL
api_keys.expires_at timestamp with time zone
api_keys.last_used_at timestamp with time zone
api_keys.revoked_at timestamp with time zone
api_keys.revoked_by text
audit_log.org_id text NOT NULL
audit_log.id bigint NOT NULL IDENTITY
audit_log.at timestamp with time zone NOT NULL DEFAULT now()
audit_log.actor text NOT NULL
audit_log.action text NOT NULL
audit_log.subject text NOT NULL
audit_log.details jsonb NOT NULL DEFAULT '{}'::jsonb
audit_log.xact_id xid8 NOT NULL DEFAULT pg_current_xact_id()
batch_activity_refs.org_id text NOT NULL
batch_activity_refs.batch_id text COLLATE "C" NOT NULL
batch_activity_refs.activity_id text COLLATE "C" NOT NULL
batch_counts.org_id text NOT NULL
batch_counts.workspace_id text NOT NULL
batch_counts.priority smallint NOT NULL
batch_counts.batches bigint NOT NULL DEFAULT 0
batch_counts.complete bigint NOT NULL DEFAULT 0
batch_counts.failed bigint NOT NULL DEFAULT 0
batch_counts.cancelled bigint NOT NULL DEFAULT 0
batch_jobs.id text COLLATE "C" NOT NULL
batch_jobs.org_id text NOT NULL
batch_jobs.workspace_id text NOT NULL
batch_jobs.status batch_status NOT NULL DEFAULT 'pending'::batch_status
batch_jobs.activity_count integer NOT NULL
batch_jobs.success_count integer NOT NULL DEFAULT 0
batch_jobs.error_count integer NOT NULL DEFAULT 0
batch_jobs.total_emissions numeric NOT NULL DEFAULT 0
batch_jobs.retry_count integer NOT NULL DEFAULT 0
batch_jobs.max_retries integer NOT NULL DEFAULT 3
batch_jobs.priority smallint NOT NULL DEFAULT 5
batch_jobs.error_tolerance integer
batch_jobs.error_tolerance_share numeric
batch_jobs.errors_tolerated integer DEFAULT COALESCE(error_tolerance, (floor((error_tolerance_share * (activity_count)::numeric)))::integer)
batch_jobs.calculation jsonb NOT NULL DEFAULT '{}'::jsonb
batch_jobs.purpose text NOT NULL DEFAULT 'inventory'::text
batch_jobs.error_message text
batch_jobs.locked_by text
batch_jobs.locked_until timestamp with time zone
batch_jobs.presence_key integer
batch_jobs.fencing_token bigint NOT NULL DEFAULT 0
batch_jobs.not_before timestamp with time zone NOT NULL DEFAULT now()
batch_jobs.attempt integer NOT NULL DEFAULT 1
batch_jobs.cursor text COLLATE "C" NOT NULL DEFAULT ''::text
batch_jobs.import_id bigint
batch_jobs.part_of text COLLATE "C"
batch_jobs.part_number integer NOT NULL DEFAULT 0
batch_jobs.part_count integer NOT NULL DEFAULT 0
batch_jobs.parts_left integer NOT NULL DEFAULT 0
batch_jobs.range_after text COLLATE "C" NOT NULL DEFAULT ''::text
batch_jobs.range_until text COLLATE "C"
batch_jobs.created_at timestamp with time zone NOT NULL DEFAULT now()
batch_jobs.updated_at timestamp with time zone NOT NULL DEFAULT now()
batch_jobs.started_at timestamp with time zone
batch_jobs.completed_at timestamp with time zone
batch_jobs.bound_to text[]
batch_jobs.status_number smallint NOT NULL DEFAULT 
CASE status
    WHEN 'pending'::batch_status THEN 0
    WHEN 'queued'::batch_status THEN 1
    WHEN 'processing'::batch_status THEN 2
    WHEN 'complete'::batch_status THEN 3
    WHEN 'failed'::batch_status THEN 4
    WHEN 'cancelled'::batch_status THEN 5
    ELSE NULL::integer
END
batch_progress_log.org_id text NOT NULL
batch_progress_log.batch_id text COLLATE "C" NOT NULL
batch_progress_log.id bigint NOT NULL IDENTITY
batch_progress_log.event text NOT NULL
batch_progress_log.status batch_status NOT NULL
batch_progress_log.success_count integer NOT NULL
batch_progress_log.error_count integer NOT NULL
batch_progress_log.total_emissions numeric NOT NULL
batch_progress_log.retry_count integer NOT NULL
batch_progress_log.fencing_token bigint NOT NULL
batch_progress_log.actor text NOT NULL
batch_progress_log.message text
batch_progress_log.at timestamp with time zone NOT NULL DEFAULT now()
batch_progress_log.xact_id xid8 NOT NULL DEFAULT pg_current_xact_id()
batch_sweeps.is_only boolean NOT NULL DEFAULT true
batch_sweeps.due_at timestamp with time zone NOT NULL DEFAULT now()
batch_sweeps.swept_until timestamp with time zone NOT NULL DEFAULT now()
calculation_settings.org_id text NOT NULL
calculation_settings.factor_sets text[]
calculation_settings.gwp_set text
calculation_settings.period_policy text
calculation_settings.version integer NOT NULL DEFAULT 1
calculation_settings.updated_at timestamp with time zone NOT NULL DEFAULT now()
calculation_settings.updated_by text NOT NULL
emission_factors.org_id text NOT NULL
emission_factors.set_id text NOT NULL
emission_factors.id text NOT NULL
emission_factors.dataset text NOT NULL
emission_factors.dataset_version text NOT NULL
emission_factors.licence text NOT NULL
emission_factors.scope smallint NOT NULL
emission_factors.scope3_category smallint
emission_factors.category text NOT NULL
emission_factors.description text NOT NULL
emission_factors.region text NOT NULL
emission_factors.unit text NOT NULL
emission_factors.co2_kg_per_unit numeric
emission_factors.ch4_kg_per_unit numeric
emission_factors.n2o_kg_per_unit numeric
emission_factors.co2e_kg_per_unit numeric
emission_factors.gwp_set text
emission_factors.valid_from date NOT NULL
emission_factors.valid_to date
emission_factors.uncertainty_pct numeric
emission_factors.source_ref text NOT NULL
emission_factors.original_value text NOT NULL
emission_factors.original_unit text NOT NULL
emission_factors.biogenic_co2_kg_per_unit numeric
emission_factors.boundary text NOT NULL
emission_factors.heat_basis text
emission_factors.methane_origin text
emission_factors.instrument text
emission_factors.workspace_id text
emission_factors.meter_id text
emission_records.org_id text NOT NULL
emission_records.batch_id text COLLATE "C" NOT NULL
emission_records.activity_id text COLLATE "C" NOT NULL
emission_records.workspace_id text NOT NULL
emission_records.category text NOT NULL
emission_records.location text NOT NULL
emission_records.quantity numeric NOT NULL
emission_records.unit text NOT NULL
emission_records.period_start date NOT NULL
emission_records.period_end date NOT NULL
emission_records.data_quality text NOT NULL
emission_records.activity_version integer NOT NULL
emission_records.is_scenario boolean NOT NULL
emission_records.scope smallint NOT NULL
emission_records.scope3_category smallint
emission_records.co2e_kg numeric NOT NULL
emission_records.co2_kg numeric
emission_records.ch4_kg numeric
emission_records.n2o_kg numeric
emission_records.biogenic_co2_kg numeric
emission_records.factor_id text
emission_records.factor_set text
emission_records.dataset text
emission_records.dataset_version text
emission_records.factor_value numeric
emission_records.co2_per_unit numeric
emission_records.ch4_per_unit numeric
emission_records.n2o_per_unit numeric
emission_records.biogenic_co2_per_unit numeric
emission_records.factor_unit text
emission_records.factor_region text
emission_records.region_match text
emission_records.unit_match text
emission_records.factor_source text
emission_records.factor_order text
emission_records.co2e_basis text
emission_records.gwp_set text
emission_records.gwp_ch4 numeric
emission_records.gwp_n2o numeric
emission_records.quantity_converted numeric
emission_records.conversion text
emission_records.period_policy text
emission_records.factor_parts jsonb
emission_records.method text NOT NULL
emission_records.market_co2e_kg numeric
emission_records.market_basis text
emission_records.market_factor jsonb
emission_records.activity_uncertainty_pct numeric
emission_records.factor_uncertainty_pct numeric
emission_records.quality_score smallint
emission_records.attempt integer NOT NULL
emission_records.calculated_at timestamp with time zone NOT NULL DEFAULT now()
factor_sets.org_id text NOT NULL
factor_sets.id text NOT NULL
factor_sets.name text NOT NULL
factor_sets.edition text NOT NULL
factor_sets.level text NOT NULL
factor_sets.licence text NOT NULL
factor_sets.source text NOT NULL
factor_sets.checksum text NOT NULL
factor_sets.installed_at timestamp with time zone NOT NULL DEFAULT now()
idempotency_keys.org_id text NOT NULL
idempotency_keys.actor text NOT NULL
idempotency_keys.key text NOT NULL
idempotency_keys.request_hash text NOT NULL
idempotency_keys.created_at timestamp with time zone NOT NULL DEFAULT now()
idempotency_keys.status smallint
idempotency_keys.headers jsonb
idempotency_keys.body text
rate_limits.org_id text NOT NULL
rate_limits.subject text NOT NULL
rate_limits.full_at timestamp with time zone NOT NULL
rate_limits.granted integer NOT NULL
webhook_attempts.org_id text NOT NULL
webhook_attempts.delivery_id text COLLATE "C" NOT NULL
webhook_attempts.number integer NOT NULL
webhook_attempts.at timestamp with time zone NOT NULL DEFAULT now()
webhook_attempts.node text NOT NULL
webhook_attempts.duration_ms integer NOT NULL
webhook_attempts.status_code integer
webhook_attempts.answer text
webhook_attempts.error text
webhook_deliveries.org_id text NOT NULL
webhook_deliveries.webhook_id text COLLATE "C" NOT NULL
webhook_deliveries.id text COLLATE "C" NOT NULL DEFAULT ('msg_'::text || replace((gen_random_uuid())::text, '-'::text, ''::text))
webhook_deliveries.number bigint NOT NULL IDENTITY
webhook_deliveries.type text NOT NULL
webhook_deliveries.happened_at timestamp with time zone NOT NULL DEFAULT now()
webhook_deliveries.batch_id text COLLATE "C"
webhook_deliveries.batch jsonb
webhook_deliveries.status text NOT NULL DEFAULT 'pending'::text
webhook_deliveries.due_at timestamp with time zone NOT NULL DEFAULT now()
webhook_deliveries.claim integer NOT NULL DEFAULT 0
webhook_deliveries.tries integer NOT NULL DEFAULT 0
webhook_deliveries.attempt_count integer NOT NULL DEFAULT 0
webhook_deliveries.ended_at timestamp with time zone
webhook_secrets.org_id text NOT NULL
webhook_secrets.webhook_id text COLLATE "C" NOT NULL
webhook_secrets.number integer NOT NULL
webhook_secrets.secret text NOT NULL
webhook_secrets.created_at timestamp with time zone NOT NULL DEFAULT now()
webhook_secrets.expires_at timestamp with time zone
webhooks.org_id text NOT NULL
webhooks.id text COLLATE "C" NOT NULL
webhooks.url text NOT NULL
webhooks.description text NOT NULL
webhooks.events text[] NOT NULL
webhooks.created_at timestamp with time zone NOT NULL DEFAULT now()
webhooks.created_by text NOT NULL
webhooks.updated_at timestamp with time zone NOT NULL DEFAULT now()
webhooks.failing_since timestamp with time zone
webhooks.disabled_at timestamp with time zone
webhooks.disabled_by text
webhooks.disabled_reason text

-- Constraints

activities activities_data_quality_is_known CHECK ((data_quality = ANY (ARRAY['measured'::text, 'estimated'::text, 'default'::text])))
activities activities_import_id_fkey FOREIGN KEY (import_id) REFERENCES activity_imports(id)
activities activities_one_factor_is_named CHECK (((factor_id IS NULL) OR (supplier_factor IS NULL)))
activities activities_owner_is_named CHECK (((org_id <> ''::text) AND (id <> ''::text) AND (workspace_id <> ''::text)))
activities activities_period_ends_after_it_starts CHECK ((period_end >= period_start))
activities activities_pkey PRIMARY KEY (org_id, id)
activities activities_quantity_is_zero_or_more CHECK (((quantity >= (0)::numeric) AND (quantity < 'Infinity'::numeric)))
activities activities_source_is_known CHECK ((source = ANY (ARRAY['utility_bill'::text, 'fleet'::text, 'travel'::text, 'purchases'::text, 'waste'::text, 'manual'::text, 'api'::text])))
activities activities_supplier_factor_is_zero_or_more CHECK (((supplier_factor >= (0)::numeric) AND (supplier_factor < 'Infinity'::numeric)))
activities activities_uncertainty_is_zero_or_more CHECK (((uncertainty_pct >= (0)::numeric) AND (uncertainty_pct < 'Infinity'::numeric)))
activity_errors activity_errors_pkey PRIMARY KEY (org_id, batch_id, attempt, activity_id)
activity_imports activity_imports_bound_to_is_some CHECK ((cardinality(bound_to) > 0))
activity_imports activity_imports_failure_has_a_time CHECK (((failed_at IS NULL) = (failure IS NULL)))
activity_imports activity_imports_key_key UNIQUE (key)
activity_imports activity_imports_pkey PRIMARY KEY (id)
activity_versions activity_versions_pkey PRIMARY KEY (org_id, activity_id, version)
api_keys api_keys_owner_is_named CHECK (((org_id <> ''::text) AND (name <> ''::text)))
api_keys api_keys_pkey PRIMARY KEY (org_id, id)
api_keys api_keys_revocation_has_an_actor CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
api_keys api_keys_role_is_known CHECK ((role = ANY (ARRAY['viewer'::text, 'operator'::text, 'admin'::text])))
api_keys api_keys_secret_is_hashed CHECK ((secret_hash ~ '^[0-9a-f]{64}$'::text))
api_keys api_keys_some_workspace_is_named CHECK ((cardinality(workspaces) > 0))
audit_log audit_log_action_is_known CHECK ((action = ANY (ARRAY['import_begun'::text, 'import_finished'::text, 'batch_deleted'::text, 'factor_set_imported'::text, 'calculation_settings_changed'::text, 'key_created'::text, 'key_revoked'::text, 'webhook_created'::text, 'webhook_changed'::text, 'webhook_enabled'::text, 'webhook_disabled'::text, 'webhook_secret_rotated'::text, 'webhook_tested'::text, 'webhook_replayed'::text, 'webhook_deleted'::text])))
audit_log audit_log_pkey PRIMARY KEY (org_id, id)
batch_activity_refs batch_activity_refs_activity_is_named CHECK ((activity_id <> ''::text))
batch_activity_refs batch_activity_refs_pkey PRIMARY KEY (org_id, batch_id, activity_id)
batch_jobs batch_jobs_bound_to_is_some CHECK ((cardinality(bound_to) > 0))
batch_jobs batch_jobs_complete_means_every_outcome_is_there CHECK (((status <> 'complete'::batch_status) OR (((success_count + error_count) = activity_count) AND (error_count <= COALESCE(errors_tolerated, 0)))))
batch_jobs batch_jobs_counts_add_up CHECK (((activity_count >= 0) AND (success_count >= 0) AND (error_count >= 0) AND ((success_count + error_count) <= activity_count)))
batch_jobs batch_jobs_end_has_a_time CHECK (((status = ANY (ARRAY['complete'::batch_status, 'failed'::batch_status, 'cancelled'::batch_status])) = (completed_at IS NOT NULL)))
batch_jobs batch_jobs_error_tolerance_is_stated_once CHECK (((error_tolerance IS NULL) OR (error_tolerance_share IS NULL)))
batch_jobs batch_jobs_error_tolerance_is_zero_or_more CHECK ((error_tolerance >= 0))
batch_jobs batch_jobs_error_tolerance_share_is_0_to_1 CHECK (((error_tolerance_share >= (0)::numeric) AND (error_tolerance_share <= (1)::numeric)))
batch_jobs batch_jobs_import_id_fkey FOREIGN KEY (import_id) REFERENCES activity_imports(id)
batch_jobs batch_jobs_lease_is_held_while_queued_or_processing CHECK (((((status = ANY (ARRAY['queued'::batch_status, 'processing'::batch_status])) AND (part_count = 0)) = (locked_by IS NOT NULL)) AND ((locked_by IS NULL) = (locked_until IS NULL))))
batch_jobs batch_jobs_owner_is_named CHECK (((org_id <> ''::text) AND (workspace_id <> ''::text)))
batch_jobs batch_jobs_parts_are_not_split CHECK ((((part_of IS NULL) OR (part_count = 0)) AND ((parts_left >= 0) AND (parts_left <= part_count))))
batch_jobs batch_jobs_pkey PRIMARY KEY (id)
batch_jobs batch_jobs_priority_is_0_to_10 CHECK (((priority >= 0) AND (priority <= 10)))
batch_jobs batch_jobs_purpose_is_known CHECK ((purpose = ANY (ARRAY['inventory'::text, 'scenario'::text])))
batch_jobs batch_jobs_retries_are_within_limits CHECK (((retry_count >= 0) AND (retry_count <= max_retries)))
batch_progress_log batch_progress_log_event_is_known CHECK ((event = ANY (ARRAY['submitted'::text, 'claimed'::text, 'progress'::text, 'retry_scheduled'::text, 'lease_expired'::text, 'handed_back'::text, 'completed'::text, 'failed'::text, 'cancelled'::text, 'retried'::text, 'mended'::text])))
batch_progress_log batch_progress_log_pkey PRIMARY KEY (org_id, batch_id, id)
batch_sweeps batch_sweeps_has_one_row CHECK (is_only)
batch_sweeps batch_sweeps_pkey PRIMARY KEY (is_only)
calculation_settings calculation_settings_gwp_set_is_known CHECK ((gwp_set = ANY (ARRAY['AR4'::text, 'AR5'::text, 'AR6'::text])))
calculation_settings calculation_settings_period_policy_is_known CHECK ((period_policy = ANY (ARRAY['by_days'::text, 'period_start'::text])))
calculation_settings calculation_settings_pkey PRIMARY KEY (org_id)
calculation_settings calculation_settings_some_factor_set_is_used CHECK ((cardinality(factor_sets) > 0))
emission_factors emission_factors_gwp_set_is_known CHECK ((gwp_set = ANY (ARRAY['AR4'::text, 'AR5'::text, 'AR6'::text])))
emission_factors emission_factors_instrument_is_known CHECK ((instrument = ANY (ARRAY['energy_certificate'::text, 'contract'::text, 'supplier_rate'::text, 'residual_mix'::text])))
emission_factors emission_factors_instruments_are_scope_2 CHECK (((instrument IS NULL) OR (scope = 2)))
emission_factors emission_factors_methane_origin_is_known CHECK ((methane_origin = ANY (ARRAY['fossil'::text, 'non_fossil'::text])))
emission_factors emission_factors_org_id_set_id_fkey FOREIGN KEY (org_id, set_id) REFERENCES factor_sets(org_id, id) ON DELETE CASCADE
emission_factors emission_factors_pkey PRIMARY KEY (org_id, set_id, id)
emission_factors emission_factors_scope3_category_is_1_to_15 CHECK (((scope3_category IS NULL) OR ((scope = 3) AND ((scope3_category >= 1) AND (scope3_category <= 15)))))
emission_factors emission_factors_scope_is_1_2_or_3 CHECK ((scope = ANY (ARRAY[1, 2, 3])))
emission_factors emission_factors_window_ends_after_it_starts CHECK ((valid_to >= valid_from))
emission_records emission_records_co2e_is_a_finite_number CHECK (((co2e_kg > '-Infinity'::numeric) AND (co2e_kg < 'Infinity'::numeric)))
emission_records emission_records_market_is_scope_2 CHECK ((((market_co2e_kg IS NULL) = (market_basis IS NULL)) AND ((market_basis IS NULL) OR (scope = 2))))
emission_records emission_records_pkey PRIMARY KEY (org_id, activity_id, batch_id)
emission_records emission_records_quality_score_is_1_to_5 CHECK (((quality_score >= 1) AND (quality_score <= 5)))
emission_records emission_records_region_match_is_known CHECK ((region_match = ANY (ARRAY['exact'::text, 'country'::text, 'global'::text])))
emission_records emission_records_scope_is_1_2_or_3 CHECK ((scope = ANY (ARRAY[1, 2, 3])))
factor_sets factor_sets_level_is_known CHECK ((level = ANY (ARRAY['own'::text, 'national'::text, 'international'::text])))
factor_sets factor_sets_own_ones_have_an_owner CHECK (((level = 'own'::text) = (org_id <> ''::text)))
factor_sets factor_sets_pkey PRIMARY KEY (org_id, id)
idempotency_keys idempotency_keys_answer_is_whole CHECK ((num_nonnulls(status, headers, body) = ANY (ARRAY[0, 3])))
idempotency_keys idempotency_keys_owner_is_named CHECK (((org_id <> ''::text) AND (actor <> ''::text) AND (key <> ''::text)))
idempotency_keys idempotency_keys_pkey PRIMARY KEY (org_id, actor, key)
idempotency_keys idempotency_keys_request_is_hashed CHECK ((request_hash ~ '^[0-9a-f]{64}$'::text))
rate_limits rate_limits_pkey PRIMARY KEY (org_id, subject)
webhook_attempts webhook_attempts_pkey PRIMARY KEY (org_id, delivery_id, number)
webhook_deliveries webhook_deliveries_end_has_a_time CHECK (((status = 'pending'::text) = (ended_at IS NULL)))
webhook_deliveries webhook_deliveries_pkey PRIMARY KEY (org_id, id)
webhook_deliveries webhook_deliveries_status_is_known CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
webhook_secrets webhook_secrets_pkey PRIMARY KEY (org_id, webhook_id, number)
webhook_secrets webhook_secrets_secret_has_its_form CHECK ((secret ~ '^whsec_[A-Za-z0-9+/]{32,}=*$'::text))
webhooks webhooks_end_has_a_reason CHECK ((num_nonnulls(disabled_at, disabled_by, disabled_reason) = ANY (ARRAY[0, 3])))
webhooks webhooks_owner_is_named CHECK ((org_id <> ''::text))
webhooks webhooks_pkey PRIMARY KEY (org_id, id)
webhooks webhooks_some_event_is_chosen CHECK ((cardinality(events) > 0))

-- Indexes

CREATE INDEX activities_by_import ON public.activities USING btree (import_id, org_id, workspace_id);
CREATE UNIQUE INDEX activities_pkey ON public.activities USING btree (org_id, id);
CREATE UNIQUE INDEX activity_errors_pkey ON public.activity_errors USING btree (org_id, batch_id, attempt, activity_id);
CREATE INDEX activity_imports_by_org ON public.activity_imports USING btree (org_id, id DESC) WHERE (org_id IS NOT NULL);
CREATE UNIQUE INDEX activity_imports_key_key ON public.activity_imports USING btree (key);
CREATE UNIQUE INDEX activity_imports_pkey ON public.activity_imports USING btree (id);
CREATE UNIQUE INDEX activity_versions_pkey ON public.activity_versions USING btree (org_id, activity_id, version);
CREATE UNIQUE INDEX api_keys_by_id ON public.api_keys USING btree (id);
CREATE UNIQUE INDEX api_keys_pkey ON public.api_keys USING btree (org_id, id);
CREATE INDEX audit_log_deletions ON public.audit_log USING btree (org_id, xact_id) WHERE (action = 'batch_deleted'::text);
CREATE UNIQUE INDEX audit_log_pkey ON public.audit_log USING btree (org_id, id);
CREATE UNIQUE INDEX batch_activity_refs_pkey ON public.batch_activity_refs USING btree (org_id, batch_id, activity_id);
CREATE INDEX batch_counts_by_workspace ON public.batch_counts USING btree (org_id, workspace_id);
CREATE INDEX batch_jobs_begun ON public.batch_jobs USING btree (id) WHERE ((completed_at IS NULL) AND (started_at IS NOT NULL));
CREATE UNIQUE INDEX batch_jobs_by_import ON public.batch_jobs USING btree (import_id, org_id, workspace_id) WHERE (import_id IS NOT NULL);
CREATE INDEX batch_jobs_by_org ON public.batch_jobs USING btree (org_id, status_number, priority, created_at, id) WHERE (part_of IS NULL);
CREATE INDEX batch_jobs_by_workspace ON public.batch_jobs USING btree (org_id, workspace_id, status_number, priority, created_at, id) WHERE (part_of IS NULL);
CREATE INDEX batch_jobs_ended ON public.batch_jobs USING btree (completed_at, id) WHERE ((completed_at IS NOT NULL) AND (part_of IS NULL));
CREATE INDEX batch_jobs_lanes ON public.batch_jobs USING btree (priority, org_id, workspace_id, not_before, id) WHERE ((status = 'pending'::batch_status) AND (part_count = 0));
CREATE INDEX batch_jobs_leased ON public.batch_jobs USING btree (locked_until) WHERE (status = ANY (ARRAY['queued'::batch_status, 'processing'::batch_status]));
CREATE INDEX batch_jobs_parts ON public.batch_jobs USING btree (part_of, id) WHERE (part_of IS NOT NULL);
CREATE UNIQUE INDEX batch_jobs_pkey ON public.batch_jobs USING btree (id);
CREATE INDEX batch_jobs_waiting ON public.batch_jobs USING btree (priority DESC, not_before, id) WHERE ((status = 'pending'::batch_status) AND (part_count = 0));
CREATE INDEX batch_progress_log_by_transaction ON public.batch_progress_log USING btree (org_id, xact_id);
CREATE UNIQUE INDEX batch_progress_log_pkey ON public.batch_progress_log USING btree (org_id, batch_id, id);
CREATE UNIQUE INDEX batch_sweeps_pkey ON public.batch_sweeps USING btree (is_only);
CREATE UNIQUE INDEX calculation_settings_pkey ON public.calculation_settings USING btree (org_id);
CREATE UNIQUE INDEX emission_factors_pkey ON public.emission_factors USING btree (org_id, set_id, id);
CREATE UNIQUE INDEX emission_records_pkey ON public.emission_records USING btree (org_id, activity_id, batch_id);
CREATE UNIQUE INDEX factor_sets_pkey ON public.factor_sets USING btree (org_id, id);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (org_id, actor, key);
CREATE UNIQUE INDEX rate_limits_pkey ON public.rate_limits USING btree (org_id, subject);
CREATE UNIQUE INDEX webhook_attempts_pkey ON public.webhook_attempts USING btree (org_id, delivery_id, number);
CREATE INDEX webhook_deliveries_by_status ON public.webhook_deliveries USING btree (org_id, webhook_id, status, number);
CREATE INDEX webhook_deliveries_by_webhook ON public.webhook_deliveries USING btree (org_id, webhook_id, number);
CREATE INDEX webhook_deliveries_ended ON public.webhook_deliveries USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX webhook_deliveries_pending ON public.webhook_deliveries USING btree (org_id, webhook_id, due_at) WHERE (status = 'pending'::text);
CREATE UNIQUE INDEX webhook_deliveries_pkey ON public.webhook_deliveries USING btree (org_id, id);
CREATE UNIQUE INDEX webhook_secrets_pkey ON public.webhook_secrets USING btree (org_id, webhook_id, number);
CREATE UNIQUE INDEX webhooks_pkey ON public.webhooks USING btree (org_id, id);

-- Triggers

CREATE TRIGGER activities_keep_version BEFORE UPDATE ON public.activities FOR EACH ROW WHEN (((((((((((((((((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.source IS DISTINCT FROM new.source)) OR (old.category IS DISTINCT FROM new.category)) OR (old.location IS DISTINCT FROM new.location)) OR (old.quantity IS DISTINCT FROM new.quantity)) OR (old.unit IS DISTINCT FROM new.unit)) OR (old.period_start IS DISTINCT FROM new.period_start)) OR (old.period_end IS DISTINCT FROM new.period_end)) OR (old.data_quality IS DISTINCT FROM new.data_quality)) OR (old.meter_id IS DISTINCT FROM new.meter_id)) OR (old.external_id IS DISTINCT FROM new.external_id)) OR (old.metadata IS DISTINCT FROM new.metadata)) OR (old.factor_id IS DISTINCT FROM new.factor_id)) OR (old.supplier_factor IS DISTINCT FROM new.supplier_factor)) OR (old.supplier IS DISTINCT FROM new.supplier)) OR (old.uncertainty_pct IS DISTINCT FROM new.uncertainty_pct))) EXECUTE FUNCTION activities_keep_version();
CREATE TRIGGER audit_log_is_never_changed BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse_change();
CREATE TRIGGER batch_jobs_count_deleted AFTER DELETE ON public.batch_jobs FOR EACH ROW WHEN ((old.part_of IS NULL)) EXECUTE FUNCTION batch_jobs_count();
CREATE TRIGGER batch_jobs_count_moved AFTER UPDATE ON public.batch_jobs FOR EACH ROW WHEN (((new.part_of IS NULL) AND (GREATEST((old.status_number)::integer, 2) <> GREATEST((new.status_number)::integer, 2)))) EXECUTE FUNCTION batch_jobs_count();
CREATE TRIGGER batch_jobs_count_submitted AFTER INSERT ON public.batch_jobs FOR EACH ROW WHEN ((new.part_of IS NULL)) EXECUTE FUNCTION batch_jobs_count();
CREATE TRIGGER batch_jobs_parts_count AFTER UPDATE ON public.batch_jobs FOR EACH ROW WHEN (((new.part_of IS NOT NULL) AND (old.attempt = new.attempt) AND (old.status = ANY (ARRAY['pending'::batch_status, 'queued'::batch_status, 'processing'::batch_status])) AND (((((old.status IS DISTINCT FROM new.status) OR (old.success_count IS DISTINCT FROM new.success_count)) OR (old.error_count IS DISTINCT FROM new.error_count)) OR (old.retry_count IS DISTINCT FROM new.retry_count)) OR (old.total_emissions IS DISTINCT FROM new.total_emissions)))) EXECUTE FUNCTION batch_jobs_count_part();
CREATE TRIGGER batch_jobs_status_begins BEFORE INSERT ON public.batch_jobs FOR EACH ROW EXECUTE FUNCTION batch_jobs_check_move();
CREATE TRIGGER batch_jobs_status_moves BEFORE UPDATE OF status ON public.batch_jobs FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION batch_jobs_check_move();
CREATE TRIGGER batch_jobs_takes_its_parts_along BEFORE DELETE ON public.batch_jobs FOR EACH ROW EXECUTE FUNCTION batch_jobs_delete_parts();
CREATE TRIGGER batch_progress_log_is_told AFTER INSERT ON public.batch_progress_log FOR EACH ROW WHEN ((new.event = ANY (ARRAY['submitted'::text, 'retry_scheduled'::text, 'completed'::text, 'failed'::text, 'cancelled'::text, 'retried'::text, 'mended'::text]))) EXECUTE FUNCTION batch_progress_log_tell_webhooks();
CREATE TRIGGER emission_records_are_never_changed BEFORE UPDATE OR TRUNCATE ON public.emission_records FOR EACH STATEMENT EXECUTE FUNCTION emission_records_refuse_change();
CREATE TRIGGER emission_records_are_never_deleted BEFORE DELETE ON public.emission_records FOR EACH STATEMENT WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION emission_records_refuse_change();

-- Functions

CREATE OR REPLACE FUNCTION public.activities_keep_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO activity_versions (org_id, activity_id, version, data)
  VALUES (OLD.org_id, OLD.id, OLD.version, to_jsonb(OLD));
  NEW.version := OLD.version + 1;
  NEW.updated_at := now();
  RETURN NEW;
END $function$

CREATE OR REPLACE FUNCTION public.audit_log_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'The audit log is never changed.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_is_never_changed', TABLE = 'audit_log';
END $function$

CREATE OR REPLACE FUNCTION public.average_emissions(total numeric, count bigint)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE
    WHEN count = 0 THEN 0
    WHEN 2 * abs(rest) > count OR (2 * abs(rest) = count AND mod(whole, 2) <> 0)
      THEN (whole + sign(total)) * 0.000000001
    ELSE whole * 0.000000001
  END
  FROM (SELECT div(total * 1000000000, nullif(count, 0)) AS whole) AS quotient,
    LATERAL (SELECT total * 1000000000 - whole * count AS rest) AS remainder
$function$

CREATE OR REPLACE FUNCTION public.batch_jobs_check_move()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'pending' THEN
      RAISE EXCEPTION 'A batch begins as pending, not as %.', NEW.status
        USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_jobs_status_moves', TABLE = 'batch_jobs';
    END IF;
    RETURN NEW;
  END IF;
  -- What the sweeper moves has disagreed with its rows: any state may have been wrong.
  IF current_setting('offgridflow.mending', true) = 'on' THEN
    RETURN NEW;
  END IF;
  -- A part that was cancelled because the whole batch ended goes on with the batch's retry.
  IF OLD.part_of IS NOT NULL AND OLD.status = 'cancelled' AND NEW.status = 'pending' THEN
    RETURN NEW;
  END IF;
  IF (OLD.status::text, NEW.status::text) NOT IN (
    ('pending', 'queued'), ('pending', 'cancelled'),
    ('queued', 'processing'), ('queued', 'pending'), ('queued', 'cancelled'),
    ('processing', 'complete'), ('processing', 'failed'), ('processing', 'pending'), ('processing', 'cancelled'),
    ('failed', 'pending')
  ) THEN
    RAISE EXCEPTION 'A batch cannot move from % to %.', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_jobs_status_moves', TABLE = 'batch_jobs';
  END IF;
  RETURN NEW;
END $function$

CREATE OR REPLACE FUNCTION public.batch_jobs_count()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  of_it batch_jobs := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  INSERT INTO batch_counts (org_id, workspace_id, priority, batches, complete, failed, cancelled)
  VALUES (
    of_it.org_id, of_it.workspace_id, of_it.priority,
    (TG_OP <> 'DELETE')::int - (TG_OP <> 'INSERT')::int,
    coalesce((NEW.status_number = 3)::int, 0) - coalesce((OLD.status_number = 3)::int, 0),
    coalesce((NEW.status_number = 4)::int, 0) - coalesce((OLD.status_number = 4)::int, 0),
    coalesce((NEW.status_number = 5)::int, 0) - coalesce((OLD.status_number = 5)::int, 0)
  );
  IF random() < 1.0 / 32 THEN
    WITH free AS (
      SELECT ctid FROM batch_counts WHERE org_id = of_it.org_id AND workspace_id = of_it.workspace_id
      LIMIT 10000 FOR UPDATE SKIP LOCKED
    ), taken AS (
      DELETE FROM batch_counts WHERE ctid = ANY (ARRAY(SELECT ctid FROM free))
      RETURNING priority, batches, complete, failed, cancelled
    )
    INSERT INTO batch_counts (org_id, workspace_id, priority, batches, complete, failed, cancelled)
    SELECT of_it.org_id, of_it.workspace_id, priority, sum(batches), sum(complete), sum(failed), sum(cancelled)
    FROM taken GROUP BY priority
    HAVING sum(batches) <> 0 OR sum(complete) <> 0 OR sum(failed) <> 0 OR sum(cancelled) <> 0;
  END IF;
  RETURN NULL;
END $function$

CREATE OR REPLACE FUNCTION public.batch_jobs_count_part()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  whole batch_jobs;
  before batch_status;
  active CONSTANT batch_status[] := '{pending, queued, processing}';
  what text;
  cancelled integer;
BEGIN
  -- The sweeper sets the whole batch itself.
  IF current_setting('offgridflow.mending', true) = 'on' THEN
    RETURN NULL;
  END IF;
  SELECT * INTO whole FROM batch_jobs WHERE id = NEW.part_of FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  before := whole.status;
  whole.success_count := whole.success_count + NEW.success_count - OLD.success_count;
  whole.error_count := whole.error_count + NEW.error_count - OLD.error_count;
  whole.total_emissions := whole.total_emissions + NEW.total_emissions - OLD.total_emissions;
  whole.retry_count := greatest(whole.retry_count, NEW.retry_count);
  whole.started_at := coalesce(whole.started_at, NEW.started_at);
  -- The rows decide, not a count that was kept: whoever ends another part meanwhile waits for the whole batch's row.
  IF NEW.status <> ALL (active) THEN
    whole.parts_left := (SELECT count(*) FROM batch_jobs AS p WHERE p.part_of = whole.id AND p.status = ANY (active));
  END IF;
  IF before = ANY (active) THEN
    whole.status := CASE
      WHEN whole.error_count > whole.errors_tolerated THEN 'failed'
      WHEN whole.parts_left > 0 THEN greatest(before, least(NEW.status, 'processing'))
      WHEN whole.success_count + whole.error_count < whole.activity_count THEN 'failed'
      WHEN whole.error_count > coalesce(whole.errors_tolerated, 0) THEN 'failed'
      ELSE 'complete'
    END;
  END IF;
  -- One that has failed early is told again with what a part brings that was passed over.
  IF whole.status = 'failed' AND (
    before <> 'failed' OR (NEW.success_count, NEW.error_count) <> (OLD.success_count, OLD.error_count)
  ) THEN
    whole.error_message := CASE
      WHEN whole.error_count > coalesce(whole.errors_tolerated, 0) AND (
        before = 'failed' OR whole.parts_left > 0 OR whole.success_count + whole.error_count = whole.activity_count)
        THEN batch_jobs_error_sentence(whole.error_count, whole.activity_count, whole.errors_tolerated,
          whole.activity_count - whole.success_count, whole.retry_count < whole.max_retries)
      ELSE (
        SELECT p.error_message FROM batch_jobs AS p
        WHERE p.part_of = whole.id AND p.status = 'failed' AND p.success_count + p.error_count < p.activity_count
        ORDER BY p.id LIMIT 1)
    END;
  END IF;
  UPDATE batch_jobs SET
    success_count = whole.success_count, error_count = whole.error_count, total_emissions = whole.total_emissions,
    retry_count = whole.retry_count, parts_left = whole.parts_left, status = whole.status,
    error_message = whole.error_message, started_at = whole.started_at, updated_at = now(),
    completed_at = CASE WHEN whole.status <> ALL (active) THEN coalesce(whole.completed_at, now()) END
  WHERE id = whole.id;

  what := CASE
    WHEN NEW.status = 'cancelled' THEN NULL
    WHEN whole.status <> before AND whole.status = 'complete' THEN 'completed'
    WHEN whole.status <> before AND whole.status = 'failed' THEN 'failed'
    WHEN OLD.status = 'pending' THEN 'claimed'
    WHEN NEW.retry_count > OLD.retry_count AND NEW.fencing_token > OLD.fencing_token THEN 'lease_expired'
    WHEN NEW.status = 'pending' AND NEW.retry_count > OLD.retry_count THEN 'retry_scheduled'
    WHEN NEW.status = 'pending' THEN 'handed_back'
    WHEN NEW.status <> ALL (active) OR (NEW.success_count, NEW.error_count) <> (OLD.success_count, OLD.error_count)
      THEN 'progress'
  END;
  IF what IS NOT NULL THEN
    INSERT INTO batch_progress_log (
      org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token, actor,
      message
    ) VALUES (
      whole.org_id, whole.id, what, whole.status, whole.success_count, whole.error_count, whole.total_emissions,
      whole.retry_count, whole.fencing_token, coalesce(OLD.locked_by, NEW.locked_by, 'unknown'),
      CASE WHEN what = 'failed' THEN whole.error_message
        ELSE 'Part ' || NEW.part_number || ' of ' || whole.part_count
          || CASE WHEN NEW.status = 'pending' AND what <> 'handed_back' THEN ': ' || NEW.error_message
               WHEN NEW.status <> ALL (active) THEN ' is done.' ELSE '.' END
      END
    );
  END IF;

  IF whole.status <> ALL (active) THEN
    WITH ended AS (
      UPDATE batch_jobs AS p
      SET status = 'cancelled', locked_by = NULL, locked_until = NULL, fencing_token = p.fencing_token + 1,
          completed_at = now(), updated_at = now()
      WHERE p.id IN (
        SELECT o.id FROM batch_jobs AS o
        WHERE o.part_of = whole.id AND o.status = ANY (active) ORDER BY o.id FOR UPDATE SKIP LOCKED)
      RETURNING p.*
    ), logged AS (
      INSERT INTO batch_progress_log (
        org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count, fencing_token,
        actor, message
      )
      SELECT org_id, id, 'cancelled', status, success_count, error_count, total_emissions, retry_count, fencing_token,
             coalesce(OLD.locked_by, NEW.locked_by, 'unknown'), 'The whole batch has ended.'
      FROM ended
    )
    SELECT count(pg_notify('offgridflow_cancelled', id)::text) INTO cancelled FROM ended;
  END IF;
  RETURN NULL;
END $function$

CREATE OR REPLACE FUNCTION public.batch_jobs_delete_parts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  -- A part may be: of a batch that has failed early it was passed over.
  IF OLD.part_of IS NULL AND OLD.status = 'processing' THEN
    RAISE EXCEPTION 'A batch that is processing must be cancelled before it is deleted.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_jobs_processing_is_not_deleted', TABLE = 'batch_jobs';
  END IF;
  -- The records are found by the refs: their key begins with the activity, so that its latest record is one look.
  DELETE FROM emission_records AS r
  USING batch_activity_refs AS ref
  WHERE ref.org_id = OLD.org_id AND ref.batch_id = OLD.id
    AND r.org_id = ref.org_id AND r.activity_id = ref.activity_id AND r.batch_id = ref.batch_id;
  DELETE FROM batch_jobs WHERE part_of = OLD.id;
  DELETE FROM batch_activity_refs WHERE org_id = OLD.org_id AND batch_id = OLD.id;
  DELETE FROM activity_errors WHERE org_id = OLD.org_id AND batch_id = OLD.id;
  DELETE FROM batch_progress_log WHERE org_id = OLD.org_id AND batch_id = OLD.id;
  RETURN OLD;
END $function$

CREATE OR REPLACE FUNCTION public.batch_jobs_error_sentence(errors integer, activities integer, tolerated integer, without_result integer, has_retries boolean)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE
    WHEN errors < without_result
      THEN 'Stopped early: ' || errors || ' of ' || activities || ' activities ended in an error, with ' || tolerated
        || ' tolerated. Mend their data, then ' || to_retry || ': it goes on with the ' || without_result
        || ' activities without a result.'
    ELSE errors || ' of ' || activities || ' activities ended in an error'
      || coalesce(', with ' || tolerated || ' tolerated', '') || ': mend their data, then ' || to_retry || '.'
  END
  FROM (SELECT CASE WHEN has_retries THEN 'retry the batch' ELSE 'retry the batch with a higher max_retries' END)
    AS advice (to_retry)
$function$

CREATE OR REPLACE FUNCTION public.batch_jobs_lock_next(level integer, org text, wanted integer, seen text[], org_limit integer, workspace_limit integer, due_before timestamp with time zone)
 RETURNS text[]
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
DECLARE
  locked text[] := '{}';
  nearest text[];
BEGIN
  IF org_limit IS NOT NULL THEN
    wanted := least(wanted, org_limit
      - (SELECT count(*) FROM batch_jobs AS b WHERE b.status IN ('queued', 'processing') AND b.part_count = 0 AND b.org_id = org)
      - (SELECT count(*) FROM batch_jobs AS b WHERE b.id = ANY (seen) AND b.org_id = org));
  END IF;
  WHILE cardinality(locked) < wanted LOOP
    nearest := ARRAY(
      -- A probe finds the next workspace behind whatever many rows of the one before.
      WITH RECURSIVE workspaces AS (
        (SELECT b.workspace_id FROM batch_jobs AS b
         WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id = org
         ORDER BY b.workspace_id LIMIT 1)
        UNION ALL
        (SELECT next.workspace_id FROM workspaces AS w, LATERAL (
           SELECT b.workspace_id FROM batch_jobs AS b
           WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id = org AND b.workspace_id > w.workspace_id
           ORDER BY b.workspace_id LIMIT 1) AS next)
      ), rooms AS (
        SELECT w.workspace_id, CASE WHEN workspace_limit IS NULL THEN wanted ELSE greatest(0, workspace_limit
          - (SELECT count(*) FROM batch_jobs AS b
             WHERE b.status IN ('queued', 'processing') AND b.part_count = 0 AND b.org_id = org
               AND b.workspace_id = w.workspace_id)
          - (SELECT count(*) FROM batch_jobs AS b
             WHERE b.id = ANY (seen) AND b.org_id = org AND b.workspace_id = w.workspace_id))
          END AS room
        FROM workspaces AS w
      )
      SELECT due.id FROM rooms, LATERAL (
        SELECT b.id, b.not_before FROM batch_jobs AS b
        WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id = org AND b.workspace_id = rooms.workspace_id
          AND b.not_before <= due_before AND b.id <> ALL (seen)
        ORDER BY b.not_before, b.id LIMIT least(rooms.room, wanted)) AS due
      ORDER BY due.not_before, due.id LIMIT wanted - cardinality(locked));
    EXIT WHEN nearest = '{}';
    seen := seen || nearest;
    locked := locked || ARRAY(
      SELECT b.id FROM batch_jobs AS b
      WHERE b.id = ANY (nearest) AND b.status = 'pending' AND b.part_count = 0 AND b.not_before <= due_before
      ORDER BY b.not_before, b.id FOR UPDATE SKIP LOCKED);
  END LOOP;
  RETURN locked;
END $function$

CREATE OR REPLACE FUNCTION public.batch_jobs_next_turns(wanted integer, last_orgs text[], org_limit integer, workspace_limit integer, aged_wanted integer, aged_after interval)
 RETURNS TABLE(turn integer, batch_id text, is_aged boolean)
 LANGUAGE plpgsql
 ROWS 10
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
DECLARE
  seen text[] := '{}';
  picked text[];
  level integer := 11;
  org text;
  last_org text;
  ring text[];
  givers text[];
  share integer;
  given integer := 0;
  last_turn integer := 0;
  first_turn integer;
  has_wrapped boolean;
  due_before timestamptz;
  lane text;
  served_lane text := '';
  is_limited CONSTANT boolean := org_limit IS NOT NULL OR workspace_limit IS NOT NULL;
  is_through_all boolean;
BEGIN
  is_aged := true;
  FOREACH is_through_all IN ARRAY ARRAY[false, true] LOOP
    EXIT WHEN is_through_all AND NOT is_limited;
    FOR level, org, lane, due_before IN
      WITH RECURSIVE lanes AS (
        (SELECT b.priority, b.org_id, b.workspace_id, b.not_before FROM batch_jobs AS b
         WHERE b.status = 'pending' AND b.part_count = 0
         ORDER BY b.priority, b.org_id, b.workspace_id, b.not_before, b.id LIMIT 1)
        UNION ALL
        (SELECT next.* FROM lanes AS l, LATERAL (
           SELECT b.priority, b.org_id, b.workspace_id, b.not_before FROM batch_jobs AS b
           WHERE b.status = 'pending' AND b.part_count = 0
             AND (b.priority, b.org_id, b.workspace_id) > (l.priority, l.org_id, l.workspace_id)
           ORDER BY b.priority, b.org_id, b.workspace_id, b.not_before, b.id LIMIT 1) AS next)
      )
      SELECT head.priority, head.org_id, row(head.priority, head.org_id, head.workspace_id)::text,
        CASE WHEN is_limited THEN head.not_before ELSE now() - aged_after END
      FROM (
        SELECT oldest.priority, oldest.org_id, oldest.workspace_id, oldest.not_before
        FROM generate_series(0, 10) AS p (level), LATERAL (
          SELECT b.priority, b.org_id, b.workspace_id, b.not_before FROM batch_jobs AS b
          WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = p.level
          ORDER BY b.not_before, b.id LIMIT 1) AS oldest
        WHERE NOT is_through_all
        UNION ALL
        SELECT l.priority, l.org_id, l.workspace_id, l.not_before FROM lanes AS l WHERE is_through_all
      ) AS head
      WHERE aged_wanted > 0 AND head.not_before <= now() - aged_after
      ORDER BY head.not_before
    LOOP
      EXIT WHEN given >= least(aged_wanted, wanted);
      -- The other parts of its batch are as old; the turn is for who has waited for longest behind it.
      CONTINUE WHEN lane = served_lane;
      picked := batch_jobs_lock_next(level, org, 1, seen, org_limit, workspace_limit, due_before);
      IF picked <> '{}' THEN
        seen := seen || picked;
        given := given + 1;
        last_turn := last_turn + 1;
        turn := last_turn;
        batch_id := picked[1];
        served_lane := lane;
        RETURN NEXT;
      END IF;
      -- What is next behind the oldest of all, under limits, is only found by going through them.
      EXIT WHEN is_limited AND NOT is_through_all;
    END LOOP;
    -- Nothing is aged, or there was enough.
    EXIT WHEN NOT FOUND OR given >= least(aged_wanted, wanted);
  END LOOP;

  is_aged := false;
  level := 11;
  WHILE given < wanted LOOP
    SELECT max(b.priority) INTO level FROM batch_jobs AS b WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority < level;
    EXIT WHEN level IS NULL;
    -- Once round the organisations, one batch each, beginning behind the one that was last.
    last_org := coalesce(last_orgs[level + 1], '');
    org := last_org;
    has_wrapped := false;
    givers := '{}';
    WHILE given < wanted LOOP
      SELECT min(b.org_id) INTO org FROM batch_jobs AS b
      WHERE b.status = 'pending' AND b.part_count = 0 AND b.priority = level AND b.org_id > org;
      IF org IS NULL THEN
        EXIT WHEN has_wrapped OR last_org = '';
        has_wrapped := true;
        org := '';
        CONTINUE;
      END IF;
      EXIT WHEN has_wrapped AND org > last_org;
      picked := batch_jobs_lock_next(level, org, 1, seen, org_limit, workspace_limit, now());
      CONTINUE WHEN picked = '{}';
      givers := givers || org;
      seen := seen || picked;
      given := given + 1;
      last_turn := last_turn + 1;
      turn := last_turn;
      batch_id := picked[1];
      RETURN NEXT;
    END LOOP;
    -- More rounds among those that had one to give, several at a time.
    WHILE given < wanted AND givers <> '{}' LOOP
      ring := givers;
      givers := '{}';
      share := greatest(1, (wanted - given) / cardinality(ring));
      first_turn := last_turn;
      FOR place IN 1 .. cardinality(ring) LOOP
        EXIT WHEN given >= wanted;
        org := ring[place];
        picked := batch_jobs_lock_next(level, org, least(share, wanted - given), seen, org_limit, workspace_limit, now());
        IF cardinality(picked) = share THEN
          givers := givers || org;
        END IF;
        seen := seen || picked;
        given := given + cardinality(picked);
        FOR round IN 1 .. cardinality(picked) LOOP
          turn := first_turn + (round - 1) * cardinality(ring) + place;
          last_turn := greatest(last_turn, turn);
          batch_id := picked[round];
          RETURN NEXT;
        END LOOP;
      END LOOP;
    END LOOP;
  END LOOP;
END $function$

CREATE OR REPLACE FUNCTION public.batch_progress_log_tell_webhooks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO webhook_deliveries (org_id, webhook_id, type, happened_at, batch_id, batch)
  SELECT w.org_id, w.id, 'batch.' || NEW.event, NEW.at, b.id, to_jsonb(b)
  FROM webhooks AS w, batch_jobs AS b
  WHERE w.org_id = NEW.org_id AND w.disabled_at IS NULL AND 'batch.' || NEW.event = ANY (w.events)
    AND b.id = NEW.batch_id AND b.part_of IS NULL;
  IF FOUND THEN
    PERFORM pg_notify('offgridflow_deliveries', '');
  END IF;
  RETURN NULL;
END $function$

CREATE OR REPLACE FUNCTION public.emission_records_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'Emission records are never changed: a recalculation adds new ones, and deleting a batch takes its own along.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'emission_records_are_never_changed', TABLE = 'emission_records';
END $function$


-- Views

CREATE VIEW batch_job_status_view WITH (security_invoker=true) AS
 SELECT id AS batch_id,
    org_id,
    workspace_id,
    status,
    activity_count,
    success_count,
    error_count,
    total_emissions,
        CASE
            WHEN (activity_count = 0) THEN (0)::double precision
            ELSE (((success_count + error_count))::double precision / (activity_count)::double precision)
        END AS progress_percent,
    ((activity_count - success_count) - error_count) AS remaining_count,
    average_emissions(total_emissions, (success_count)::bigint) AS avg_emissions_per_activity,
        CASE
            WHEN (started_at IS NULL) THEN NULL::double precision
            ELSE (GREATEST((0)::numeric, EXTRACT(epoch FROM (COALESCE(completed_at, now()) - started_at))))::double precision
        END AS duration_seconds,
    retry_count,
    max_retries,
    priority,
    error_message,
    locked_by,
    locked_until,
    created_at,
    updated_at,
    started_at,
    completed_at
   FROM batch_jobs
  WHERE (part_of IS NULL);
CREATE VIEW batch_statistics_view WITH (security_invoker=true) AS
 SELECT org_id,
    count(*) AS batch_count,
    count(*) FILTER (WHERE (status = 'pending'::batch_status)) AS pending_count,
    count(*) FILTER (WHERE (status = 'queued'::batch_status)) AS queued_count,
    count(*) FILTER (WHERE (status = 'processing'::batch_status)) AS processing_count,
    count(*) FILTER (WHERE (status = 'complete'::batch_status)) AS complete_count,
    count(*) FILTER (WHERE (status = 'failed'::batch_status)) AS failed_count,
    count(*) FILTER (WHERE (status = 'cancelled'::batch_status)) AS cancelled_count,
    sum(activity_count) AS activity_count,
    sum(success_count) AS success_count,
    sum(error_count) AS error_count,
    sum(total_emissions) AS total_emissions,
    average_emissions(sum(total_emissions), sum(success_count)) AS avg_emissions_per_activity,
    (avg(EXTRACT(epoch FROM (completed_at - started_at))))::double precision AS avg_duration_seconds
   FROM batch_jobs
  WHERE (part_of IS NULL)
  GROUP BY org_id;

-- Policies

activities activities_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
activity_errors activity_errors_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
activity_imports activity_imports_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
activity_versions activity_versions_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
api_keys api_keys_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
audit_log audit_log_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
batch_activity_refs batch_activity_refs_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
batch_counts batch_counts_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
batch_jobs batch_jobs_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
batch_progress_log batch_progress_log_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
calculation_settings calculation_settings_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
emission_factors emission_factors_built_in FOR SELECT TO offgridflow_tenant USING ((org_id = ''::text) AND (NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text) IS NOT NULL))
emission_factors emission_factors_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
emission_records emission_records_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
factor_sets factor_sets_built_in FOR SELECT TO offgridflow_tenant USING ((org_id = ''::text) AND (NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text) IS NOT NULL))
factor_sets factor_sets_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
idempotency_keys idempotency_keys_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
rate_limits rate_limits_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
webhook_attempts webhook_attempts_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
webhook_deliveries webhook_deliveries_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
webhook_secrets webhook_secrets_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))
webhooks webhooks_of_tenant FOR ALL TO offgridflow_tenant USING (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text)) WITH CHECK (org_id = NULLIF(current_setting('offgridflow.org_id'::text, true), ''::text))

-- Rights of the tenant role

activities: INSERT, SELECT, UPDATE
activity_errors: DELETE, SELECT
activity_imports: INSERT, SELECT, UPDATE
activity_versions: INSERT, SELECT
api_keys: INSERT
api_keys: SELECT of org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by
api_keys: UPDATE of revoked_at, revoked_by
audit_log: INSERT, SELECT
batch_activity_refs: DELETE, INSERT, SELECT
batch_counts: DELETE, INSERT, SELECT, UPDATE
batch_jobs: DELETE, INSERT, SELECT, UPDATE
batch_progress_log: DELETE, INSERT, SELECT
calculation_settings: INSERT, SELECT, UPDATE
emission_factors: INSERT, SELECT
emission_records: DELETE, SELECT
factor_sets: INSERT, SELECT
idempotency_keys: INSERT, SELECT, UPDATE
webhook_attempts: DELETE, SELECT
webhook_deliveries: DELETE, INSERT, SELECT, UPDATE
webhook_secrets: DELETE, INSERT
webhook_secrets: SELECT of org_id, webhook_id, number, created_at, expires_at
webhook_secrets: UPDATE of expires_at
webhooks: DELETE, INSERT, SELECT, UPDATE
