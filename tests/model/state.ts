import type { Database } from '../../src/db/database.ts';
import type { JobStatusName } from '../../src/domain/batch-job.ts';
import { errorsOf, type Model, type ModelBatch } from './model.ts';

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
  /** Its lease has not run out. */
  readonly isLocked: boolean;
  /** Its not-before time has come. */
  readonly isDue: boolean;
  readonly message: string | null;
  readonly refs: readonly string[];
  /** `activity: kg` and `pass/activity`. */
  readonly records: readonly string[];
  readonly errors: readonly string[];
  readonly log: readonly string[];
};

/** Every batch by its id. */
export async function storedStates(db: Database): Promise<Map<string, BatchState>> {
  const { rows } = await db.query<BatchState & { readonly id: string }>(`
    SELECT b.id, b.status, b.activity_count AS "activityCount", b.success_count AS "successCount",
      b.error_count AS "errorCount", trim_scale(b.total_emissions)::text AS total,
      b.retry_count || ' of ' || b.max_retries AS retries, b.fencing_token AS token, b.cursor,
      b.locked_by AS holder, coalesce(b.locked_until > now(), false) AS "isLocked",
      b.not_before <= now() AS "isDue", b.error_message AS message,
      ARRAY(SELECT ref.activity_id FROM batch_activity_refs AS ref
        WHERE ref.batch_id = b.id ORDER BY 1) AS refs,
      ARRAY(SELECT r.activity_id || ': ' || trim_scale(r.co2e_kg) FROM emission_records AS r
        WHERE r.batch_id = b.id ORDER BY 1) AS records,
      ARRAY(SELECT e.attempt || '/' || e.activity_id FROM activity_errors AS e
        WHERE e.batch_id = b.id ORDER BY 1) AS errors,
      ARRAY(SELECT l.event FROM batch_progress_log AS l WHERE l.batch_id = b.id ORDER BY l.id) AS log
    FROM batch_jobs AS b`);
  return new Map(rows.map(({ id, ...state }) => [id, { ...state, message: gistOf(state.message) }]));
}

/** Sentences that the store makes, down to what the model knows of them. */
function gistOf(message: string | null): string | null {
  if (message?.startsWith('Its workers stopped answering')) return 'its workers stopped answering';
  if (message?.startsWith('The worker ')) return 'a worker stopped answering';
  return message?.replace(/( ended in an error)[,:].*/, '$1') ?? null;
}

export function expectedState(model: Model, batch: ModelBatch): BatchState {
  const results = [...batch.results].sort();
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
    isLocked: batch.lease !== null && batch.lease.until > model.now,
    isDue: batch.notBefore <= model.now,
    message: batch.message,
    refs: [...batch.refs].sort(),
    records: results.map(([activity, billionths]) => `${activity}: ${kilograms(billionths)}`),
    errors: batch.errors.flatMap((pass, index) => [...pass].sort().map((id) => `${index + 1}/${id}`)),
    log: batch.log,
  };
}

/** Billionths of a kilogram as the shortest decimal. */
export function kilograms(billionths: number): string {
  const digits = String(billionths).padStart(10, '0');
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
}
