DROP INDEX batch_jobs_by_workspace;
DROP INDEX batch_jobs_by_org;
CREATE INDEX batch_jobs_by_org ON batch_jobs (org_id, created_at DESC, id DESC) WHERE part_of IS NULL;
CREATE INDEX batch_jobs_by_org_and_status ON batch_jobs (org_id, status_number, created_at DESC, id DESC)
  WHERE part_of IS NULL;

DROP TRIGGER batch_jobs_count_moved ON batch_jobs;
DROP TRIGGER batch_jobs_count_deleted ON batch_jobs;
DROP TRIGGER batch_jobs_count_submitted ON batch_jobs;
DROP FUNCTION batch_jobs_count();
DROP TABLE batch_counts;
