import { describe, expect, it } from 'vitest';
import { isTransientDatabaseError } from '../../../src/db/transient-errors.ts';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { LeaseLostError, UnavailableError } from '../../../src/domain/errors.ts';
import { type CommittingStore, commitChunk } from '../../../src/processing/commit-chunk.ts';
import type { ChunkCommit } from '../../../src/store/batch-store.ts';
import { aBatch, aLease } from '../../support/batches.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const gone = () => new UnavailableError('The database is gone.');
const duplicate = () => Object.assign(new Error('duplicate key value'), { code: '23505' });
const lost = () => new LeaseLostError('batch_test');

const middle: ChunkCommit = { fromCursor: 'a', toCursor: 'c', outcomes: [], isLast: false };
const emptyEnd: ChunkCommit = { fromCursor: 'c', toCursor: 'c', outcomes: [], isLast: true };
const part: ChunkCommit = { fromCursor: 'a', toCursor: 'a', outcomes: [], isLast: false };
const lease = aLease({ fencingToken: 7 });
const stands = (fields: Parameters<typeof aBatch>[0]) =>
  aBatch({ status: JobStatus.processing, fencingToken: 7, ...fields });

/** Commits by a script of answers, one after the other; a look at the batch shows `found`. */
async function committing(
  commit: ChunkCommit,
  answers: readonly (BatchJob | Error)[],
  found: BatchJob | null,
) {
  const clock = new ManualClock();
  const left = [...answers];
  const store = {
    commitChunk: async () => {
      const answer = left.shift() ?? expect.fail('It was committed once too often.');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    getLeased: async () => found,
  } as unknown as CommittingStore;
  const over = new AbortController().signal;
  const patience = { clock, forMs: 60_000, isWorthwhile: isTransientDatabaseError, over };
  const result = commitChunk(store, lease, commit, patience);
  // It is awaited below.
  result.catch(() => {});
  while (left.length > 0) {
    await clock.asleep();
    await clock.advance(2_000);
  }
  return result;
}

describe('committing a chunk', () => {
  it('is tried again while the database is at fault', async () => {
    const after = stands({ cursor: 'c' });
    expect(await committing(middle, [gone(), gone(), after], null)).toBe(after);
  });

  it('knows a commit again whose answer was lost', async () => {
    const after = stands({ cursor: 'c' });
    expect(await committing(middle, [gone(), lost()], after)).toBe(after);
  });

  it('knows the end of the batch again whose answer was lost, though no activity was left for it', async () => {
    const ended = stands({ cursor: 'c', status: JobStatus.complete });
    expect(await committing(emptyEnd, [gone(), lost()], ended)).toBe(ended);
  });

  it('knows the part of a chunk again whose answer was lost, by its outcomes or by the end of the batch', async () => {
    const written = stands({ cursor: 'a' });
    expect(await committing(part, [gone(), duplicate()], written)).toBe(written);
    const stopped = stands({ cursor: 'a', status: JobStatus.failed });
    expect(await committing(part, [gone(), lost()], stopped)).toBe(stopped);
  });

  it('does not take outcomes that are there for its own where every commit was answered, or another holds the batch', async () => {
    await expect(committing(part, [duplicate()], stands({ cursor: 'a' }))).rejects.toThrow('duplicate key');
    const passedOn = stands({ cursor: 'a', fencingToken: 8 });
    await expect(committing(part, [gone(), duplicate()], passedOn)).rejects.toThrow('duplicate key');
  });

  const strangers: Record<string, [ChunkCommit, BatchJob | null]> = {
    'the batch passed to another holder': [middle, stands({ cursor: 'c', fencingToken: 8 })],
    'the batch stands where it stood': [middle, stands({ cursor: 'a' })],
    'the batch that no activity was left for has not ended': [emptyEnd, stands({ cursor: 'c' })],
    'the batch was handed back': [emptyEnd, stands({ cursor: 'c', status: JobStatus.pending })],
    'the batch is gone': [middle, null],
  };
  for (const [what, [commit, found]] of Object.entries(strangers)) {
    it(`takes a refusal after a fault for what it is where ${what}`, async () => {
      await expect(committing(commit, [gone(), lost()], found)).rejects.toThrow(LeaseLostError);
    });
  }

  it('takes a refusal for what it is where every commit was answered', async () => {
    await expect(committing(middle, [lost()], stands({ cursor: 'c' }))).rejects.toThrow(LeaseLostError);
  });
});
