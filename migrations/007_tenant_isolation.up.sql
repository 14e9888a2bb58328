-- See docs/adr/0016. What the API asks in the name of an organisation it asks as a role that owns nothing, and that sees and writes only what
-- is that organisation's, whatever a statement says or forgets. Which organisation, the setting offgridflow.org_id tells
-- for the length of a transaction. Without it there is nothing to be seen.

-- Roles are the cluster's, not the database's: another database of ours may have made it, or make or drop it this moment.
-- Each turn of the loop begins anew with what is there then. The grant on a table holds the role from then on.
DO $$
DECLARE
  wanted text[] := '{}';
  grant_it CONSTANT text := format('GRANT offgridflow_tenant TO %I', session_user)
    || CASE WHEN current_setting('server_version_num')::int >= 160000 THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END;
  may_set CONSTANT text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
  make_it CONSTANT text := 'CREATE ROLE offgridflow_tenant NOLOGIN';
BEGIN
  FOR turn IN 1 .. 100 LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'offgridflow_tenant') THEN
        wanted := ARRAY[make_it, grant_it];
        EXECUTE make_it;
      END IF;
      GRANT SELECT ON activities TO offgridflow_tenant;
      IF NOT pg_has_role(session_user, 'offgridflow_tenant', may_set) THEN
        wanted := CASE WHEN wanted = '{}' THEN ARRAY[grant_it] ELSE wanted END;
        EXECUTE grant_it;
      END IF;
      RETURN;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The database user % may not make or take the role offgridflow_tenant, by which requests are kept to their organisation. Have an administrator of the server run this once, then migrate again: %;',
          quote_ident(session_user), array_to_string(wanted, '; ')
          USING ERRCODE = 'OGF01';
      WHEN duplicate_object OR unique_violation OR undefined_object OR internal_error THEN
        wanted := '{}';
    END;
  END LOOP;
  RAISE EXCEPTION 'The role offgridflow_tenant is made and dropped by others all the time: migrate again when they are done.'
    USING ERRCODE = 'OGF01';
END $$;

DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO offgridflow_tenant', current_schema()); END $$;

-- For each table: what the statements of the API need, and whose rows.

GRANT SELECT, INSERT, UPDATE ON activities TO offgridflow_tenant;
ALTER TABLE activities ENABLE ROW LEVEL SECURITY;
CREATE POLICY activities_of_tenant ON activities TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, INSERT ON activity_versions TO offgridflow_tenant;
ALTER TABLE activity_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY activity_versions_of_tenant ON activity_versions TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

-- An import of rows of several organisations (`run`) has no organisation, and is nobody's here.
GRANT SELECT, INSERT, UPDATE ON activity_imports TO offgridflow_tenant;
ALTER TABLE activity_imports ENABLE ROW LEVEL SECURITY;
CREATE POLICY activity_imports_of_tenant ON activity_imports TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

-- What ships with the product, of organisation '', is there for everybody to read.
GRANT SELECT, INSERT ON factor_sets TO offgridflow_tenant;
ALTER TABLE factor_sets ENABLE ROW LEVEL SECURITY;
CREATE POLICY factor_sets_of_tenant ON factor_sets TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));
CREATE POLICY factor_sets_built_in ON factor_sets FOR SELECT TO offgridflow_tenant
  USING (org_id = '' AND nullif(current_setting('offgridflow.org_id', true), '') IS NOT NULL);

GRANT SELECT, INSERT ON emission_factors TO offgridflow_tenant;
ALTER TABLE emission_factors ENABLE ROW LEVEL SECURITY;
CREATE POLICY emission_factors_of_tenant ON emission_factors TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));
CREATE POLICY emission_factors_built_in ON emission_factors FOR SELECT TO offgridflow_tenant
  USING (org_id = '' AND nullif(current_setting('offgridflow.org_id', true), '') IS NOT NULL);

GRANT SELECT, INSERT, UPDATE ON calculation_settings TO offgridflow_tenant;
ALTER TABLE calculation_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY calculation_settings_of_tenant ON calculation_settings TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, INSERT, UPDATE, DELETE ON batch_jobs TO offgridflow_tenant;
ALTER TABLE batch_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch_jobs_of_tenant ON batch_jobs TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, INSERT, DELETE ON batch_activity_refs TO offgridflow_tenant;
ALTER TABLE batch_activity_refs ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch_activity_refs_of_tenant ON batch_activity_refs TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, INSERT, DELETE ON batch_progress_log TO offgridflow_tenant;
ALTER TABLE batch_progress_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch_progress_log_of_tenant ON batch_progress_log TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

-- Records and errors are written by workers. They go with their batch, by its trigger.
GRANT SELECT, DELETE ON emission_records TO offgridflow_tenant;
ALTER TABLE emission_records ENABLE ROW LEVEL SECURITY;
CREATE POLICY emission_records_of_tenant ON emission_records TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, DELETE ON activity_errors TO offgridflow_tenant;
ALTER TABLE activity_errors ENABLE ROW LEVEL SECURITY;
CREATE POLICY activity_errors_of_tenant ON activity_errors TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

-- Not the hash: who a key belongs to is found out before there is an organisation. A key is revoked, and stays what it is.
GRANT SELECT (org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by),
  INSERT, UPDATE (revoked_at, revoked_by) ON api_keys TO offgridflow_tenant;
ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY api_keys_of_tenant ON api_keys TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

GRANT SELECT, INSERT ON audit_log TO offgridflow_tenant;
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_log_of_tenant ON audit_log TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

-- Whoever asks a view sees what they would see of its tables.
ALTER VIEW batch_job_status_view SET (security_invoker = true);
ALTER VIEW batch_statistics_view SET (security_invoker = true);

-- The rows of others must be kept away before any condition is asked that could tell of them, and comparing enums counts as
-- one that could: no index finds a status for the role. Numbers may be compared.
ALTER TABLE batch_jobs ADD COLUMN status_number smallint NOT NULL GENERATED ALWAYS AS (
  CASE status
    WHEN 'pending' THEN 0 WHEN 'queued' THEN 1 WHEN 'processing' THEN 2 WHEN 'complete' THEN 3 WHEN 'failed' THEN 4
    WHEN 'cancelled' THEN 5
  END
) STORED;
COMMENT ON COLUMN batch_jobs.status_number IS 'The status as the library numbers it, for lists of an organisation.';

DROP INDEX batch_jobs_by_org_and_status;
-- Serves listBatchesWithStatus and countBatchesWithStatus.
CREATE INDEX batch_jobs_by_org_and_status ON batch_jobs (org_id, status_number, created_at DESC, id DESC)
  WHERE part_of IS NULL;
