import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from '../../../src/domain/decimal.ts';
import { quantityFault } from '../../../src/domain/quantity-rules.ts';

describe('quantityFault', () => {
  it.each(['0', '0.0', '00012', '1234.5', '9'.repeat(38), `0.${'1'.repeat(18)}`])('takes %s', (text) => {
    expect(quantityFault(text)).toBeNull();
  });

  it.each([
    ['', /empty/],
    ['-5', /"-5" is negative/],
    ['−5.5', /negative/],
    ['+5', /plus sign/],
    ['.5', /both sides/],
    ['5.', /both sides/],
    ['1,234.5', /"1,234.5" has thousands separators or a decimal comma/],
    ['1.234,5', /separators/],
    ["1'234", /separators/],
    ['1 234', /separators/],
    ['1\u202f234', /separators/],
    ['12,5', /decimal comma/],
    ['1.2.3', /separators/],
    ['1e3', /exponent/],
    ['1.5E-3', /exponent/],
    ['NaN', /"NaN" is not a number/],
    ['Infinity', /not a number/],
    ['0x10', /not a number/],
    ['12 kWh', /unit in its own column/],
    ['１２', /not a number/],
    ['9'.repeat(39), /39 digits; at most 38/],
    [`0.${'1'.repeat(19)}`, /19 decimal places; at most 18/],
    [`${'9'.repeat(30)}.${'1'.repeat(10)}`, /40 digits; at most 38/],
  ])('refuses "%s" and says why', (text, reason) => {
    expect(quantityFault(text)).toMatch(reason);
  });

  it('takes nothing that the arithmetic cannot read as zero or more', () => {
    const notation = fc.stringMatching(/^[-+]?[\d.,e ]{0,12}$/);
    fc.assert(
      fc.property(fc.oneof(notation, fc.string()), (text) => {
        if (quantityFault(text) === null) expect(parseDecimal(text).coefficient >= 0n).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('answers a megabyte of digits with a short sentence, at once', () => {
    for (const text of ['9'.repeat(1_000_000), `${'9'.repeat(1_000_000)}x`, `1${','.repeat(1_000_000)}x`]) {
      expect(quantityFault(text)?.length).toBeLessThan(200);
    }
  });
});
