import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity } from '../../support/batches.ts';
import { inSlowTerms } from '../../support/engine-outcome.ts';
import { aFactor } from '../../support/factors.ts';
import { slowOutcome } from '../../support/slow-calculation.ts';

function outcomeOf(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  return createCalculator(new FactorIndex(factors))(anActivity(fields));
}

/** The id of the factor that was used, or the code of the error. */
function chosen(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}): string | null {
  const outcome = outcomeOf(factors, fields);
  return outcome.kind === 'error' ? outcome.code : (outcome.result.factorId ?? null);
}

function matched(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  const outcome = outcomeOf(factors, fields);
  if (outcome.kind === 'error') throw new Error(outcome.details);
  return outcome.result;
}

function missed(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  const outcome = outcomeOf(factors, fields);
  if (outcome.kind === 'result') throw new Error(`${outcome.result.factorId} was found.`);
  return { code: outcome.code, details: outcome.details };
}

describe('the date (M4, M7)', () => {
  const of2024 = aFactor({ id: '2024', validFrom: '2024-01-01', validTo: '2024-12-31' });
  const of2025 = aFactor({ id: '2025', validFrom: '2025-01-01', validTo: '2025-12-31' });

  it.each([
    ['2024-01-01', '2024-01-01', '2024'],
    ['2024-12-31', '2024-12-31', '2024'],
    ['2025-01-01', '2025-01-01', '2025'],
    ['2024-12-31', '2025-01-01', '2024+2025'],
    ['2023-12-31', '2024-01-01', 'NO_VALID_FACTOR_FOR_DATE'],
    ['2025-12-31', '2026-01-01', 'NO_VALID_FACTOR_FOR_DATE'],
  ])('%s to %s, both inclusive, is of %s', (periodStart, periodEnd, expected) => {
    expect(chosen([of2025, of2024], { periodStart, periodEnd })).toBe(expected);
  });

  it('has no end where a window is open', () => {
    const open = aFactor({ id: 'open', validTo: null });
    expect(chosen([open], { periodStart: '2150-06-01', periodEnd: '2150-06-30' })).toBe('open');
    expect(chosen([open], { periodStart: '2024-12-31', periodEnd: '2025-01-01' })).toBe(
      'NO_VALID_FACTOR_FOR_DATE',
    );
  });

  it('of the later window wins where windows overlap, whatever order the factors came in', () => {
    const general = aFactor({ id: 'general', validFrom: '2020-01-01', validTo: null });
    const nested = aFactor({ id: 'nested', validFrom: '2025-03-11', validTo: '2025-03-20' });
    for (const factors of [
      [general, nested],
      [nested, general],
    ]) {
      expect(chosen(factors, { periodStart: '2025-03-15', periodEnd: '2025-03-15' })).toBe('nested');
      const { factorParts } = matched(factors);
      expect(factorParts?.map(({ factorId, days }) => [factorId, days])).toEqual([
        ['general', 10],
        ['nested', 10],
        ['general', 11],
      ]);
    }
  });

  it('that two windows begin on goes to the smaller id', () => {
    const [a, b] = [aFactor({ id: 'a' }), aFactor({ id: 'b' })];
    expect(chosen([a, b])).toBe('a');
    expect(chosen([b, a])).toBe('a');
  });

  it('that no factor covers is named, with the windows that are', () => {
    const dates = { periodStart: '2025-12-20', periodEnd: '2026-01-10' };
    expect(missed([of2025, of2024], dates)).toEqual({
      code: 'NO_VALID_FACTOR_FOR_DATE',
      details:
        'No factor of electricity for GB is valid on 2026-01-01; there are factors per kWh from 2024-01-01 to 2025-12-31.',
    });
    const later = aFactor({ id: 'later', validFrom: '2026-07-01', validTo: null });
    expect(missed([later, of2025], dates).details).toBe(
      'No factor of electricity for GB is valid on 2026-01-01; there are factors per kWh from 2025-01-01 to 2025-12-31 and from 2026-07-01 on.',
    );
    expect(missed([later], { periodStart: '2019-05-01', periodEnd: '2019-05-31' }).details).toBe(
      'No factor of electricity for GB is valid on 2019-05-01; there are factors per kWh from 2026-07-01 on.',
    );
  });

  it('that one unit covers and another does not is never said to have no factor', () => {
    const january = aFactor({ id: 'january', unit: 'L', category: 'diesel', validTo: '2025-01-31' });
    const february = aFactor({ id: 'february', unit: 'gal_us', category: 'diesel', validFrom: '2025-02-01' });
    const both = { category: 'diesel', unit: 'm3', periodStart: '2025-01-15', periodEnd: '2025-02-15' };
    expect(missed([january, february], both)).toEqual({
      code: 'NO_VALID_FACTOR_FOR_DATE',
      details:
        'No factor of diesel for GB in one unit covers the whole period 2025-01-15 to 2025-02-15; there are factors per gal_us from 2025-02-01 to 2025-12-31; per L from 2025-01-01 to 2025-01-31.',
    });
  });

  it('does not lead a period from one scope into another', () => {
    const scope2 = aFactor({ id: 'grid', validTo: '2025-06-30' });
    const scope3 = aFactor({ id: 'losses', scope: 3, scope3Category: 3, validFrom: '2025-07-01' });
    expect(chosen([scope2, scope3], { periodStart: '2025-06-01', periodEnd: '2025-06-30' })).toBe('grid');
    expect(chosen([scope2, scope3], { periodStart: '2025-06-01', periodEnd: '2025-07-31' })).toBe(
      'NO_VALID_FACTOR_FOR_DATE',
    );
  });

  it('of the later window wins over another scope as well', () => {
    const scope2 = aFactor({ id: 'grid', validTo: null });
    const scope3 = aFactor({ id: 'losses', scope: 3, scope3Category: 3, validFrom: '2025-03-01' });
    for (const factors of [
      [scope2, scope3],
      [scope3, scope2],
    ]) {
      expect(chosen(factors)).toBe('losses');
      expect(chosen(factors, { unit: 'MWh' })).toBe('losses');
    }
  });

  it('goes to each day as a look at every factor for every day would have it', () => {
    const windows = fc.array(
      fc.record({ first: fc.nat({ max: 40 }), length: fc.nat({ max: 40 }), isOpen: fc.boolean() }),
      { minLength: 1, maxLength: 8 },
    );
    const dateOf = (day: number) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
    fc.assert(
      fc.property(windows, fc.nat({ max: 60 }), fc.nat({ max: 40 }), (given, first, length) => {
        const factors = given.map((window, index) =>
          aFactor({
            id: `f${index}`,
            co2eKgPerUnit: String(10 ** index),
            validFrom: dateOf(window.first),
            validTo: window.isOpen ? null : dateOf(window.first + window.length),
          }),
        );
        const activity = anActivity({ periodStart: dateOf(first), periodEnd: dateOf(first + length) });
        const outcome = createCalculator(new FactorIndex(factors))(activity);
        expect(inSlowTerms(outcome)).toEqual(slowOutcome(factors, activity));
      }),
      { numRuns: 500 },
    );
  });
});
