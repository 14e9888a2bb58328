-- A batch sees no more than its submitter does when its turn comes.

ALTER TABLE batch_jobs ADD COLUMN bound_to text[]
  CONSTRAINT batch_jobs_bound_to_is_some CHECK (cardinality(bound_to) > 0);
COMMENT ON COLUMN batch_jobs.bound_to IS 'The workspaces that who submitted it is bound to; null is all. What lies outside of them at its turn is not found.';
