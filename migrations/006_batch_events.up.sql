-- Events of batches as they are committed, for those who follow them. See docs/adr/0017.

-- Ids are given before they are committed: of two batches, the entry with the lower id may be seen later. What has been
-- seen is told by snapshots instead, and those know transactions.
ALTER TABLE batch_progress_log ADD COLUMN xact_id xid8 NOT NULL DEFAULT pg_current_xact_id();
COMMENT ON COLUMN batch_progress_log.xact_id IS 'The transaction that wrote it: whoever follows events reads what a former snapshot did not see.';
ALTER TABLE audit_log ADD COLUMN xact_id xid8 NOT NULL DEFAULT pg_current_xact_id();
COMMENT ON COLUMN audit_log.xact_id IS 'As in batch_progress_log: the end of a batch that was deleted stands here alone.';

-- Serves readEvents and countEvents.
CREATE INDEX batch_progress_log_by_transaction ON batch_progress_log (org_id, xact_id);
-- Serves readEvents and countEvents.
CREATE INDEX audit_log_deletions ON audit_log (org_id, xact_id) WHERE action = 'batch_deleted';
