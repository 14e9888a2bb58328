import type { Database } from '../../src/db/database.ts';
import type { JobStatusName } from '../../src/domain/batch-job.ts';
import type { Model } from './model.ts';
import { errorsOf, type ModelBatch, resultsOf } from './model-batch.ts';

/** A batch with all that belongs to it, as the tables show it and as the model would have it. */
export type BatchState = {
  readonly status: JobStatusName;
  readonly activityCount: number;
  readonly successCount: number;
  readonly errorCount: number;
  readonly total: string;
  readonly retries: string;
  readonly token: number;
  readonly cursor: string;
  readonly holder: string | null;
  /** In steps of ten minutes: until the lease runs out, and until the not-before time. */
  readonly leaseLeft: number | null;
  readonly notBefore: number;
  readonly message: string | null;
  readonly refs: readonly string[];
  /** `activity: kg` and `pass/activity`. */
  readonly records: readonly string[];
  readonly errors: readonly string[];
  /** Of a large batch its parts write the log; the rules of invariants.ts judge it. */
  readonly log: readonly string[] | null;
};

/** Makes the function that storedStates asks. In a function the statement is planned once, and planning it is most of its cost. */
export async function prepareStates(db: Database): Promise<void> {
  await db.query(`
    CREATE FUNCTION model_states() RETURNS TABLE (batch_id text, state jsonb) LANGUAGE plpgsql AS $$
    BEGIN
      RETURN QUERY SELECT s.id, to_jsonb(s) - 'id' FROM (${statesStatement}) AS s;
    END $$`);
}

/** Every batch and every part by its id. */
export async function storedStates(db: Database): Promise<Map<string, BatchState>> {
  const { rows } = await db.query<{ id: string; state: BatchState }>(
    'SELECT batch_id AS id, state FROM model_states()',
  );
  return new Map(rows.map(({ id, state }) => [id, { ...state, message: gistOf(state.message) }]));
}

const statesStatement = `
    SELECT b.id, b.status, b.activity_count AS "activityCount", b.success_count AS "successCount",
      b.error_count AS "errorCount", trim_scale(b.total_emissions)::text AS total,
      b.retry_count || ' of ' || b.max_retries AS retries, b.fencing_token AS token, b.cursor,
      b.locked_by AS holder, ${stepsUntil('b.locked_until')} AS "leaseLeft",
      ${stepsUntil('b.not_before')} AS "notBefore", b.error_message AS message,
      ARRAY(SELECT ref.activity_id FROM batch_activity_refs AS ref WHERE ${isOf('ref')} ORDER BY 1) AS refs,
      ARRAY(SELECT r.activity_id || ': ' || trim_scale(r.co2e_kg) FROM emission_records AS r
        WHERE ${isOf('r')} ORDER BY 1) AS records,
      ARRAY(SELECT e.attempt || '/' || e.activity_id FROM activity_errors AS e WHERE ${isOf('e')} ORDER BY 1) AS errors,
      CASE WHEN b.part_count = 0
        THEN ARRAY(SELECT l.event FROM batch_progress_log AS l WHERE l.org_id = b.org_id AND l.batch_id = b.id ORDER BY l.id) END AS log
    FROM batch_jobs AS b`;

/** A part has its range of what belongs to the whole batch. */
function isOf(row: string): string {
  return `${row}.org_id = b.org_id AND ${row}.batch_id = coalesce(b.part_of, b.id) AND ${row}.activity_id > b.range_after
    AND (b.range_until IS NULL OR ${row}.activity_id <= b.range_until)`;
}

/** Rounded up, so that what the real clock goes on beside the model's is not seen. */
function stepsUntil(time: string): string {
  return `ceil(extract(epoch FROM ${time} - now()) / 600)::int`;
}

/** Sentences that the store makes, down to what the model knows of them. */
function gistOf(message: string | null): string | null {
  if (message?.startsWith('Its workers stopped answering')) return 'its workers stopped answering';
  if (message?.startsWith('The worker ')) return 'a worker stopped answering';
  return message?.replace(/( ended in an error)[,:].*/, '$1') ?? null;
}

export function expectedState(model: Model, batch: ModelBatch): BatchState {
  const results = [...resultsOf(batch)].sort();
  return {
    status: batch.status,
    activityCount: batch.refs.size,
    successCount: results.length,
    errorCount: errorsOf(batch).size,
    total: kilograms(results.reduce((sum, [, billionths]) => sum + billionths, 0)),
    retries: `${batch.retries} of ${batch.maxRetries}`,
    token: batch.token,
    cursor: batch.cursor,
    holder: batch.lease?.holder ?? null,
    leaseLeft: batch.lease && (batch.lease.until - model.now) / 10,
    notBefore: (batch.notBefore - model.now) / 10,
    message: batch.message,
    refs: [...batch.refs].sort(),
    records: results.map(([activity, billionths]) => `${activity}: ${kilograms(billionths)}`),
    errors: batch.errors.flatMap((_, pass) =>
      [...errorsOf(batch, pass)].sort().map((id) => `${pass + 1}/${id}`),
    ),
    log: batch.parts.length > 0 ? null : batch.log,
  };
}

/** Billionths of a kilogram as the shortest decimal. */
export function kilograms(billionths: number): string {
  const digits = String(billionths).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}
