import { describe, expect, it } from 'vitest';
import { whyUnknownUnit } from '../../../src/emissions/unknown-unit.ts';

const diesel = { what: 'diesel for "GB"', units: ['L'] };

describe('why a unit is not taken', () => {
  it.each([
    ['ton', 'The unit "ton" could be t, short_ton or long_ton: write the one that is meant.'],
    ['ml', 'The unit "ml" could be mL or ML: write the one that is meant.'],
    ['gallon', 'The unit "gallon" could be gal_us or gal_uk: write the one that is meant.'],
    ['Mt', 'The unit "Mt" has several meanings: write t.'],
  ])('names the meanings of %j', (text, sentence) => {
    expect(whyUnknownUnit(text, diesel)).toBe(sentence);
  });

  it.each([
    ['kwhh', 'kWh'],
    ['kW', 'kWh'],
    ['Killowatt hours', 'kWh'],
    ['kilowatthoursish', 'kWh'],
    ['kWh (gross CV)', 'kWh'],
    ['gallons per month', 'gal_us or gal_uk'],
    ['littre', 'L'],
    ['galons', 'gal_us or gal_uk'],
    ['tonne kmm', 'tonne_km'],
    ['tonnekm', 'tonne_km'],
    ['theerm', 'therm'],
    ['poinds', 'lb'],
    ['passanger km', 'passenger_km'],
    ['short tonn', 'short_ton'],
    ['cf', 'scf, ccf or Mcf'],
  ])('suggests for %j what is nearest', (text, suggestion) => {
    expect(whyUnknownUnit(text, diesel)).toBe(`The unit "${text}" is not known. Did you mean ${suggestion}?`);
  });

  it('names the units that fit the activity where nothing is near', () => {
    expect(whyUnknownUnit('bucket', diesel)).toBe(
      'The unit "bucket" is not known. Factors of diesel for "GB" are per L.',
    );
    expect(whyUnknownUnit('bucket', { what: 'natural_gas for "US"', units: ['mmBtu', 'scf'] })).toBe(
      'The unit "bucket" is not known. Factors of natural_gas for "US" are per mmBtu or scf.',
    );
  });

  it('gives examples where nothing fits either', () => {
    const examples = 'Known are such as kWh, m3, L, kg, km, and currencies such as USD.';
    expect(whyUnknownUnit('bucket', null)).toBe(`The unit "bucket" is not known. ${examples}`);
    expect(whyUnknownUnit('', { what: 'unicorns for "GB"', units: [] })).toBe(
      `The unit "" is not known. ${examples}`,
    );
  });

  it.each(['bucket', 'boxes', 'pieces', 'each', 'x', '12', '日', 'a'.repeat(100_000)])(
    'does not guess at what is near to nothing: %.12s',
    (text) => {
      expect(whyUnknownUnit(text, diesel)).toMatch(/ is not known\. Factors of diesel for "GB" are per L\.$/);
    },
  );
});
