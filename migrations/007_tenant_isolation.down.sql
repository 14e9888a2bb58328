DROP INDEX batch_jobs_by_org_and_status;
ALTER TABLE batch_jobs DROP COLUMN status_number;
CREATE INDEX batch_jobs_by_org_and_status ON batch_jobs (org_id, status, created_at DESC, id DESC)
  WHERE part_of IS NULL;

ALTER VIEW batch_statistics_view RESET (security_invoker);
ALTER VIEW batch_job_status_view RESET (security_invoker);

DROP POLICY audit_log_of_tenant ON audit_log;
ALTER TABLE audit_log DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON audit_log FROM offgridflow_tenant;
DROP POLICY api_keys_of_tenant ON api_keys;
ALTER TABLE api_keys DISABLE ROW LEVEL SECURITY;
REVOKE SELECT (org_id, id, name, role, workspaces, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by),
  INSERT, UPDATE (revoked_at, revoked_by) ON api_keys FROM offgridflow_tenant;
DROP POLICY activity_errors_of_tenant ON activity_errors;
ALTER TABLE activity_errors DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON activity_errors FROM offgridflow_tenant;
DROP POLICY emission_records_of_tenant ON emission_records;
ALTER TABLE emission_records DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON emission_records FROM offgridflow_tenant;
DROP POLICY batch_progress_log_of_tenant ON batch_progress_log;
ALTER TABLE batch_progress_log DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON batch_progress_log FROM offgridflow_tenant;
DROP POLICY batch_activity_refs_of_tenant ON batch_activity_refs;
ALTER TABLE batch_activity_refs DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON batch_activity_refs FROM offgridflow_tenant;
DROP POLICY batch_jobs_of_tenant ON batch_jobs;
ALTER TABLE batch_jobs DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON batch_jobs FROM offgridflow_tenant;
DROP POLICY calculation_settings_of_tenant ON calculation_settings;
ALTER TABLE calculation_settings DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON calculation_settings FROM offgridflow_tenant;
DROP POLICY emission_factors_built_in ON emission_factors;
DROP POLICY emission_factors_of_tenant ON emission_factors;
ALTER TABLE emission_factors DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON emission_factors FROM offgridflow_tenant;
DROP POLICY factor_sets_built_in ON factor_sets;
DROP POLICY factor_sets_of_tenant ON factor_sets;
ALTER TABLE factor_sets DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON factor_sets FROM offgridflow_tenant;
DROP POLICY activity_imports_of_tenant ON activity_imports;
ALTER TABLE activity_imports DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON activity_imports FROM offgridflow_tenant;
DROP POLICY activity_versions_of_tenant ON activity_versions;
ALTER TABLE activity_versions DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON activity_versions FROM offgridflow_tenant;
DROP POLICY activities_of_tenant ON activities;
ALTER TABLE activities DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON activities FROM offgridflow_tenant;

-- The role goes with the last database that uses it, where the user may drop it. Of two that go at the same moment each
-- still sees the other: then it stays, with no rights.
DO $$ BEGIN EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM offgridflow_tenant', current_schema()); END $$;
DO $$ BEGIN
  DROP ROLE offgridflow_tenant;
EXCEPTION
  WHEN dependent_objects_still_exist OR insufficient_privilege OR undefined_object OR internal_error THEN NULL;
END $$;
