-- What was done to webhooks stays in the audit log.
ALTER TABLE audit_log DROP CONSTRAINT audit_log_action_is_known;
ALTER TABLE audit_log ADD CONSTRAINT audit_log_action_is_known CHECK (action IN (
  'import_begun', 'import_finished', 'batch_deleted', 'factor_set_imported', 'calculation_settings_changed',
  'key_created', 'key_revoked'
)) NOT VALID;
DROP TRIGGER batch_progress_log_is_told ON batch_progress_log;
DROP FUNCTION batch_progress_log_tell_webhooks();
DROP TABLE webhook_attempts;
DROP TABLE webhook_deliveries;
DROP TABLE webhook_secrets;
DROP TABLE webhooks;
