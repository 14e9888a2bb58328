import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/domain/activity.ts';
import type { EmissionFactor } from '../../../src/domain/emission-factor.ts';
import { createCalculator } from '../../../src/emissions/calculate.ts';
import { FactorIndex } from '../../../src/emissions/factor-index.ts';
import { anActivity } from '../../support/batches.ts';
import { aFactor } from '../../support/factors.ts';

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

const subregion = aFactor({ id: 'subregion', region: 'US-CAMX' });
const country = aFactor({ id: 'country', region: 'US' });
const world = aFactor({ id: 'world', region: 'GLOBAL' });

describe('the region (M3)', () => {
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

describe('the category (M2)', () => {
  it('is matched whatever the case and the space around it', () => {
    expect(chosen([aFactor()], { category: ' Electricity ' })).toBe('test-electricity-gb');
  });

  it('is matched whole', () => {
    expect(chosen([aFactor()], { category: 'electricity_green' })).toBe('NO_FACTOR');
    expect(chosen([aFactor()], { category: 'electric' })).toBe('NO_FACTOR');
  });
});

describe('the unit (M6)', () => {
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
        'Factors of spend_custom_software for "US" are per USD; "EUR" does not convert to that, for no exchange rate is assumed.',
    });
  });

  it('that is a currency where none is meant is said to be one', () => {
    expect(missed([kilograms], { category: 'diesel', unit: 'KGS' })).toEqual({
      code: 'INCOMPATIBLE_UNIT',
      details: 'Factors of diesel for "GB" are per kg; "KGS" is a currency and does not convert to that.',
    });
  });

  it('that nobody knows is refused with what would do', () => {
    expect(missed([litres, kilograms], { category: 'diesel', unit: 'bucket' })).toEqual({
      code: 'UNKNOWN_UNIT',
      details: 'The unit "bucket" is not known. Factors of diesel for "GB" are per kg or L.',
    });
  });
});

describe('when nothing matches (M24)', () => {
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
