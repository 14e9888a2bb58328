import { expect, it } from 'vitest';
import { currencyCodes } from '../../../src/emissions/currency-codes.ts';

it('lists codes of ISO 4217 that the Unicode CLDR knows too, each once and in order', () => {
  const known = new Set(Intl.supportedValuesOf('currency'));
  expect(currencyCodes.filter((code) => !known.has(code))).toEqual([]);
  expect(currencyCodes).toEqual([...new Set(currencyCodes)].toSorted());
});

it('lists the currencies that most is spent in', () => {
  const most = [
    'USD',
    'EUR',
    'JPY',
    'GBP',
    'CNY',
    'AUD',
    'CAD',
    'CHF',
    'HKD',
    'SGD',
    'SEK',
    'KRW',
    'NOK',
    'NZD',
    'INR',
  ];
  expect(currencyCodes).toEqual(expect.arrayContaining(most));
});

it('leaves out metals, funds, test codes and currencies that are gone', () => {
  for (const code of ['XAU', 'XDR', 'XTS', 'XXX', 'CHE', 'USN', 'DEM', 'HRK']) {
    expect(currencyCodes).not.toContain(code);
  }
});
