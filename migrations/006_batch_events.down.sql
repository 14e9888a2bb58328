ALTER TABLE audit_log DROP COLUMN xact_id;
ALTER TABLE batch_progress_log DROP COLUMN xact_id;
