import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  addRatios,
  averageOf,
  divideRatios,
  formatDecimal,
  formatRatio,
  multiply,
  multiplyRatios,
  parseDecimal,
  powerOfTen,
  ratio,
  ratioOf,
  roundFraction,
  roundRatio,
  subtractDecimals,
  sumDecimals,
} from '../../../src/domain/decimal.ts';

/** Decimals as people write them, with leading and trailing zeros and either sign. */
const decimalTexts = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^\d{1,40}$/), fc.stringMatching(/^\d{0,40}$/))
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`);
const integers = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
const positives = fc.bigInt({ min: 1n, max: 10n ** 40n });

/** The value times 10^60, read off the text digit by digit: decimals of the tests have at most 40 places. */
function scaledUp(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(60, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
}

describe('reading and writing a decimal', () => {
  it('writes the shortest plain notation', () => {
    const forms = ['0', '0.0', '-0.00', '007', '1.50', '-12.3400', '100', '0.000000001'];
    expect(forms.map((text) => formatDecimal(parseDecimal(text)))).toEqual([
      '0',
      '0',
      '0',
      '7',
      '1.5',
      '-12.34',
      '100',
      '0.000000001',
    ]);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '--1',
    '.5',
    '5.',
    '1.2.3',
    '1,234.5',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '١٢',
    '−1',
  ])('refuses %j and names it', (text) => {
    expect(() => parseDecimal(text)).toThrow(new RangeError(`"${text}" is not a decimal number.`));
  });

  it('keeps the value of whatever it reads, and writes one text for one value', () => {
    fc.assert(
      fc.property(decimalTexts, (text) => {
        const written = formatDecimal(parseDecimal(text));
        expect(scaledUp(written)).toBe(scaledUp(text));
        expect(written).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
        expect(formatDecimal(parseDecimal(written))).toBe(written);
      }),
    );
  });

  it('gives the value that PostgreSQL and a spreadsheet would, however many digits there are', () => {
    const digits = '9'.repeat(500);
    expect(formatDecimal(parseDecimal(`${digits}.${digits}`))).toBe(`${digits}.${digits}`);
  });
});

describe('adding, subtracting and multiplying', () => {
  it('is exact where binary floating point is not', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(subtractDecimals('0.3', '0.1')).toBe('0.2');
    expect(formatDecimal(multiply(parseDecimal('1.1'), parseDecimal('1.1')))).toBe('1.21');
    expect(addDecimals('9007199254740993', '0.000000001')).toBe('9007199254740993.000000001');
  });

  it('agrees with whole numbers of 10^-60', () => {
    fc.assert(
      fc.property(decimalTexts, decimalTexts, (a, b) => {
        expect(scaledUp(addDecimals(a, b))).toBe(scaledUp(a) + scaledUp(b));
        expect(scaledUp(subtractDecimals(a, b))).toBe(scaledUp(a) - scaledUp(b));
        const product = ratioOf(multiply(parseDecimal(a), parseDecimal(b)));
        expect(product.numerator * 10n ** 120n).toBe(scaledUp(a) * scaledUp(b) * product.denominator);
      }),
    );
  });

  it('gives the same sum in any order and any grouping', () => {
    const lists = fc.array(decimalTexts, { maxLength: 30 });
    const shuffled = lists.chain((texts) =>
      fc.tuple(
        fc.constant(texts),
        fc.shuffledSubarray(texts, { minLength: texts.length, maxLength: texts.length }),
        fc.nat({ max: texts.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([texts, reordered, cut]) => {
        const sum = sumDecimals(texts);
        expect(sumDecimals(reordered)).toBe(sum);
        expect(addDecimals(sumDecimals(texts.slice(0, cut)), sumDecimals(texts.slice(cut)))).toBe(sum);
        expect(scaledUp(sum)).toBe(texts.reduce((total, text) => total + scaledUp(text), 0n));
      }),
    );
  });

  it('sums nothing to zero', () => {
    expect(sumDecimals([])).toBe('0');
  });

  it('takes back what it added', () => {
    fc.assert(
      fc.property(decimalTexts, decimalTexts, (a, b) => {
        expect(subtractDecimals(addDecimals(a, b), b)).toBe(formatDecimal(parseDecimal(a)));
      }),
    );
  });
});

describe('rounding', () => {
  /** The nearer of the two neighbours; of two that are equally near, the even one. Decided by distance, not by remainder. */
  function nearestNeighbour(numerator: bigint, denominator: bigint, places: number): bigint {
    const scaled = numerator * 10n ** BigInt(places);
    let below = scaled / denominator;
    while (below * denominator > scaled) below -= 1n;
    const toBelow = scaled - below * denominator;
    const toAbove = (below + 1n) * denominator - scaled;
    if (toBelow !== toAbove) return toBelow < toAbove ? below : below + 1n;
    return below % 2n === 0n ? below : below + 1n;
  }

  it.each([
    ['0.0000000005', '0'],
    ['0.0000000015', '0.000000002'],
    ['0.0000000025', '0.000000002'],
    ['0.00000000050000001', '0.000000001'],
    ['0.00000000149999999', '0.000000001'],
    ['-0.0000000005', '0'],
    ['-0.0000000015', '-0.000000002'],
    ['-0.0000000025', '-0.000000002'],
    ['1.9999999995', '2'],
    ['12345.678', '12345.678'],
    ['0', '0'],
  ])('takes %s to %s at 9 places, half to even', (text, rounded) => {
    expect(roundRatio(ratioOf(parseDecimal(text)), 9)).toBe(rounded);
  });

  it('agrees with the nearest neighbour for every fraction and number of places', () => {
    fc.assert(
      fc.property(integers, positives, fc.nat({ max: 20 }), (numerator, denominator, places) => {
        const rounded = ratioOf(parseDecimal(roundFraction(numerator, denominator, places)));
        const expected = ratio(nearestNeighbour(numerator, denominator, places), 10n ** BigInt(places));
        expect(rounded).toEqual(expected);
        expect(roundRatio(ratio(numerator, denominator), places)).toBe(
          roundFraction(numerator, denominator, places),
        );
      }),
    );
  });

  it('sends every tie to the even neighbour, above and below zero', () => {
    fc.assert(
      fc.property(integers, positives, (odd, factor) => {
        // (2n + 1) / 2 units of the ninth place, written with a common factor.
        const numerator = (2n * odd + 1n) * factor;
        const rounded = scaledUp(roundFraction(numerator, 2n * factor * 10n ** 9n, 9)) / 10n ** 51n;
        expect(rounded % 2n).toBe(0n);
        expect([odd, odd + 1n]).toContain(rounded);
      }),
    );
  });

  it('never writes a negative zero', () => {
    expect(roundFraction(-1n, 10n ** 30n, 9)).toBe('0');
    expect(subtractDecimals('0.5', '0.50')).toBe('0');
  });
});

describe('an average', () => {
  it('is total by count to 9 places, half to even', () => {
    expect(averageOf('10', 4)).toBe('2.5');
    expect(averageOf('1', 3)).toBe('0.333333333');
    expect(averageOf('2', 3)).toBe('0.666666667');
    expect(averageOf('0.000000001', 2)).toBe('0');
    expect(averageOf('0.000000003', 2)).toBe('0.000000002');
  });

  it('is zero where there is nothing to average', () => {
    expect(averageOf('0', 0)).toBe('0');
    expect(averageOf('7', 0)).toBe('0');
  });
});

describe('ratios', () => {
  it('are in lowest terms with a positive denominator', () => {
    expect(ratio(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(ratio(-6n, -4n)).toEqual({ numerator: 3n, denominator: 2n });
    expect(ratio(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n });
    expect(ratio(5n)).toEqual({ numerator: 5n, denominator: 1n });
  });

  it('have no denominator of zero, and nothing is divided by zero', () => {
    expect(() => ratio(1n, 0n)).toThrow(new RangeError('A ratio cannot have the denominator 0.'));
    expect(() => divideRatios(ratio(1n), ratio(0n))).toThrow(RangeError);
  });

  it('add, multiply and divide exactly', () => {
    const fractions = fc.tuple(integers, positives);
    fc.assert(
      fc.property(fractions, fractions, ([a, b], [c, d]) => {
        const [left, right] = [ratio(a, b), ratio(c, d)];
        const sum = addRatios(left, right);
        expect(sum.numerator * b * d).toBe((a * d + c * b) * sum.denominator);
        const product = multiplyRatios(left, right);
        expect(product.numerator * b * d).toBe(a * c * product.denominator);
        if (c !== 0n) expect(divideRatios(product, right)).toEqual(left);
      }),
    );
  });

  it('are written as a decimal where they are one, else as a fraction', () => {
    const written = [ratio(1n, 10n), ratio(7n), ratio(-3n, 8n), ratio(0n), ratio(1n, 3n), ratio(-2n, 7n)];
    expect(written.map(formatRatio)).toEqual(['0.1', '7', '-0.375', '0', '1/3', '-2/7']);
    expect(formatRatio(ratio(125n, 473176473n))).toBe('125/473176473');
    expect(formatRatio(ratio(1n, 2n ** 70n))).toMatch(/^0\.0+\d+5$/);
  });

  it('are written without loss', () => {
    const denominators = fc.oneof(
      positives,
      fc
        .tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }))
        .map(([twos, fives]) => 2n ** BigInt(twos) * 5n ** BigInt(fives)),
    );
    fc.assert(
      fc.property(integers, denominators, (numerator, denominator) => {
        const [above = '', below = '1'] = formatRatio(ratio(numerator, denominator)).split('/');
        const [whole = '', fraction = ''] = above.split('.');
        const readBack = {
          over: BigInt(whole + fraction),
          under: BigInt(below) * 10n ** BigInt(fraction.length),
        };
        expect(readBack.over * denominator).toBe(numerator * readBack.under);
      }),
    );
  });
});

it('knows the powers of ten, remembered or not', () => {
  for (const exponent of [0, 1, 9, 63, 64, 200]) {
    expect(powerOfTen(exponent).toString()).toBe(`1${'0'.repeat(exponent)}`);
  }
});
