import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../../src/domain/activity.ts';
import { goldenError } from '../../../support/golden.ts';

/** What would give a number that nobody could defend. Each says what came nearest, and what would have matched. */
const rejects: [title: string, activity: Partial<Activity>, code: string, says: RegExp][] = [
  [
    'natural gas by mass, where factors are by heat and by volume',
    { category: 'natural_gas', unit: 'kg', location: 'US' },
    'INCOMPATIBLE_UNIT',
    /^Factors of natural_gas for "US" are per mmBtu or scf; "kg" does not convert to that/,
  ],
  [
    'diesel by mass: that would take a density',
    { category: 'diesel', unit: 'kg', location: 'GB' },
    'INCOMPATIBLE_UNIT',
    /^Factors of diesel for "GB" are per L; "kg" does not convert to that/,
  ],
  [
    'electricity in litres',
    { unit: 'L' },
    'INCOMPATIBLE_UNIT',
    /^Factors of electricity for "GB" are per kWh; "L" does not/,
  ],
  [
    'spend in another currency: that would take an exchange rate',
    { category: 'spend_accounting_services', unit: 'EUR', location: 'US' },
    'INCOMPATIBLE_UNIT',
    /per USD; "EUR" does not convert to that, for no exchange rate is assumed/,
  ],
  [
    'a vehicle distance for a passenger',
    { category: 'rail', unit: 'km' },
    'INCOMPATIBLE_UNIT',
    /per passenger_km/,
  ],
  [
    'cubic metres of gas where factors are per standard cubic foot',
    { category: 'natural_gas', unit: 'm3', location: 'US' },
    'INCOMPATIBLE_UNIT',
    /"m3" does not convert/,
  ],
  ['a quantity with separators', { quantity: '1,234.5' }, 'INVALID_QUANTITY', /"1,234\.5"/],
  ['a quantity with a decimal comma', { quantity: '1234,5' }, 'INVALID_QUANTITY', /"1234,5"/],
  ['a negative quantity', { quantity: '-1' }, 'INVALID_QUANTITY', /"-1"/],
  ['a quantity with an exponent', { quantity: '1e3' }, 'INVALID_QUANTITY', /"1e3"/],
  ['no quantity', { quantity: '' }, 'INVALID_QUANTITY', /zero or more/],
  ['a quantity that is no number', { quantity: 'NaN' }, 'INVALID_QUANTITY', /"NaN"/],
  [
    'a date before every window',
    { periodStart: '2019-01-01', periodEnd: '2019-01-31' },
    'NO_VALID_FACTOR_FOR_DATE',
    /^No factor of electricity for GB is valid on 2019-01-01; there are factors per kWh from 2024-01-01/,
  ],
  [
    'a period whose last day no factor covers',
    { periodStart: '2025-12-31', periodEnd: '2026-01-01' },
    'NO_VALID_FACTOR_FOR_DATE',
    /2026-01-01/,
  ],
  [
    'a period that ends before it begins',
    { periodStart: '2025-02-01', periodEnd: '2025-01-31' },
    'INVALID_PERIOD',
    /2025-02-01/,
  ],
  [
    'a day that is none',
    { periodStart: '2025-02-29', periodEnd: '2025-03-01' },
    'INVALID_PERIOD',
    /2025-02-29/,
  ],
  ['a unit with three meanings', { category: 'waste_landfill', unit: 'ton' }, 'UNKNOWN_UNIT', /short_ton/],
  ['a unit that nobody knows', { unit: 'bucket' }, 'UNKNOWN_UNIT', /per kWh/],
  ['a category that is misspelled', { category: 'electicity' }, 'NO_FACTOR', /Did you mean electricity\?/],
  [
    'a region without a factor or a fallback',
    { category: 'natural_gas', location: 'FR' },
    'NO_FACTOR',
    /"FR" or GLOBAL; there is for GB and US/,
  ],
  [
    'a pinned factor that there is not',
    { factorId: 'defra-2025-electricity-kw' },
    'NO_FACTOR',
    /Did you mean defra-2025-electricity-kwh\?/,
  ],
  [
    'a pinned factor outside its window',
    { factorId: 'defra-2024-electricity-kwh' },
    'NO_VALID_FACTOR_FOR_DATE',
    /"defra-2024-electricity-kwh" is not valid on 2025-01-01; it is valid from 2024-01-01 to 2024-12-31/,
  ],
  [
    'a pinned factor in another dimension',
    { factorId: 'defra-2025-diesel-l' },
    'INCOMPATIBLE_UNIT',
    /"defra-2025-diesel-l" is per L; "kWh" does not convert/,
  ],
  [
    'a figure of the supplier whose scope nobody tells',
    { category: 'widgets', unit: 'kg', supplierFactor: '2', source: 'api' },
    'NO_FACTOR',
    /scope of the supplier's figure is unknown/,
  ],
  [
    'a figure of the supplier per a unit that nobody knows',
    { category: 'diesel', unit: 'bucket', supplierFactor: '2' },
    'UNKNOWN_UNIT',
    /bucket/,
  ],
];

describe('what is refused, with a code and a sentence that says why (M24)', () => {
  it.each(rejects)('%s', (_, activity, code, says) => {
    const error = goldenError({ location: 'GB', ...activity });
    expect(error.details).toMatch(says);
    expect(error.code).toBe(code);
  });
});
