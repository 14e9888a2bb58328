import type { Database } from '../../src/db/database.ts';
import { OffGridFlowError } from '../../src/domain/errors.ts';
import type { WakeUpListener } from '../../src/store/batch-store.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { anActivity } from '../support/batches.ts';
import type { Refusal } from './model.ts';
import { prepareStates } from './state.ts';

/** A batch of more activities than this is split into parts. */
export const partSize = 3;
export const orgs = ['org-a', 'org-b', 'org-c'] as const;
/** Each organisation may have them all. */
export const workspaces = ['ws-1', 'ws-2'] as const;
/** In byte order; the last is in no organisation. */
export const activities = ['act-1', 'act-2', 'act-3', 'act-4', 'act-5', 'act-6', 'act-7', 'ghost'] as const;
/** Each holder and the number under which its session can be seen; one has none. */
export const holders = ['node-a', 'node-b', 'node-c'] as const;
export const presenceKeys: Readonly<Record<string, number>> = { 'node-a': 1, 'node-b': 2 };

/** Every time of a batch that a statement may compare with the clock. */
const times = ['locked_until', 'not_before', 'created_at', 'updated_at', 'started_at', 'completed_at'];
const tables = [
  'emission_records',
  'activity_errors',
  'batch_activity_refs',
  'batch_progress_log',
  'batch_jobs',
  'batch_counts',
];
const deaf: WakeUpListener = { onBatchAvailable() {}, onBatchCancelled() {}, onReconnect() {} };

/** The store under test on a database that nobody else uses. */
export class Real {
  readonly db: Database;
  readonly store: PostgresBatchStore;
  readonly #sessions = new Map<string, () => Promise<void>>();

  constructor(db: Database) {
    this.db = db;
    this.store = new PostgresBatchStore(db, { partSize });
  }

  async prepare(): Promise<void> {
    await prepareStates(this.db);
    const store = new PostgresActivityStore(this.db);
    for (const orgId of orgs) {
      const { id } = await store.beginImport('model', null);
      const rows = activities
        .filter((activity) => activity !== 'ghost')
        .map((activity, index) => ({ line: index + 2, activity: anActivity({ id: activity, orgId }) }));
      await store.importActivities(id, rows, { linesDone: rows.length + 1, rejected: 0 });
    }
  }

  /** Nothing of an earlier run is left. The triggers that protect records and batches at work are passed by. */
  async reset(): Promise<void> {
    for (const holder of [...this.#sessions.keys()]) await this.leave(holder);
    await this.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = 'replica'`);
      await tx.query(`TRUNCATE ${tables.join(', ')}`);
    });
  }

  /**
   * Time passes. The protocol asks for time in one way only: it compares a time that stands in a batch with now(), so
   * that moving every such time back is the same to it as the clock going on. The real clock moves too, by
   * milliseconds, which is nothing beside the minutes of the model.
   */
  async pass(minutes: number): Promise<void> {
    const moved = times.map((time) => `${time} = ${time} - interval '1 minute' * $1`).join(', ');
    await this.db.query(`UPDATE batch_jobs SET ${moved}`, [minutes]);
  }

  async arrive(holder: string): Promise<void> {
    const key = presenceKeys[holder];
    if (key === undefined || this.#sessions.has(holder)) return;
    this.#sessions.set(holder, await this.store.listenForWakeUps(deaf, key));
  }

  async leave(holder: string): Promise<void> {
    await this.#sessions.get(holder)?.();
    this.#sessions.delete(holder);
  }
}

/** What an act answers, with refusals as the model names them. Any other error is nobody's expectation. */
export async function answerOf<Answer>(act: Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof OffGridFlowError && isRefusal(error.code)) return error.code;
    throw error;
  }
}

function isRefusal(code: string): code is Refusal {
  return code === 'LEASE_LOST' || code === 'CONFLICT' || code === 'NOT_FOUND';
}
