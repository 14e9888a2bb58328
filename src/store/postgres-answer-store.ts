import assert from 'node:assert/strict';
import type { Database, Queryable } from '../db/database.ts';
import {
  type Answer,
  type AnswerStore,
  type AskedOnce,
  answersKeptForMs,
  type KeptAnswer,
} from './answer-store.ts';
import { firstOf } from './batch-rows.ts';
import * as queries from './queries/answers.queries.ts';
import { run } from './run-query.ts';

const removedAtOnce = 1_000;

export class PostgresAnswerStore implements AnswerStore {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async reserve(asked: AskedOnce, waitMs: number): Promise<KeptAnswer | null> {
    const { orgId, actor, key, requestHash } = asked;
    const wanted = { orgId, actor, key };
    const keptForMs = answersKeptForMs;
    const reserved = await run(
      queries.reserveAnswer,
      { ...wanted, requestHash, waitMs, keptForMs },
      this.#db,
    );
    if (reserved.length > 0) return null;
    // The statement before has locked its row.
    const kept = firstOf(await run(queries.findAnswer, wanted, this.#db));
    assert(kept !== null, 'A transaction reserves a key once.');
    return { ...kept, headers: kept.headers as Record<string, string> };
  }

  async keep({ orgId, actor, key }: AskedOnce, { status, headers, body }: Answer): Promise<void> {
    await run(queries.keepAnswer, { orgId, actor, key, status, headers: { ...headers }, body }, this.#db);
  }
}

/** In small steps, so that no request waits for it. Resolves to how many there were. */
export async function removeOldAnswers(db: Database, signal?: AbortSignal): Promise<number> {
  for (let count = 0; ; ) {
    const step = { keptForMs: answersKeptForMs, limit: removedAtOnce };
    const removed = await run(queries.removeOldAnswers, step, db);
    count += removed.length;
    if (removed.length < removedAtOnce || signal?.aborted) return count;
  }
}
