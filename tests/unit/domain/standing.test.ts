import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JobStatusName, jobStatusNames } from '../../../src/domain/batch-job.ts';
import { type Correction, correctionsOf, type Standing } from '../../../src/domain/standing.ts';

/** A batch of three activities that agrees with its rows. */
function aStanding(fields: Partial<Standing> = {}): Standing {
  return {
    id: 'batch_a',
    orgId: 'org-test',
    partOf: null,
    partCount: 0,
    partsLeft: 0,
    status: 'complete',
    activityCount: 3,
    successCount: 3,
    errorCount: 0,
    totalEmissions: '4.5',
    errorsTolerated: null,
    errorMessage: null,
    hasHolder: false,
    isCounted: true,
    refs: 3,
    records: 3,
    errors: 0,
    total: '4.50',
    firstMissing: null,
    isCursorBeyond: false,
    ...fields,
  };
}

const isActive = (status: JobStatusName) => ['pending', 'queued', 'processing'].includes(status);

/** As the database would stand after them. */
function afterwards(standings: readonly Standing[], corrections: readonly Correction[]): Standing[] {
  return standings.map((one) => {
    const correction = corrections.find(({ id }) => id === one.id);
    if (correction === undefined) return one;
    const { status, activityCount, successCount, errorCount, totalEmissions, partsLeft, errorMessage } =
      correction;
    return {
      ...one,
      ...{ status, activityCount, successCount, errorCount, totalEmissions, partsLeft, errorMessage },
      hasHolder: one.hasHolder && correction.isLeaseKept,
      isCursorBeyond: one.isCursorBeyond && correction.firstMissing === null,
    };
  });
}

describe('what disagrees between a batch and its rows', () => {
  it('is nothing where they agree', () => {
    expect(correctionsOf([aStanding()])).toEqual([]);
    expect(correctionsOf([])).toEqual([]);
  });

  it('is nothing that is known where the rows were not counted', () => {
    expect(
      correctionsOf([aStanding({ status: 'processing', hasHolder: true, isCounted: false, refs: 0 })]),
    ).toEqual([]);
  });

  it('is not that a failed or cancelled batch has activities without an outcome', () => {
    for (const status of ['failed', 'cancelled'] as const) {
      const rest = { records: 2, total: '3', successCount: 2, totalEmissions: '3', firstMissing: 'a' };
      expect(correctionsOf([aStanding({ status, ...rest, isCursorBeyond: true })])).toEqual([]);
    }
  });

  it('is told once: when it is mended, nothing disagrees any more', () => {
    const anyStanding = (fields: Partial<Standing>) =>
      fc
        .record({
          status: fc.constantFrom(...jobStatusNames),
          said: fc.tuple(fc.nat(3), fc.nat(3)),
          are: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
          errorsTolerated: fc.option(fc.nat(3)),
          hasHolder: fc.boolean(),
          isCursorBeyond: fc.boolean(),
        })
        .map(({ status, said, are, errorsTolerated, hasHolder, isCursorBeyond }) =>
          aStanding({
            status,
            activityCount: 3,
            successCount: said[0],
            errorCount: said[1],
            totalEmissions: String(said[0]),
            errorsTolerated,
            hasHolder,
            refs: are[0] + are[1] + are[2],
            records: are[0],
            errors: are[1],
            total: String(are[0]),
            firstMissing: are[2] === 0 ? null : 'act-1',
            isCursorBeyond: are[2] > 0 && isCursorBeyond,
            ...fields,
          }),
        );
    const anyParts = fc.array(anyStanding({ errorsTolerated: null }), { minLength: 1, maxLength: 4 });
    const anyBatch = fc.oneof(
      anyStanding({}).map((one) => [one]),
      fc
        .tuple(anyStanding({ hasHolder: false, isCounted: false }), fc.nat(4), anyParts)
        .map(([whole, partsLeft, parts]) => [
          { ...whole, partCount: parts.length, partsLeft: Math.min(partsLeft, parts.length) },
          ...parts.map((part, place) => ({ ...part, id: `part-${place}`, partOf: whole.id })),
        ]),
    );
    fc.assert(
      fc.property(anyBatch, (standings) => {
        const mended = afterwards(standings, correctionsOf(standings));
        expect(correctionsOf(mended)).toEqual([]);
        for (const one of mended) {
          if (one.status !== 'complete') continue;
          expect(one.successCount + one.errorCount).toBe(one.activityCount);
          expect(one.errorCount).toBeLessThanOrEqual(one.errorsTolerated ?? 0);
        }
        const [whole, ...parts] = mended as [Standing, ...Standing[]];
        if (parts.length > 0 && !isActive(whole.status)) {
          const isPassedOver = ({ status, hasHolder }: Standing) =>
            whole.status === 'failed' && hasHolder && status !== 'pending';
          expect(parts.filter((part) => isActive(part.status) && !isPassedOver(part))).toEqual([]);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
