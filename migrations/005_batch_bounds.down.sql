ALTER TABLE batch_jobs DROP COLUMN bound_to;
