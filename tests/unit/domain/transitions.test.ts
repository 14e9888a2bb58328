import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { JobStatus, type JobStatusName, jobStatusNames } from '../../../src/domain/batch-job.ts';
import { type BatchEvent, canMove, nextStatus, transitions } from '../../../src/domain/transitions.ts';

/** The moves as the contract words them. Every move that is not here is refused. */
const allowed: Readonly<Record<BatchEvent, Partial<Record<JobStatusName, JobStatusName>>>> = {
  claim: { pending: 'queued' },
  start: { queued: 'processing' },
  complete: { processing: 'complete' },
  fail: { processing: 'failed' },
  handBack: { queued: 'pending', processing: 'pending' },
  cancel: { pending: 'cancelled', queued: 'cancelled', processing: 'cancelled' },
  retry: { failed: 'pending' },
};

const events = Object.keys(transitions) as BatchEvent[];
const everyStateAndEvent = jobStatusNames.flatMap((from) => events.map((event) => ({ from, event })));
const everyPair = jobStatusNames.flatMap((from) => jobStatusNames.map((to) => ({ from, to })));

describe('the status that an event leads to', () => {
  it.each(everyStateAndEvent.filter(({ from, event }) => allowed[event][from] !== undefined))(
    'moves on $event from $from',
    ({ from, event }) => {
      expect(nextStatus(JobStatus[from], event)).toBe(JobStatus[allowed[event][from] as JobStatusName]);
    },
  );

  it.each(everyStateAndEvent.filter(({ from, event }) => allowed[event][from] === undefined))(
    'refuses $event from $from',
    ({ from, event }) => {
      expect(nextStatus(JobStatus[from], event)).toBeNull();
    },
  );

  it('is asked for every event there is', () => {
    expect(events.toSorted()).toEqual(Object.keys(allowed).toSorted());
    expect(everyStateAndEvent).toHaveLength(42);
  });
});

describe('the pairs of states', () => {
  const allowedPairs = new Set(
    events.flatMap((event) => Object.entries(allowed[event]).map(([from, to]) => `${from} ${to}`)),
  );

  it.each(everyPair)('$from to $to is allowed exactly where an event leads there', ({ from, to }) => {
    expect(canMove(JobStatus[from], JobStatus[to])).toBe(allowedPairs.has(`${from} ${to}`));
  });

  it('leave complete and cancelled for good', () => {
    for (const to of jobStatusNames) {
      expect(canMove(JobStatus.complete, JobStatus[to])).toBe(false);
      expect(canMove(JobStatus.cancelled, JobStatus[to])).toBe(false);
    }
  });

  it('are the same in the trigger of the database', async () => {
    const migration = new URL('../../../migrations/002_batch_processor.up.sql', import.meta.url);
    const sql = await readFile(migration, 'utf8');
    const list =
      /\(OLD\.status::text, NEW\.status::text\) NOT IN \(([\s\S]*?)\n {2}\) THEN/.exec(sql)?.[1] ?? '';
    const pairs = [...list.matchAll(/\('(\w+)', '(\w+)'\)/g)].map(([, from, to]) => `${from} ${to}`);
    expect(pairs.toSorted()).toEqual([...allowedPairs].toSorted());
  });
});
