ALTER TABLE activity_imports DROP COLUMN org_id, DROP COLUMN actor;
DROP TABLE audit_log;
DROP FUNCTION audit_log_refuse_change();
