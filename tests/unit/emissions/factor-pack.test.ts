import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/domain/errors.ts';
import { parseFactorPack, parseOwnFactorPack } from '../../../src/emissions/factor-pack.ts';
import { aFactor } from '../../support/factors.ts';

const aRow = {
  factor_id: 'test-electricity-gb',
  dataset: 'Test',
  dataset_version: '1',
  licence: 'CC0',
  scope: '2',
  scope3_category: '',
  category: 'electricity',
  description: 'Grid electricity, as made up for a test',
  region: 'GB',
  unit: 'kWh',
  co2_kg_per_unit: '',
  ch4_kg_per_unit: '',
  n2o_kg_per_unit: '',
  co2e_kg_per_unit: '0.2',
  gwp_set: 'AR5',
  valid_from: '2025-01-01',
  valid_to: '2025-12-31',
  uncertainty_pct: '',
  source_ref: 'made up',
  original_value: '0.2',
  original_unit: 'kg CO2e per kWh',
  biogenic_co2_kg_per_unit: '',
  boundary: 'generation',
  heat_basis: '',
};
type Row = Record<string, string>;

const header = Object.keys(aRow).join(',');

/** A pack of rows that are as `aRow` but for the given columns; each has an id of its own. */
function packOf(...rows: Partial<typeof aRow>[]): string {
  const lines = rows.map((fields, index) => lineOf({ ...aRow, factor_id: `factor-${index + 1}`, ...fields }));
  return [header, ...lines, ''].join('\n');
}

function lineOf(row: Row): string {
  return Object.values(row)
    .map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(',');
}

function faultOf(csvText: string): string {
  try {
    parseFactorPack(csvText, 'test');
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationError);
    return (error as ValidationError).message;
  }
  throw new Error('The pack was accepted.');
}

describe('a pack that is in order', () => {
  it('gives its factors in the order of the file', () => {
    expect(parseFactorPack(packOf({ factor_id: 'test-electricity-gb' }, { region: 'FR' }), 'test')).toEqual([
      aFactor(),
      aFactor({ id: 'factor-2', region: 'FR' }),
    ]);
  });

  it('keeps every figure to its last digit, and tells what is not published from zero', () => {
    const [factor] = parseFactorPack(
      packOf({
        co2_kg_per_unit: '0.100000000000000000000000000001',
        ch4_kg_per_unit: '0',
        n2o_kg_per_unit: '',
        co2e_kg_per_unit: '-0.5',
        biogenic_co2_kg_per_unit: '1.50',
        uncertainty_pct: '12.5',
        gwp_set: '',
        valid_to: '',
        heat_basis: 'HHV',
      }),
      'test',
    );
    expect(factor).toMatchObject({
      co2KgPerUnit: '0.100000000000000000000000000001',
      ch4KgPerUnit: '0',
      n2oKgPerUnit: null,
      co2eKgPerUnit: '-0.5',
      biogenicCo2KgPerUnit: '1.50',
      uncertaintyPct: '12.5',
      gwpSet: null,
      validTo: null,
      heatBasis: 'HHV',
    });
  });

  it('spells units, regions and categories as activities are matched by them', () => {
    const written = { unit: 'Kilowatt hours', region: 'uk', category: ' Electricity ' };
    expect(parseFactorPack(packOf(written), 'test')).toEqual([
      aFactor({ id: 'factor-1', unit: 'kWh', region: 'GB', category: 'electricity' }),
    ]);
  });

  it('takes a gallon for that of its region', () => {
    const factors = parseFactorPack(
      packOf({ unit: 'gallon' }, { unit: 'gallon', region: 'US-CAMX' }),
      'test',
    );
    expect(factors.map(({ unit }) => unit)).toEqual(['gal_uk', 'gal_us']);
  });

  it('may be valid for a single day', () => {
    const [factor] = parseFactorPack(packOf({ valid_to: '2025-01-01' }), 'test');
    expect(factor).toMatchObject({ validFrom: '2025-01-01', validTo: '2025-01-01' });
  });

  it('has a scope 3 category exactly where it is scope 3', () => {
    const [factor] = parseFactorPack(packOf({ scope: '3', scope3_category: '15' }), 'test');
    expect(factor).toMatchObject({ scope: 3, scope3Category: 15 });
  });

  it.each([
    ['a byte order mark', `\ufeff${packOf({}, {})}`],
    ['CRLF', packOf({}, {}).replaceAll('\n', '\r\n')],
    ['no line break at the end', packOf({}, {}).trimEnd()],
    ['blank lines', packOf({}, {}).replaceAll('\n', '\n\n')],
    ['columns in another order', reordered(packOf({}, {}))],
    ['columns of its own', packOf({}, {}).replaceAll(/(.)$/gm, '$1,mine')],
  ])('may have %s', (_, csvText) => {
    expect(parseFactorPack(csvText, 'test')).toEqual([
      aFactor({ id: 'factor-1' }),
      aFactor({ id: 'factor-2' }),
    ]);
  });

  it('keeps quotes, separators and line breaks inside quoted fields', () => {
    const description = 'A "grid", with\nmany\r\nlines';
    expect(parseFactorPack(packOf({ description }), 'test')[0]?.description).toBe(description);
  });

  function reordered(csvText: string): string {
    return csvText
      .split('\n')
      .map((line) => line.replaceAll('Grid electricity, as', 'Grid electricity as'))
      .map((line) => line.replaceAll('"', '').split(',').reverse().join(','))
      .join('\n')
      .replaceAll('Grid electricity as', '"Grid electricity, as')
      .replaceAll('for a test', 'for a test"');
  }
});

describe('a pack that is refused', () => {
  it.each<[column: string, fields: Partial<typeof aRow>, sentence: string]>([
    ['factor_id', { factor_id: ' ' }, 'a value is missing.'],
    ['licence', { licence: '' }, 'a value is missing.'],
    ['source_ref', { source_ref: '' }, 'a value is missing.'],
    ['scope', { scope: '4' }, '"4" is not 1, 2 or 3.'],
    ['scope', { scope: '' }, 'a value is missing.'],
    ['scope3_category', { scope: '3', scope3_category: '16' }, '"16" is not a scope 3 category, 1 to 15.'],
    ['scope3_category', { scope: '3' }, 'a value is missing.'],
    ['scope3_category', { scope3_category: '4' }, '"4" is given, but the scope is 2; leave it empty.'],
    ['co2_kg_per_unit', { co2_kg_per_unit: '1e-3' }, '"1e-3" is not a plain decimal number such as 0.125.'],
    ['ch4_kg_per_unit', { ch4_kg_per_unit: '1,5' }, '"1,5" is not a plain decimal number such as 0.125.'],
    ['n2o_kg_per_unit', { n2o_kg_per_unit: '.5' }, '".5" is not a plain decimal number such as 0.125.'],
    ['co2e_kg_per_unit', { co2e_kg_per_unit: 'n/a' }, '"n/a" is not a plain decimal number such as 0.125.'],
    ['uncertainty_pct', { uncertainty_pct: '-5' }, '"-5" is not a percentage such as 12.5.'],
    ['uncertainty_pct', { uncertainty_pct: '5%' }, '"5%" is not a percentage such as 12.5.'],
    ['gwp_set', { gwp_set: 'AR7' }, '"AR7" is not AR4, AR5 or AR6.'],
    ['valid_from', { valid_from: '2025-02-29' }, '"2025-02-29" is not a date such as 2025-01-31.'],
    ['valid_to', { valid_to: '31.12.2025' }, '"31.12.2025" is not a date such as 2025-01-31.'],
    ['valid_to', { valid_to: '2024-12-31' }, '2024-12-31 is before valid_from, 2025-01-01.'],
    [
      'unit',
      { unit: 'ton' },
      'The unit "ton" could be t, short_ton or long_ton: write the one that is meant.',
    ],
    ['unit', { unit: 'kwhh' }, 'The unit "kwhh" is not known. Did you mean kWh?'],
    [
      'unit',
      { unit: 'gallon', region: 'GLOBAL' },
      'The unit "gallon" could be gal_us or gal_uk: write the one that is meant.',
    ],
    [
      'co2e_kg_per_unit',
      { co2e_kg_per_unit: '' },
      'neither CO2e nor a gas is given; write 0 where it is a true zero.',
    ],
    [
      'co2e_kg_per_unit',
      { co2e_kg_per_unit: '', biogenic_co2_kg_per_unit: '1.8' },
      'neither CO2e nor a gas is given; write 0 where it is a true zero.',
    ],
    ['factor_id', { factor_id: 'a\u0001' }, 'it contains control characters or broken Unicode.'],
    ['description', { description: 'a\u0000b' }, 'it contains control characters or broken Unicode.'],
    ['factor_id', { factor_id: 'a'.repeat(201) }, 'it has 201 characters; at most 200 are accepted.'],
    ['category', { category: 'a'.repeat(101) }, 'it has 101 characters; at most 100 are accepted.'],
    ['licence', { licence: 'a'.repeat(2001) }, 'it has 2001 characters; at most 2000 are accepted.'],
    [
      'co2e_kg_per_unit',
      { co2e_kg_per_unit: `0.${'1'.repeat(31)}` },
      'it has 1 digits and 31 decimal places; at most 30 of each are accepted.',
    ],
    [
      'ch4_kg_per_unit',
      { ch4_kg_per_unit: '9'.repeat(31) },
      'it has 31 digits and 0 decimal places; at most 30 of each are accepted.',
    ],
    ['valid_from', { valid_from: '0000-01-01' }, '0000-01-01 is outside 1900 to 2200.'],
    ['region', { region: 'Narnia Land' }, '"Narnia Land" is not a code such as GB, US-CAMX or GLOBAL.'],
  ])('names the line and %s, and says what would do', (column, fields, sentence) => {
    expect(faultOf(packOf({}, fields, {}))).toBe(`line 3, ${column}: ${sentence}`);
  });

  it('names the line that a row begins on, whatever line breaks its fields hold', () => {
    const before = { description: 'one\ntwo\r\nthree' };
    expect(faultOf(packOf(before, { description: '\n\nfour', scope: '9' }))).toBe(
      'line 5, scope: "9" is not 1, 2 or 3.',
    );
    expect(faultOf(packOf({}, { scope: '9' }).replaceAll('\n', '\n\n'))).toBe(
      'line 5, scope: "9" is not 1, 2 or 3.',
    );
    expect(faultOf(`\ufeff${packOf({ scope: '9' }).replaceAll('\n', '\r\n')}`)).toBe(
      'line 2, scope: "9" is not 1, 2 or 3.',
    );
  });

  it('names both lines of an id that stands twice', () => {
    expect(faultOf(packOf({ factor_id: 'a' }, {}, { factor_id: 'a' }))).toBe(
      'line 4, factor_id: "a" stands on line 2 already.',
    );
  });

  it('names the columns that are missing or stand twice', () => {
    expect(
      faultOf(
        packOf({})
          .replaceAll(/,heat_basis|,$/gm, '')
          .replace(',unit', ''),
      ),
    ).toBe('line 1: missing columns: unit, heat_basis.');
    expect(faultOf(packOf({}).replace(header, `${header},region`))).toBe(
      'line 1, region: the column stands twice.',
    );
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n\n'],
  ])('refuses %s for its missing columns', (_, csvText) => {
    expect(faultOf(csvText)).toMatch(/^line 1: missing columns: factor_id, dataset, .*, heat_basis\.$/);
  });

  it.each([';', '\t'])('says how columns are separated where it finds "%s"', (separator) => {
    expect(faultOf(packOf({}).replaceAll(',', separator))).toMatch(
      /^line 1: missing columns: .*, heat_basis\. Columns are separated by commas\.$/,
    );
  });

  it('refuses a header without factors', () => {
    expect(faultOf(header)).toBe('line 2: the pack holds no factors.');
    expect(faultOf(packOf())).toBe('line 2: the pack holds no factors.');
  });

  it('names the line of a row with too many or too few fields', () => {
    expect(faultOf(`${packOf({})}a,b,c\n`)).toBe('line 3: 3 fields where the header has 24.');
    expect(faultOf(packOf({}, {}).replace('factor-2', 'factor-2,more'))).toBe(
      'line 3: 25 fields where the header has 24.',
    );
  });

  it('names the line of a quote that is out of place', () => {
    expect(faultOf(packOf({}, {}, {}).replace('factor-2', '"factor-2'))).toMatch(/^line 3: /);
    const unclosed = 'a quote is opened here and never closed.';
    expect(faultOf(`${packOf({})}\n"a,\n\n\nb`)).toBe(`line 4: ${unclosed}`);
    expect(faultOf(`${packOf({})}"a\n\nb",c,"d\n\n\n`)).toBe(`line 5: ${unclosed}`);
    expect(faultOf(packOf({}, {}).replace('factor-2', '"factor-2"x'))).toBe(
      'line 3: text follows a closing quote; a quote inside a quoted field is written twice.',
    );
    expect(faultOf(packOf({}, {}).replace('factor-2', 'factor "2"'))).toBe(
      'line 3: a quote stands in the middle of a field; put the whole field in quotes and write its quotes twice.',
    );
  });

  it('gives nothing of a pack whose last row is wrong', () => {
    const rows = Array.from({ length: 50 }, () => ({}));
    expect(faultOf(packOf(...rows, { scope: '0' }))).toBe('line 52, scope: "0" is not 1, 2 or 3.');
  });
});

describe("an organisation's own pack", () => {
  const pack = { setId: 'own/a-1', orgId: 'acme', name: 'A', edition: '1', licence: 'ours', source: 'us' };
  const placesOf = (csvText: string) =>
    parseOwnFactorPack(csvText, pack).problems.map(({ line, column }) => [line, column]);

  it('names everything that is wrong with a row, not only what comes first', () => {
    const wrong = { unit: 'bucket', co2e_kg_per_unit: 'one', valid_from: '2025-13-01', gwp_set: 'AR7' };
    expect(placesOf(packOf(wrong, {}, { factor_id: 'factor-1', scope: '7' }))).toEqual([
      [2, 'unit'],
      [2, 'co2e_kg_per_unit'],
      [2, 'gwp_set'],
      [2, 'valid_from'],
      [4, 'scope'],
      [4, 'factor_id'],
    ]);
  });

  it('may not take removals or avoided emissions off the totals', () => {
    const [problem] = parseOwnFactorPack(packOf({ co2e_kg_per_unit: '-0.5' }), pack).problems;
    expect(problem?.message).toBe(
      'line 2, co2e_kg_per_unit: "-0.5" is negative: removals and avoided emissions are no part of an inventory\'s totals.',
    );
    expect(placesOf(packOf({ co2_kg_per_unit: '-1', co2e_kg_per_unit: '' }))).toEqual([
      [2, 'co2_kg_per_unit'],
    ]);
  });
});

it('reads the pack that ships with the product', async () => {
  const text = await readFile(new URL('../../../data/factors/curated-2025.csv', import.meta.url), 'utf8');
  const factors = parseFactorPack(text, 'curated-2025');
  expect(factors).toHaveLength(655);
  expect(new Set(factors.map(({ setId }) => setId))).toEqual(new Set(['curated-2025']));
});
