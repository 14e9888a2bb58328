-- How many batches there are, without counting them; and lists of them by status, priority, workspace and time, each from
-- an index. See docs/adr/0019.

-- Nodes may be at work: what one submitted or ended between the counting below and the triggers would be missing for good.
-- The indexes at the end need this lock too: taken at once, it meets nobody who waits for it half-way.
LOCK TABLE batch_jobs IN ACCESS EXCLUSIVE MODE;

CREATE TABLE batch_counts (
  org_id       text     NOT NULL,
  workspace_id text     NOT NULL,
  priority     smallint NOT NULL,
  batches      bigint   NOT NULL DEFAULT 0,
  complete     bigint   NOT NULL DEFAULT 0,
  failed       bigint   NOT NULL DEFAULT 0,
  cancelled    bigint   NOT NULL DEFAULT 0
);
COMMENT ON TABLE batch_counts IS 'The sum of its rows is how many batches there are. A row is added for each change, and rows are added up now and then: none is updated, so that nobody waits.';
COMMENT ON COLUMN batch_counts.batches IS 'In every status. What has not ended is this less the other three.';

-- Serves countBatches, and batch_jobs_count.
CREATE INDEX batch_counts_by_workspace ON batch_counts (org_id, workspace_id);

INSERT INTO batch_counts (org_id, workspace_id, priority, batches, complete, failed, cancelled)
SELECT org_id, workspace_id, priority, count(*), count(*) FILTER (WHERE status = 'complete'),
  count(*) FILTER (WHERE status = 'failed'), count(*) FILTER (WHERE status = 'cancelled')
FROM batch_jobs WHERE part_of IS NULL
GROUP BY org_id, workspace_id, priority;

-- A batch counts when it is submitted, ends, is tried again and is deleted; what happens in between is no change of these
-- numbers. In one of 32 cases whoever was here also adds up the workspace's rows: those that others are adding up it
-- leaves to them.
CREATE FUNCTION batch_jobs_count() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER batch_jobs_count_submitted AFTER INSERT ON batch_jobs
  FOR EACH ROW WHEN (NEW.part_of IS NULL) EXECUTE FUNCTION batch_jobs_count();
CREATE TRIGGER batch_jobs_count_deleted AFTER DELETE ON batch_jobs
  FOR EACH ROW WHEN (OLD.part_of IS NULL) EXECUTE FUNCTION batch_jobs_count();
CREATE TRIGGER batch_jobs_count_moved AFTER UPDATE ON batch_jobs
  FOR EACH ROW
  WHEN (NEW.part_of IS NULL AND greatest(OLD.status_number, 2) <> greatest(NEW.status_number, 2))
  EXECUTE FUNCTION batch_jobs_count();

-- FOR UPDATE asks for the right to update.
GRANT SELECT, INSERT, UPDATE, DELETE ON batch_counts TO offgridflow_tenant;
ALTER TABLE batch_counts ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch_counts_of_tenant ON batch_counts TO offgridflow_tenant
  USING (org_id = nullif(current_setting('offgridflow.org_id', true), ''))
  WITH CHECK (org_id = nullif(current_setting('offgridflow.org_id', true), ''));

DROP INDEX batch_jobs_by_org;
DROP INDEX batch_jobs_by_org_and_status;
-- Serves listNewestBatches, listOldestBatches, countBatches and countBatchesBetween.
CREATE INDEX batch_jobs_by_org ON batch_jobs (org_id, status_number, priority, created_at, id) WHERE part_of IS NULL;
-- Serves listNewestBatchesOfWorkspaces, listOldestBatchesOfWorkspaces, countBatchesOfWorkspaces and
-- countBatchesOfWorkspacesBetween.
CREATE INDEX batch_jobs_by_workspace ON batch_jobs (org_id, workspace_id, status_number, priority, created_at, id)
  WHERE part_of IS NULL;
