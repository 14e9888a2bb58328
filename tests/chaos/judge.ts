import type { Queryable } from '../../src/db/database.ts';
import { brokenRules } from './invariants.ts';
import type { KnownActivity } from './load/known-activities.ts';
import type { KnownBatch, Ledger } from './load/ledger.ts';
import type { Report } from './report.ts';

interface Evidence {
  readonly db: Queryable;
  readonly ledger: Ledger;
  readonly orgIds: readonly string[];
  /** The same for each organisation. */
  readonly activities: readonly KnownActivity[];
  readonly report: Report;
}

/** Judges what is in the database by its own rules, by what clients were told, and by figures known beforehand. */
export async function judge(evidence: Evidence): Promise<void> {
  // Tables that were filled a moment ago are planned for as if they were empty.
  await evidence.db.query('ANALYZE');
  await judgeRules(evidence);
  await judgeFigures(evidence);
  await judgeBatches(evidence);
  await judgeNumberOfBatches(evidence);
}

async function judgeRules({ db, report }: Evidence): Promise<void> {
  for (const [rule, batches] of Object.entries(await brokenRules(db))) {
    report.violation(`not so: ${rule}: ${batches.join(', ')}`);
  }
}

/** What must become of an activity, as a table; the nulls of those that are named nowhere are those of a ghost. */
const known = `
  unnest($1::text[], $2::numeric[], $3::text[]) AS known (activity_id, co2e_kg, error_code)`;

const errorsToCome = `
  SELECT ref.org_id, ref.batch_id,
    count(*) FILTER (WHERE known.co2e_kg IS NULL) AS least,
    count(*) FILTER (WHERE known.co2e_kg IS NULL OR known.error_code IS NOT NULL) AS most
  FROM batch_activity_refs AS ref LEFT JOIN ${known} ON known.activity_id = ref.activity_id
  GROUP BY ref.org_id, ref.batch_id`;

/** Failed for no other reason than that faults have used up their retries. */
export async function failedByFaults(
  db: Queryable,
  activities: readonly KnownActivity[],
): Promise<{ orgId: string; id: string; retryCount: number }[]> {
  const { rows } = await db.query<{ orgId: string; id: string; retryCount: number }>(
    `SELECT b.org_id AS "orgId", b.id, b.retry_count AS "retryCount"
     FROM batch_jobs AS b
     JOIN (${errorsToCome}) AS errors ON errors.org_id = b.org_id AND errors.batch_id = b.id
     WHERE b.status = 'failed' AND most <= coalesce(b.errors_tolerated, 0)
     ORDER BY b.id`,
    columnsOf(activities),
  );
  return rows;
}

const figureRules: Readonly<Record<string, string>> = {
  'a record has the figure that was known': `
    SELECT r.batch_id || ' ' || r.activity_id || ' ' || r.co2e_kg AS found
    FROM emission_records AS r LEFT JOIN ${known} ON known.activity_id = r.activity_id
    WHERE r.co2e_kg IS DISTINCT FROM known.co2e_kg`,
  'an error has the code that was known': `
    SELECT e.batch_id || ' ' || e.activity_id || ' ' || e.code AS found
    FROM activity_errors AS e LEFT JOIN ${known} ON known.activity_id = e.activity_id
    WHERE e.code IS DISTINCT FROM
      CASE WHEN known.activity_id IS NULL THEN 'ACTIVITY_NOT_FOUND' ELSE known.error_code END`,
  'a batch is complete or failed as its activities have it': `
    SELECT b.id || ' ' || b.status || ' with ' || least || ' to ' || most || ' errors' AS found
    FROM batch_jobs AS b
    JOIN (${errorsToCome}) AS errors ON errors.org_id = b.org_id AND errors.batch_id = b.id
    WHERE (b.status = 'complete' AND least > coalesce(b.errors_tolerated, 0))
      OR (b.status = 'failed' AND most <= coalesce(b.errors_tolerated, 0))`,
};

/** Once the batches that faults alone have failed have been retried. */
async function judgeFigures({ db, activities, report }: Evidence): Promise<void> {
  const columns = columnsOf(activities);
  for (const [rule, statement] of Object.entries(figureRules)) {
    const { rows } = await db.query<{ found: string }>(`${statement} LIMIT 5`, columns);
    for (const { found } of rows) report.violation(`not so: ${rule}: ${found}`);
  }
}

function columnsOf(activities: readonly KnownActivity[]): unknown[] {
  return [
    activities.map(({ id }) => id),
    activities.map(({ co2eKg }) => co2eKg),
    activities.map(({ errorCode }) => errorCode),
  ];
}

interface Found {
  readonly id: string;
  readonly status: string;
  readonly activityCount: number;
  readonly idsHash: string;
  readonly retried: number;
  readonly cancelled: number;
  readonly [column: string]: unknown;
}

async function judgeBatches({ db, ledger, report }: Evidence): Promise<void> {
  const { rows } = await db.query<Found>(`
    SELECT b.id, b.status, b.activity_count AS "activityCount", log.retried, log.cancelled,
      (SELECT md5(string_agg(ref.activity_id, ',' ORDER BY ref.activity_id))
       FROM batch_activity_refs AS ref WHERE ref.org_id = b.org_id AND ref.batch_id = b.id) AS "idsHash"
    FROM batch_jobs AS b, LATERAL (
      SELECT count(*) FILTER (WHERE l.event = 'retried')::int AS retried,
        count(*) FILTER (WHERE l.event = 'cancelled')::int AS cancelled
      FROM batch_progress_log AS l WHERE l.org_id = b.org_id AND l.batch_id = b.id
    ) AS log`);
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const batch of ledger.batches) {
    for (const contradiction of contradictions(batch, found.get(batch.id))) {
      report.violation(`${batch.id} of ${batch.orgId} ${contradiction}`);
    }
  }
}

/** What a client was told of a batch, and is not so. */
function contradictions(batch: KnownBatch, found: Found | undefined): string[] {
  const { cancels, retries, deletes } = batch;
  if (found === undefined) {
    return deletes.acknowledged + deletes.unknown > 0 ? [] : ['was acknowledged and is not there'];
  }
  const claims: readonly (readonly [boolean, string])[] = [
    [deletes.acknowledged === 0, 'is there although its deletion was acknowledged'],
    [
      found.activityCount === batch.activityCount,
      `has ${found.activityCount} of ${batch.activityCount} activities`,
    ],
    [batch.idsHash === null || found.idsHash === batch.idsHash, 'has other activities than were submitted'],
    [cancels.acknowledged === 0 || found.status === 'cancelled', `is ${found.status}, and was cancelled`],
    [
      isWithin(found.cancelled, Math.min(cancels.acknowledged, 1), cancels),
      `was cancelled ${found.cancelled} times`,
    ],
    [isWithin(found.retried, retries.acknowledged, retries), `was retried ${found.retried} times`],
  ];
  return claims.filter(([isSo]) => !isSo).map(([, sentence]) => sentence);
}

function isWithin(count: number, least: number, { acknowledged, unknown }: KnownBatch['retries']): boolean {
  return count >= least && count <= acknowledged + unknown;
}

/** Nothing is there that nobody has asked for. */
async function judgeNumberOfBatches({ db, ledger, orgIds, report }: Evidence): Promise<void> {
  for (const orgId of orgIds) {
    const { rows } = await db.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM batch_jobs WHERE org_id = $1 AND part_of IS NULL',
      [orgId],
    );
    const n = rows[0]?.n ?? 0;
    const submitted = ledger.submissionsOf(orgId);
    const ofOrg = ledger.batches.filter((batch) => batch.orgId === orgId);
    const deleted = ofOrg.filter(({ deletes }) => deletes.acknowledged > 0).length;
    const perhaps = ofOrg.filter(({ deletes }) => deletes.acknowledged === 0 && deletes.unknown > 0).length;
    const least = submitted.acknowledged - deleted - perhaps;
    const most = submitted.acknowledged - deleted + submitted.unknown;
    if (n < least || n > most)
      report.violation(`${orgId} has ${n} batches, and must have ${least} to ${most}`);
  }
}

/** What a run has left behind. */
export async function outcomesIn(db: Queryable): Promise<Record<string, number>> {
  const { rows } = await db.query<Record<string, number>>(`
    SELECT
      (SELECT count(*)::int FROM batch_jobs WHERE part_of IS NULL) AS "batches at the end",
      (SELECT count(*)::int FROM batch_jobs WHERE part_of IS NOT NULL) AS "parts of large ones",
      (SELECT count(*)::int FROM batch_activity_refs) AS "activities in them",
      (SELECT count(*)::int FROM emission_records) + (SELECT count(*)::int FROM activity_errors)
        AS "activities processed",
      (SELECT count(*)::int FROM emission_records) AS "records",
      (SELECT count(*)::int FROM activity_errors) AS "errors, of all passes",
      (SELECT count(*)::int FROM batch_progress_log WHERE event IN ('progress', 'completed')) AS "chunks committed",
      (SELECT count(*)::int FROM batch_progress_log WHERE event = 'lease_expired') AS "leases taken back",
      (SELECT sum(retry_count)::int FROM batch_jobs WHERE part_of IS NULL) AS "retries"`);
  return rows[0] ?? {};
}
