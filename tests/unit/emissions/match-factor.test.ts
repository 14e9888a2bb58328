import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';
import { slowOutcome } from '../../support/slow-calculation.ts';

function outcomeOf(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}) {
  return createCalculator(new FactorIndex(factors))(anActivity(fields));
}

/** The id of the factor that was used, or the code of the error. */
function chosen(factors: readonly EmissionFactor[], fields: Partial<Activity> = {}): string | null {
  const outcome = outcomeOf(factors, fields);
  return outcome.kind === 'error' ? outcome.code : outcome.result.factorId;
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

const subregion = aFactor({ id: 'subregion', region: 'US-CAMX' });
const country = aFactor({ id: 'country', region: 'US' });
const world = aFactor({ id: 'world', region: 'GLOBAL' });

describe('the region', () => {
  it.each([
    ['US-CAMX', 'subregion', 'US-CAMX', 'exact'],
    ['US-ERCT', 'country', 'US', 'country'],
    ['US', 'country', 'US', 'exact'],
    ['FR', 'world', 'GLOBAL', 'global'],
    ['FR-IDF', 'world', 'GLOBAL', 'global'],
    ['GLOBAL', 'world', 'GLOBAL', 'exact'],
    ['us-camx ', 'subregion', 'US-CAMX', 'exact'],
  ])(
    '%s takes the factor of the %s, and the record says so',
    (location, factorId, factorRegion, regionMatch) => {
      expect(matched([subregion, country, world], { location })).toMatchObject({
        factorId,
        factorRegion,
        regionMatch,
      });
    },
  );

  it('UK is GB, and not the rest of the world', () => {
    expect(matched([aFactor(), world], { location: 'UK' })).toMatchObject({
      factorRegion: 'GB',
      regionMatch: 'exact',
    });
  });

  it('is never a neighbour or a part', () => {
    expect(chosen([subregion], { location: 'US' })).toBe('NO_FACTOR');
    expect(chosen([subregion], { location: 'US-ERCT' })).toBe('NO_FACTOR');
    expect(chosen([country], { location: 'USA' })).toBe('NO_FACTOR');
  });

  it('falls back where the nearer one has the category only in a unit that cannot be reached', () => {
    const bySpend = aFactor({ id: 'spend', region: 'US-CAMX', unit: 'USD' });
    expect(matched([bySpend, country], { location: 'US-CAMX' })).toMatchObject({
      factorId: 'country',
      regionMatch: 'country',
    });
  });

  it('does not fall back for a day that the nearer one does not cover', () => {
    const past = { location: 'US-CAMX', periodStart: '2023-03-01', periodEnd: '2023-03-31' };
    const always = { ...country, validFrom: '2000-01-01', validTo: null };
    expect(chosen([subregion, always], past)).toBe('NO_VALID_FACTOR_FOR_DATE');
  });
});

describe('the category', () => {
  it('is matched whatever the case and the space around it', () => {
    expect(chosen([aFactor()], { category: ' Electricity ' })).toBe('test-electricity-gb');
  });

  it('is matched whole', () => {
    expect(chosen([aFactor()], { category: 'electricity_green' })).toBe('NO_FACTOR');
    expect(chosen([aFactor()], { category: 'electric' })).toBe('NO_FACTOR');
  });
});

describe('the unit', () => {
  const litres = aFactor({ id: 'litres', category: 'diesel', unit: 'L' });
  const gallons = aFactor({ id: 'gallons', category: 'diesel', unit: 'gal_us' });
  const kilograms = aFactor({ id: 'kilograms', category: 'diesel', unit: 'kg' });

  it('that a factor is per comes first', () => {
    for (const factors of [
      [litres, gallons],
      [gallons, litres],
    ]) {
      expect(chosen(factors, { category: 'diesel', unit: 'litres' })).toBe('litres');
      expect(chosen(factors, { category: 'diesel', unit: 'US gallons' })).toBe('gallons');
    }
  });

  it('that converts to one of them is converted', () => {
    expect(matched([litres, kilograms], { category: 'diesel', unit: 'm3', quantity: '2' })).toMatchObject({
      factorId: 'litres',
      factorUnit: 'L',
      conversion: '1000',
      quantityConverted: '2000',
    });
  });

  it('that converts to several of them is asked for', () => {
    expect(missed([litres, gallons], { category: 'diesel', unit: 'm3' })).toEqual({
      code: 'INCOMPATIBLE_UNIT',
      details:
        'Factors of diesel for GB are per gal_us and L, and "m3" converts to each: give the quantity in one of them.',
    });
  });

  it('that is covered decides where the other is not valid then', () => {
    const older = { ...gallons, validTo: '2025-02-28' };
    expect(chosen([litres, older], { category: 'diesel', unit: 'm3' })).toBe('litres');
    expect(
      chosen([{ ...litres, validFrom: '2026-01-01', validTo: null }, gallons], {
        category: 'diesel',
        unit: 'litre',
      }),
    ).toBe('gallons');
  });

  it('that is bare is the gallon of the country', () => {
    const imperial = aFactor({ id: 'imperial', category: 'diesel', unit: 'gal_uk' });
    expect(chosen([gallons, imperial], { category: 'diesel', unit: 'gallons' })).toBe('imperial');
    expect(
      missed([{ ...gallons, region: 'FR' }], { category: 'diesel', location: 'FR', unit: 'gallons' }),
    ).toEqual({
      code: 'UNKNOWN_UNIT',
      details: 'The unit "gallons" could be gal_us or gal_uk: write the one that is meant.',
    });
  });

  it('of another dimension is refused, and the units that would do are named, also those of the fallbacks', () => {
    const ofTheWorld = { ...gallons, region: 'GLOBAL' };
    expect(missed([litres, ofTheWorld], { category: 'diesel', unit: 'short tons' })).toEqual({
      code: 'INCOMPATIBLE_UNIT',
      details:
        'Factors of diesel for "GB" are per L or gal_us; "short_ton" does not convert to that by definition.',
    });
  });

  it('of another currency is refused: an exchange rate is no definition', () => {
    const software = aFactor({
      category: 'spend_custom_software',
      region: 'US',
      unit: 'USD',
      scope: 3,
      scope3Category: 1,
    });
    expect(missed([software], { category: 'spend_custom_software', location: 'US', unit: 'EUR' })).toEqual({
      code: 'INCOMPATIBLE_UNIT',
      details:
        'Factors of spend_custom_software for "US" are per USD; "EUR" does not convert to that by definition.',
    });
  });

  it('that nobody knows is refused with what would do', () => {
    expect(missed([litres, kilograms], { category: 'diesel', unit: 'bucket' })).toEqual({
      code: 'UNKNOWN_UNIT',
      details: 'The unit "bucket" is not known. Factors of diesel for "GB" are per kg or L.',
    });
  });
});

describe('the date', () => {
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
        const expected = slowOutcome(factors, activity);
        const outcome = createCalculator(new FactorIndex(factors))(activity);
        if (outcome.kind === 'error') expect(outcome.code).toBe(expected);
        else expect(outcome.result).toMatchObject(expected as object);
      }),
      { numRuns: 500 },
    );
  });
});

describe('when nothing matches', () => {
  it('the sentence names what was asked and where the category exists', () => {
    const gas = [
      aFactor({ category: 'natural_gas' }),
      aFactor({ id: 'us', category: 'natural_gas', region: 'US' }),
    ];
    expect(missed(gas, { category: 'natural_gas', location: 'FR' })).toEqual({
      code: 'NO_FACTOR',
      details: 'There is no factor of natural_gas for "FR" or GLOBAL; there is for GB and US.',
    });
    expect(missed(gas, { category: 'natural_gas', location: 'FR-IDF' }).details).toBe(
      'There is no factor of natural_gas for "FR-IDF", FR or GLOBAL; there is for GB and US.',
    );
  });

  it('the sentence names a few regions of many', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      aFactor({ id: `${index}`, region: `A${'ABCDEFGHIJKL'[index]}` }),
    );
    expect(missed(many, { location: 'ZZ' }).details).toBe(
      'There is no factor of electricity for "ZZ" or GLOBAL; there is for AA, AB, AC, AD, AE, AF, AG, AH and 4 more.',
    );
  });

  it('the sentence suggests the category that is nearest', () => {
    expect(missed([aFactor()], { category: 'electrcity' })).toEqual({
      code: 'NO_FACTOR',
      details: 'There is no factor of the category "electrcity" for any region. Did you mean electricity?',
    });
    expect(missed([aFactor()], { category: 'unicorn_grooming' }).details).toBe(
      'There is no factor of the category "unicorn_grooming" for any region.',
    );
    expect(missed([]).details).toBe('There is no factor of the category "electricity" for any region.');
  });
});
