import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BatchJob,
  type BatchJobFields,
  JobStatus,
  jobStatusName,
  jobStatusNames,
} from '../../../src/domain/batch-job.ts';

const noon = new Date('2026-01-05T12:00:00.000Z');

function aBatch(fields: Partial<BatchJobFields> = {}): BatchJob {
  return new BatchJob({
    id: 'batch_1',
    orgId: 'org-test',
    workspaceId: 'ws-test',
    status: JobStatus.pending,
    activityCount: 10,
    successCount: 0,
    errorCount: 0,
    totalEmissions: '0',
    retryCount: 0,
    maxRetries: 3,
    priority: 5,
    errorTolerance: null,
    errorToleranceShare: null,
    errorsTolerated: null,
    calculation: {},
    purpose: 'inventory',
    errorMessage: null,
    lockedBy: null,
    lockedUntil: null,
    fencingToken: 0,
    notBefore: noon,
    attempt: 1,
    cursor: '',
    partOf: null,
    partCount: 0,
    createdAt: noon,
    updatedAt: noon,
    startedAt: null,
    completedAt: null,
    readAt: noon,
    ...fields,
  });
}

function secondsAfterNoon(seconds: number): Date {
  return new Date(noon.getTime() + seconds * 1000);
}

describe('the status of a batch', () => {
  it('has the numbers and names that clients are written against', () => {
    expect(JobStatus).toEqual({ pending: 0, queued: 1, processing: 2, complete: 3, failed: 4, cancelled: 5 });
  });

  it('goes by its name on the wire', () => {
    expect(jobStatusNames).toEqual(['pending', 'queued', 'processing', 'complete', 'failed', 'cancelled']);
    for (const name of jobStatusNames) {
      expect(jobStatusName(JobStatus[name])).toBe(name);
      expect(aBatch({ status: JobStatus[name] }).statusName).toBe(name);
    }
  });
});

describe('progress', () => {
  it('counts successes and errors alike', () => {
    const batch = aBatch({ activityCount: 8, successCount: 5, errorCount: 1 });
    expect(batch.processedCount).toBe(6);
    expect(batch.progressPercent).toBe(0.75);
    expect(batch.remainingActivities).toBe(2);
  });

  it('is 0 for an empty batch', () => {
    const batch = aBatch({ activityCount: 0 });
    expect(batch.progressPercent).toBe(0);
    expect(batch.remainingActivities).toBe(0);
  });

  it('is a fraction from 0 to 1, and 1 only when nothing remains', () => {
    const counts = fc
      .nat({ max: 5_000_000 })
      .chain((activityCount) => fc.tuple(fc.constant(activityCount), fc.nat({ max: activityCount })))
      .chain(([activityCount, processed]) =>
        fc.tuple(fc.constant({ activityCount, processed }), fc.nat({ max: processed })),
      );
    fc.assert(
      fc.property(counts, ([{ activityCount, processed }, errorCount]) => {
        const batch = aBatch({ activityCount, errorCount, successCount: processed - errorCount });
        expect(batch.progressPercent).toBeGreaterThanOrEqual(0);
        expect(batch.progressPercent).toBeLessThanOrEqual(1);
        expect(batch.progressPercent === 1).toBe(activityCount > 0 && batch.remainingActivities === 0);
        expect(batch.processedCount + batch.remainingActivities).toBe(activityCount);
      }),
    );
  });
});

describe('the lock', () => {
  it('is held until its time by the clock of the database', () => {
    expect(aBatch({ lockedBy: 'node-1', lockedUntil: secondsAfterNoon(0.001) }).isLocked).toBe(true);
    expect(aBatch({ lockedBy: 'node-1', lockedUntil: noon }).isLocked).toBe(false);
    expect(aBatch({ lockedBy: 'node-1', lockedUntil: secondsAfterNoon(-60) }).isLocked).toBe(false);
  });

  it('is not held where there is none', () => {
    expect(aBatch().isLocked).toBe(false);
  });
});

describe('whether a user can retry', () => {
  it.each(jobStatusNames)('a %s batch with retries left: only a failed one', (name) => {
    expect(aBatch({ status: JobStatus[name] }).canRetry).toBe(name === 'failed');
  });

  it('ends with the last retry', () => {
    const failed = { status: JobStatus.failed, maxRetries: 3 };
    expect(aBatch({ ...failed, retryCount: 2 }).canRetry).toBe(true);
    expect(aBatch({ ...failed, retryCount: 3 }).canRetry).toBe(false);
    expect(aBatch({ ...failed, maxRetries: 0 }).canRetry).toBe(false);
  });
});

describe('the duration', () => {
  it('is unknown before the start', () => {
    expect(aBatch().durationSeconds).toBeNull();
  });

  it('runs until now while the batch does', () => {
    expect(aBatch({ startedAt: secondsAfterNoon(-90.5) }).durationSeconds).toBe(90.5);
  });

  it('stands still once the batch has ended', () => {
    const ended = { startedAt: secondsAfterNoon(-90), completedAt: secondsAfterNoon(-60) };
    expect(aBatch(ended).durationSeconds).toBe(30);
  });

  it('is never negative, whatever the clocks did', () => {
    expect(aBatch({ startedAt: secondsAfterNoon(5) }).durationSeconds).toBe(0);
  });
});

describe('the average emissions', () => {
  it('are per activity with a result: errors have no emissions to count', () => {
    const batch = aBatch({ totalEmissions: '10', successCount: 4, errorCount: 6 });
    expect(batch.averageEmissionsPerActivity).toBe('2.5');
  });

  it('are rounded to 9 decimal places', () => {
    expect(aBatch({ totalEmissions: '1', successCount: 3 }).averageEmissionsPerActivity).toBe('0.333333333');
  });

  it('are 0 while there is no result', () => {
    expect(aBatch({ errorCount: 10 }).averageEmissionsPerActivity).toBe('0');
  });
});

it('keeps every stored field as it was read', () => {
  const fields = { ...aBatch({ cursor: 'act-7', fencingToken: 3, errorMessage: 'The database was gone.' }) };
  expect({ ...new BatchJob(fields) }).toEqual(fields);
});
