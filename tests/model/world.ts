import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { BatchJob } from '../../src/domain/batch-job.ts';
import type { Lease } from '../../src/domain/lease.ts';
import type { BatchKey, ClaimedBatch, PendingActivity } from '../../src/store/batch-store.ts';
import { Model, type ModelTerm } from './model.ts';
import { isActive, type ModelBatch } from './model-batch.ts';
import { partSize, type Real } from './real.ts';
import { expectedState, storedStates } from './state.ts';

/** A term as its holder knows it, on both sides. Holders forget none, and use the old ones too. */
export interface Grant {
  readonly term: ModelTerm;
  readonly lease: Lease;
}

/** What a holder has read and may commit at any later time, also a second time. */
export interface Chunk {
  readonly grant: Grant;
  readonly from: string;
  readonly pending: readonly PendingActivity[];
  readonly isLast: boolean;
}

/** What a command does: in words, on the model and on the store. Both sides are to answer the same. */
export interface Step {
  readonly words: string;
  expected(): unknown;
  actual(): Promise<unknown>;
}

/** The model and the store side by side, and what the holders keep in mind. */
export class World {
  readonly model = new Model(partSize);
  readonly real: Real;
  readonly grants: Grant[] = [];
  readonly chunks: Chunk[] = [];
  /** What happened so far, a line for each command: the counterexample when the two part. */
  readonly trace: string[] = [];
  readonly #ids = new Map<ModelBatch, string>();

  constructor(real: Real) {
    this.real = real;
  }

  keyOf(batch: ModelBatch): BatchKey {
    return { orgId: batch.org, batchId: this.#idOf(batch) };
  }

  #idOf(batch: ModelBatch): string {
    if (batch.whole === null) return this.#ids.get(batch) as string;
    return `${this.#idOf(batch.whole)}-part-${batch.whole.parts.indexOf(batch) + 1}`;
  }

  /** The store has made the next batch of those that the model has. */
  submitted(job: BatchJob): void {
    const batch = this.model.batches[this.#ids.size];
    if (batch) this.#ids.set(batch, job.id);
  }

  batchOf(id: string): ModelBatch | undefined {
    return this.#all().find((batch) => this.#idOf(batch) === id);
  }

  /** Remembers a claim that both sides gave; one that only one side gave is told by its answer. */
  granted(term: ModelTerm | null | undefined, claimed: ClaimedBatch | null | undefined): void {
    if (term && claimed) this.grants.push({ term, lease: claimed.lease });
  }

  /** Throws what happened and where the two part, when they do. */
  async take({ words, expected, actual }: Step): Promise<void> {
    this.trace.push(words);
    try {
      const wanted = expected();
      const answer = await actual();
      const isBatch = answer instanceof BatchJob;
      this.trace.splice(-1, 1, `${words}: ${isBatch ? 'done' : told(answer)}`);
      assert.deepEqual(isBatch ? null : (answer ?? null), wanted ?? null);
      await this.#compareBatches();
      if (isBatch) this.#compareAnswer(answer);
      await untilNextTick();
    } catch (error) {
      throw new Divergence(this.trace, error);
    }
  }

  async #compareBatches(): Promise<void> {
    const stored = await storedStates(this.real.db);
    const expected = this.#all().filter((batch) => !batch.isDeleted);
    for (const batch of expected) {
      const state = stored.get(this.#idOf(batch));
      assert.deepEqual(state, expectedState(this.model, batch), `${batch.name} is not as the model has it`);
    }
    assert.equal(stored.size, expected.length, 'there are batches that the model does not have');
  }

  #all(): ModelBatch[] {
    return this.model.batches.flatMap((batch) => [batch, ...batch.parts]);
  }

  /** The batch that a command returns is the batch as it then stands. */
  #compareAnswer(job: BatchJob): void {
    const batch = this.batchOf(job.id);
    assert.ok(batch, `${job.id} was returned and is not known`);
    // The commit that ends a large batch before its time takes the part's lease too. Its holder learns that as others do.
    if (batch.whole !== null && !isActive(batch.whole)) return;
    const expected = expectedState(this.model, batch);
    assert.deepEqual(
      {
        ...expected,
        status: job.statusName,
        successCount: job.successCount,
        errorCount: job.errorCount,
        total: job.totalEmissions,
        token: job.fencingToken,
        cursor: job.cursor,
        holder: job.lockedBy,
      },
      expected,
      `${batch.name} was returned otherwise than it stands`,
    );
  }
}

/** No two commands fall on one tick of the embedded database's clock, so that what came first is known. */
async function untilNextTick(): Promise<void> {
  for (const now = Date.now(); Date.now() === now; ) await setImmediate();
}

export class Divergence extends Error {
  constructor(trace: readonly string[], cause: unknown) {
    const lines = trace.map((line, index) => `${String(index + 1).padStart(3)}. ${line}`);
    const difference = cause instanceof Error ? cause.message : String(cause);
    super(`The store and the model part here:\n${lines.join('\n')}\n${difference}`, { cause });
    this.name = 'Divergence';
  }
}

function told(answer: unknown): string {
  if (answer === null || answer === undefined) return 'done';
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}
