import { deepEqual } from 'node:assert/strict';
import type { Queryable } from '../../src/db/database.ts';

/** Of a log's line: a split batch is nobody's, its parts have each their holder. */
const isOneHolders =
  'NOT EXISTS (SELECT 1 FROM batch_jobs AS whole WHERE whole.id = l.batch_id AND whole.part_count > 0)';

/**
 * What must be true of a database whatever happened to it, and whenever one looks: no activity lost, none counted twice,
 * every counter the number of rows that it stands for, every total exactly the sum of its records. Each statement
 * returns the batches that break its rule.
 */
export const rules: Readonly<Record<string, string>> = {
  'the activity count is the number of refs': `
    SELECT b.id FROM batch_jobs AS b
    LEFT JOIN (
      SELECT org_id, batch_id, count(*) AS n FROM batch_activity_refs GROUP BY org_id, batch_id
    ) AS ref ON ref.org_id = b.org_id AND ref.batch_id = b.id
    WHERE b.part_of IS NULL AND b.activity_count <> coalesce(ref.n, 0)`,
  'the success count is the number of records, the total exactly their sum': `
    SELECT b.id FROM batch_jobs AS b
    LEFT JOIN (
      SELECT org_id, batch_id, count(*) AS n, sum(co2e_kg) AS total FROM emission_records GROUP BY org_id, batch_id
    ) AS r ON r.org_id = b.org_id AND r.batch_id = b.id
    WHERE b.part_of IS NULL AND
      (b.success_count <> coalesce(r.n, 0) OR b.total_emissions <> coalesce(r.total, 0))`,
  'the error count is the number of errors of the latest pass': `
    SELECT b.id FROM batch_jobs AS b
    LEFT JOIN (
      SELECT org_id, batch_id, attempt, count(*) AS n FROM activity_errors GROUP BY org_id, batch_id, attempt
    ) AS e ON e.org_id = b.org_id AND e.batch_id = b.id AND e.attempt = b.attempt
    WHERE b.part_of IS NULL AND b.error_count <> coalesce(e.n, 0)`,
  'a record belongs to an activity of its batch': `
    SELECT r.batch_id FROM emission_records AS r
    WHERE NOT EXISTS (
      SELECT 1 FROM batch_activity_refs AS ref
      WHERE ref.org_id = r.org_id AND ref.batch_id = r.batch_id AND ref.activity_id = r.activity_id)`,
  'an error belongs to an activity of its batch': `
    SELECT e.batch_id FROM activity_errors AS e
    WHERE NOT EXISTS (
      SELECT 1 FROM batch_activity_refs AS ref
      WHERE ref.org_id = e.org_id AND ref.batch_id = e.batch_id AND ref.activity_id = e.activity_id)`,
  'no activity has both a record and an error in the pass of the record or a later one': `
    SELECT r.batch_id FROM emission_records AS r
    JOIN activity_errors AS e
      ON e.org_id = r.org_id AND e.batch_id = r.batch_id AND e.activity_id = r.activity_id AND e.attempt >= r.attempt`,
  'in a complete batch every activity has its outcome': `
    SELECT b.id FROM batch_jobs AS b
    WHERE b.status = 'complete' AND b.part_of IS NULL AND EXISTS (
      SELECT 1 FROM batch_activity_refs AS ref
      WHERE ref.org_id = b.org_id AND ref.batch_id = b.id
        AND NOT EXISTS (
          SELECT 1 FROM emission_records AS r
          WHERE r.org_id = ref.org_id AND r.batch_id = ref.batch_id AND r.activity_id = ref.activity_id)
        AND NOT EXISTS (
          SELECT 1 FROM activity_errors AS e
          WHERE e.org_id = ref.org_id AND e.batch_id = ref.batch_id AND e.activity_id = ref.activity_id
            AND e.attempt = b.attempt))`,
  'the counts say how many batches there are of each workspace, priority and status': `
    SELECT coalesce(b.org_id, c.org_id) AS id
    FROM (
      SELECT org_id, workspace_id, priority, count(*) AS batches, count(*) FILTER (WHERE status = 'complete') AS complete,
        count(*) FILTER (WHERE status = 'failed') AS failed, count(*) FILTER (WHERE status = 'cancelled') AS cancelled
      FROM batch_jobs WHERE part_of IS NULL GROUP BY org_id, workspace_id, priority
    ) AS b
    FULL JOIN (
      SELECT org_id, workspace_id, priority, sum(batches) AS batches, sum(complete) AS complete, sum(failed) AS failed,
        sum(cancelled) AS cancelled
      FROM batch_counts GROUP BY org_id, workspace_id, priority
      HAVING sum(batches) <> 0 OR sum(complete) <> 0 OR sum(failed) <> 0 OR sum(cancelled) <> 0
    ) AS c USING (org_id, workspace_id, priority)
    WHERE (b.batches, b.complete, b.failed, b.cancelled) IS DISTINCT FROM (c.batches, c.complete, c.failed, c.cancelled)`,
  'a failed batch says why': `
    SELECT b.id FROM batch_jobs AS b WHERE b.status = 'failed' AND coalesce(b.error_message, '') = ''`,
  'the log begins with the submission and ends as the batch stands': `
    SELECT b.id FROM batch_jobs AS b
    LEFT JOIN LATERAL (
      SELECT l.event FROM batch_progress_log AS l
      WHERE l.org_id = b.org_id AND l.batch_id = b.id ORDER BY l.id LIMIT 1) AS first ON true
    LEFT JOIN LATERAL (
      SELECT l.* FROM batch_progress_log AS l
      WHERE l.org_id = b.org_id AND l.batch_id = b.id ORDER BY l.id DESC LIMIT 1) AS last ON true
    WHERE (b.part_of IS NULL AND first.event IS DISTINCT FROM 'submitted')
      OR (last.id IS NOT NULL AND (last.success_count, last.error_count, last.total_emissions, last.retry_count)
        IS DISTINCT FROM (b.success_count, b.error_count, b.total_emissions, b.retry_count))
      OR (b.status IN ('complete', 'failed', 'cancelled') AND last.status <> b.status)`,
  'the log never goes back within a pass': `
    SELECT step.batch_id FROM (
      SELECT batch_id, event, success_count, error_count, total_emissions, retry_count, fencing_token,
        lag(success_count) OVER log AS success_before, lag(error_count) OVER log AS errors_before,
        lag(total_emissions) OVER log AS total_before, lag(retry_count) OVER log AS retries_before,
        lag(fencing_token) OVER log AS token_before
      FROM batch_progress_log WINDOW log AS (PARTITION BY org_id, batch_id ORDER BY id)
    ) AS step
    WHERE event <> 'mended' AND (
      success_count < success_before OR total_emissions < total_before OR retry_count < retries_before
      OR fencing_token < token_before OR (error_count < errors_before AND event <> 'retried'))`,
  'no token is given out twice': `
    SELECT l.batch_id FROM batch_progress_log AS l
    WHERE l.event = 'claimed' AND ${isOneHolders} GROUP BY l.org_id, l.batch_id, l.fencing_token HAVING count(*) > 1`,
  // Whose lease was ended by somebody else is named beside the token that this end has raised.
  'what a worker writes stands under the token of its own claim': `
    SELECT l.batch_id FROM batch_progress_log AS l
    WHERE l.event IN ('progress', 'completed', 'failed', 'handed_back', 'retry_scheduled', 'lease_expired')
      AND ${isOneHolders} AND NOT EXISTS (
        SELECT 1 FROM batch_progress_log AS claim
        WHERE claim.org_id = l.org_id AND claim.batch_id = l.batch_id AND claim.id < l.id
          AND claim.event = 'claimed' AND claim.actor = l.actor
          AND claim.fencing_token IN (
            CASE WHEN l.event <> 'lease_expired' THEN l.fencing_token END,
            CASE WHEN l.event IN ('failed', 'lease_expired') THEN l.fencing_token - 1 END))`,
  'no batch disagreed with its rows': `
    SELECT l.batch_id FROM batch_progress_log AS l WHERE l.event = 'mended'`,
  'a split batch is the sum of its parts': `
    SELECT b.id FROM batch_jobs AS b
    WHERE b.part_count > 0 AND
      (b.part_count, b.activity_count, b.success_count, b.error_count, b.total_emissions, b.parts_left)
      IS DISTINCT FROM (
        SELECT (count(*)::int, sum(p.activity_count)::int, sum(p.success_count)::int, sum(p.error_count)::int,
          sum(p.total_emissions), (count(*) FILTER (WHERE p.status IN ('pending', 'queued', 'processing')))::int)
        FROM batch_jobs AS p WHERE p.part_of = b.id)`,
  'a part counts the activities, records and errors of its range': `
    SELECT p.id FROM batch_jobs AS p
    WHERE p.part_of IS NOT NULL AND
      (p.activity_count, p.success_count, p.error_count, p.total_emissions) IS DISTINCT FROM (
        SELECT (count(*)::int, count(r.co2e_kg)::int, count(e.code)::int, coalesce(sum(r.co2e_kg), 0))
        FROM batch_activity_refs AS ref
        LEFT JOIN emission_records AS r
          ON r.org_id = ref.org_id AND r.batch_id = ref.batch_id AND r.activity_id = ref.activity_id
        LEFT JOIN activity_errors AS e
          ON e.org_id = ref.org_id AND e.batch_id = ref.batch_id AND e.activity_id = ref.activity_id
            AND e.attempt = p.attempt
        WHERE ref.org_id = p.org_id AND ref.batch_id = p.part_of AND ref.activity_id > p.range_after
          AND (p.range_until IS NULL OR ref.activity_id <= p.range_until))`,
};

const rulesOfTheEnd: Readonly<Record<string, string>> = {
  ...rules,
  'nothing is left pending, queued, processing or leased': `
    SELECT b.id FROM batch_jobs AS b
    WHERE b.status IN ('pending', 'queued', 'processing') OR b.locked_by IS NOT NULL OR b.locked_until IS NOT NULL`,
};

/** At any moment, also in the middle of the work. */
export async function expectInvariants(db: Queryable): Promise<void> {
  deepEqual(await brokenInvariants(db), {});
}

/** The same for those who have more to say about it. */
export function brokenInvariants(db: Queryable): Promise<Record<string, string[]>> {
  return brokenRules(db, rules);
}

/** Once every batch has ended. */
export async function expectAllEndedWell(db: Queryable): Promise<void> {
  deepEqual(await brokenRules(db, rulesOfTheEnd), {});
}

/** The rules that are broken, each with some of the batches that break it. */
export async function brokenRules(
  db: Queryable,
  asked: Readonly<Record<string, string>> = rulesOfTheEnd,
): Promise<Record<string, string[]>> {
  const broken: Record<string, string[]> = {};
  for (const [rule, statement] of Object.entries(asked)) {
    const { rows } = await db.query<Record<string, string>>(`${statement} LIMIT 5`);
    if (rows.length > 0) broken[rule] = rows.flatMap((row) => Object.values(row));
  }
  return broken;
}
