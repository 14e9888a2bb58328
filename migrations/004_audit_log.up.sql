-- Who changed what of an organisation. What happened to a batch while it is there, its own log tells.

CREATE TABLE audit_log (
  org_id  text        NOT NULL,
  id      bigint      GENERATED ALWAYS AS IDENTITY,
  at      timestamptz NOT NULL DEFAULT now(),
  actor   text        NOT NULL,
  action  text        NOT NULL,
  subject text        NOT NULL,
  details jsonb       NOT NULL DEFAULT '{}',
  PRIMARY KEY (org_id, id),
  CONSTRAINT audit_log_action_is_known CHECK (action IN (
    'import_begun', 'import_finished', 'batch_deleted', 'factor_set_imported', 'calculation_settings_changed',
    'key_created', 'key_revoked'
  ))
);
COMMENT ON TABLE audit_log IS 'One row for each change, written in the statement that makes it. Never changed.';
COMMENT ON COLUMN audit_log.subject IS 'The id of what was changed.';

CREATE FUNCTION audit_log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is never changed.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_log_is_never_changed', TABLE = 'audit_log';
END $$;

CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse_change();

ALTER TABLE activity_imports ADD COLUMN org_id text, ADD COLUMN actor text NOT NULL DEFAULT 'unknown';
COMMENT ON COLUMN activity_imports.org_id IS 'Whose rows they are; null where they may be those of several organisations.';
