/* @name listBatchesToVerify */
SELECT org_id, id
FROM batch_jobs
WHERE id > :after! AND part_of IS NULL AND (:orgId::text IS NULL OR org_id = :orgId) AND (:batchId::text IS NULL OR id = :batchId)
ORDER BY id
LIMIT :limit!;

/* @name tallyBatch */
-- What the batch says of itself beside what is there, in one statement and so of one moment: a batch that is at work may
-- be verified. OFFSET 0 as in listRecords.
SELECT
  b.org_id, b.id, b.activity_count, b.success_count, b.error_count, trim_scale(b.total_emissions) AS "total_emissions!",
  count(ref.activity_id) AS "refs!",
  count(r.co2e_kg) AS "records!",
  count(r.co2e_kg) FILTER (WHERE r.is_scenario <> (b.purpose = 'scenario')) AS "other_purpose!",
  trim_scale(coalesce(sum(r.co2e_kg), 0)) AS "co2e_kg!",
  (SELECT count(*) FROM activity_errors AS e WHERE e.org_id = b.org_id AND e.batch_id = b.id AND e.attempt = b.attempt)
    AS "errors!"
FROM batch_jobs AS b
LEFT JOIN batch_activity_refs AS ref ON ref.org_id = b.org_id AND ref.batch_id = b.id
LEFT JOIN LATERAL (
  SELECT one.co2e_kg, one.is_scenario FROM emission_records AS one
  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
  OFFSET 0
) AS r ON true
WHERE b.id = :batchId!
GROUP BY b.id;

/* @name listUnaccounted */
-- Activities with two outcomes, and those that should have one by now and have none: all of a complete batch, else those
-- that its cursor has passed.
SELECT ref.activity_id, (r.found + e.found)::int AS "outcomes!"
FROM batch_jobs AS b
JOIN batch_activity_refs AS ref ON ref.org_id = b.org_id AND ref.batch_id = b.id
CROSS JOIN LATERAL (
  SELECT count(*) AS found FROM emission_records AS one
  WHERE one.org_id = ref.org_id AND one.activity_id = ref.activity_id AND one.batch_id = ref.batch_id
  OFFSET 0
) AS r
CROSS JOIN LATERAL (
  SELECT count(*) AS found FROM activity_errors AS one
  WHERE one.org_id = ref.org_id AND one.batch_id = ref.batch_id AND one.attempt = b.attempt
    AND one.activity_id = ref.activity_id
  OFFSET 0
) AS e
WHERE b.id = :batchId! AND ref.activity_id > :after!
  AND (r.found + e.found > 1 OR (r.found + e.found = 0 AND (b.status = 'complete' OR ref.activity_id <= b.cursor)))
ORDER BY ref.activity_id
LIMIT :limit!;

/* @name listRecordKeys */
-- Every record in the order of the key, and whether a batch accounts for it: one that none does would still count in the
-- inventory. OFFSET 0 as in listRecords.
SELECT r.org_id, r.activity_id, r.batch_id, accounted.found = 0 AS "is_stray!"
FROM (
  SELECT org_id, activity_id, batch_id
  FROM emission_records
  WHERE (org_id, activity_id, batch_id) > (:afterOrgId!, :afterActivityId!, :afterBatchId!)
    AND (:orgId::text IS NULL OR org_id = :orgId)
  ORDER BY org_id, activity_id, batch_id
  LIMIT :limit!
) AS r
CROSS JOIN LATERAL (
  SELECT count(*) AS found
  FROM batch_activity_refs AS ref, batch_jobs AS b
  WHERE ref.org_id = r.org_id AND ref.batch_id = r.batch_id AND ref.activity_id = r.activity_id
    AND b.id = r.batch_id AND b.org_id = r.org_id
  OFFSET 0
) AS accounted
ORDER BY r.org_id, r.activity_id, r.batch_id;
