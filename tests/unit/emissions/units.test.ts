import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRatio, multiplyRatios, ratio } from '../../../src/domain/decimal.ts';
import { currencyCodes } from '../../../src/emissions/currency-codes.ts';
import {
  conversionBetween,
  meaningsOf,
  resolveUnit,
  type Unit,
  unitSpellings,
} from '../../../src/emissions/units.ts';
import { citedUnits } from '../../support/cited-units.ts';

const codes = Object.keys(citedUnits);
const everyPair = codes.flatMap((from) => codes.map((to) => [from, to] as const));

function unit(code: string): Unit {
  const found = resolveUnit(code);
  if (found === null) throw new Error(`${code} is not known.`);
  return found;
}

describe('every unit', () => {
  it('is checked here against its definition', () => {
    expect([...new Set([...unitSpellings()].map(([, code]) => code))].toSorted()).toEqual(codes.toSorted());
  });

  it.each(Object.entries(citedUnits))(
    '%s is what its definition says',
    (code, { dimension, size, citation }) => {
      expect(unit(code)).toEqual({ code, dimension, toBase: ratio(...size) });
      expect(citation).not.toBe('');
    },
  );
});

describe('converting (M8)', () => {
  it.each([
    ['MWh', 'kWh', '1000'],
    ['therm', 'mmBtu', '0.1'],
    ['mmBtu', 'kWh', '26376396.3155/90000'],
    ['GJ', 'kWh', '2500/9'],
    ['gal_us', 'L', '3.785411784'],
    ['gal_uk', 'L', '4.54609'],
    ['bbl', 'L', '158.987294928'],
    ['m3', 'L', '1000'],
    ['ML', 'm3', '1000'],
    ['short_ton', 'kg', '907.18474'],
    ['long_ton', 'kg', '1016.0469088'],
    ['lb', 'short_ton', '0.0005'],
    ['t', 'kg', '1000'],
    ['mi', 'km', '1.609344'],
    ['passenger_mi', 'passenger_km', '1.609344'],
    ['short_ton_mi', 'tonne_km', '1.45997231821056'],
    ['Mcf', 'scf', '1000'],
    ['ccf', 'scf', '100'],
  ])('1 %s is so many %s', (from, to, count) => {
    const factor = conversionBetween(unit(from), unit(to));
    const [above = '', below = '1'] = count.split('/');
    const [whole = '', fraction = ''] = above.split('.');
    expect(factor).toEqual(ratio(BigInt(whole + fraction), BigInt(below) * 10n ** BigInt(fraction.length)));
  });

  it('there and back is the identity, for all pairs of a dimension', () => {
    for (const [from, to] of everyPair) {
      const there = conversionBetween(unit(from), unit(to));
      const back = conversionBetween(unit(to), unit(from));
      if (citedUnits[from]?.dimension !== citedUnits[to]?.dimension) continue;
      if (there === null || back === null) throw new Error(`${from} and ${to} do not convert.`);
      expect(multiplyRatios(there, back), `${from} to ${to} and back`).toEqual(ratio(1n));
    }
  });

  it('by way of a third unit is the same, for all triples of a dimension', () => {
    for (const [from, to] of everyPair) {
      const direct = conversionBetween(unit(from), unit(to));
      if (direct === null) continue;
      for (const by of codes.filter((code) => citedUnits[code]?.dimension === citedUnits[from]?.dimension)) {
        const first = conversionBetween(unit(from), unit(by));
        const second = conversionBetween(unit(by), unit(to));
        expect(first && second && multiplyRatios(first, second), `${from} to ${by} to ${to}`).toEqual(direct);
      }
    }
  });

  it('never leads across dimensions', () => {
    for (const [from, to] of everyPair) {
      const isSameDimension = citedUnits[from]?.dimension === citedUnits[to]?.dimension;
      expect(conversionBetween(unit(from), unit(to)) !== null, `${from} to ${to}`).toBe(isSameDimension);
    }
  });

  it('never leads from one currency to another, nor to a measure', () => {
    expect(conversionBetween(unit('USD'), unit('USD'))).toEqual(ratio(1n));
    expect(conversionBetween(unit('USD'), unit('EUR'))).toBeNull();
    expect(conversionBetween(unit('USD'), unit('kg'))).toBeNull();
  });

  it('keeps gas at standard conditions apart from other volumes, and vehicles from passengers and freight', () => {
    const pairs = [
      ['scf', 'm3'],
      ['mi', 'passenger_mi'],
      ['passenger_km', 'tonne_km'],
      ['t', 'tonne_km'],
      ['kWh', 'm3'],
      ['L', 'kg'],
    ];
    for (const [from = '', to = ''] of pairs) expect(conversionBetween(unit(from), unit(to))).toBeNull();
  });

  it('writes a conversion that is no decimal as a fraction', () => {
    const factor = conversionBetween(unit('kWh'), unit('mmBtu'));
    expect(factor && formatRatio(factor)).toMatch(/^\d+\/\d+$/);
  });
});

describe('spellings that people type (M8)', () => {
  it.each([
    [
      'kWh',
      [
        'kwh',
        'KWH',
        'Kwh',
        'kW-h',
        'kilowatt-hour',
        'Kilowatt hours',
        'kilowatthours',
        ' kWh ',
        'kWhs',
        'kW-hr',
      ],
    ],
    ['MWh', ['mwh', 'MWH', 'megawatt hours', 'MW-h']],
    ['therm', ['therms', 'Therm', 'THERMS', 'thm']],
    ['mmBtu', ['MMBTU', 'MMBtu', 'mmbtu', 'million Btu', 'MM Btu', 'dekatherm', 'Dth', 'DTH']],
    ['GJ', ['gj', 'gigajoules']],
    ['Mcf', ['mcf', 'MCF', 'Mscf', 'thousand cubic feet']],
    ['ccf', ['CCF', 'Ccf', 'Hundred cubic feet']],
    ['MMcf', ['MMCF', 'mmcf', 'MMscf']],
    ['scf', ['SCF', 'standard cubic feet']],
    ['m3', ['M3', 'm³', 'm^3', 'cubic metres', 'Cubic Meter', 'cbm', 'kL', 'KL', 'kilolitres']],
    ['L', ['l', 'litre', 'Litres', 'liter', 'LITERS', 'ltr', 'ltrs']],
    ['mL', ['millilitres', 'Milliliter']],
    ['ML', ['megalitres', 'Megaliter']],
    ['gal_us', ['gal', 'gallon', 'gallons', 'Gallons', 'GAL', 'US gallon', 'us_gal', 'gal US']],
    ['gal_uk', ['UK gallons', 'imperial gallon', 'gal_uk', 'gal-imp']],
    ['bbl', ['BBL', 'barrels', 'bbls', 'oil barrels']],
    ['t', ['tonne', 'Tonnes', 'metric ton', 'Metric Tons', 'metric tonnes', 'mt', 'MT', 'T']],
    ['kg', ['KG', 'Kg', 'kgs', 'kilogram', 'kilos']],
    ['g', ['grams', 'grammes']],
    ['lb', ['lbs', 'LBS', 'pounds', 'lb.', 'lbs.']],
    ['short_ton', ['short ton', 'Short Tons', 'short-ton', 'US tons']],
    ['long_ton', ['long ton', 'imperial tons']],
    ['km', ['KM', 'kms', 'kilometres', 'Kilometers', 'vehicle-km', 'vkm', 'Vehicle kilometres']],
    ['mi', ['mile', 'Miles', 'vehicle-miles', 'vehicle mi']],
    ['passenger_km', ['passenger-km', 'Passenger kilometres', 'pkm', 'PKM', 'pax-km', 'person-km']],
    ['passenger_mi', ['passenger-mile', 'passenger miles', 'passenger mi', 'pax miles']],
    ['tonne_km', ['tonne-km', 'tkm', 'tonne.kilometres', 't-km', 'tonnes-km', 'metric ton-km']],
    ['short_ton_mi', ['short ton-mile', 'short ton miles', 'US ton-miles']],
    ['room_night', ['room nights', 'hotel night', 'hotel room nights']],
    ['fte_hour', ['FTE working hours', 'FTE hour', 'FTE hrs']],
    ['USD', ['usd', 'Usd', 'US$', 'US dollars']],
    ['EUR', ['eur', '€', 'euros']],
    ['GBP', ['gbp', 'pounds sterling']],
  ])('%s', (code, spellings) => {
    for (const text of spellings) expect(resolveUnit(text)?.code, `"${text}"`).toBe(code);
  });

  it('resolve every code to itself', () => {
    for (const code of [...codes, ...currencyCodes]) expect(resolveUnit(code)?.code).toBe(code);
  });

  it('do not depend on case, separators and space around, wherever a spelling has one meaning', () => {
    const spellings = [...unitSpellings()].filter(([name]) => resolveUnit(name) !== null);
    const disguised = fc
      .tuple(
        fc.constantFrom(...spellings),
        fc.constantFrom(' ', '_', '-', '  ', ' - '),
        fc.infiniteStream(fc.boolean()),
      )
      .map(([[name, code], separator, isUpper]) => {
        const letters = [...name].map((letter) => (isUpper.next().value ? letter.toUpperCase() : letter));
        return { code, text: ` ${letters.join('').replaceAll(' ', separator)}\t` };
      })
      // Mt is asked for, the SI tells ML from mL, and KGS is a currency.
      .filter(({ text }) => !['Mt', 'mL', 'ML', 'Ml', 'KGS'].includes(text.trim()));
    fc.assert(
      fc.property(disguised, ({ code, text }) => {
        expect(resolveUnit(text)?.code).toBe(code);
      }),
    );
  });

  it.each([
    '',
    ' ',
    'bucket',
    'kW',
    'MW',
    'mg',
    'nm',
    'kilowatthoursish',
    '1000 kWh',
    'kWh/h',
    '$',
    '£',
    'dollars',
    '__proto__',
    'constructor',
  ])('do not include %j', (text) => {
    expect(resolveUnit(text)).toBeNull();
  });
});

describe('spellings with several meanings', () => {
  it.each([
    ['ml', ['mL', 'ML']],
    ['Ml', ['mL', 'ML']],
    ['ton', ['t', 'short_ton', 'long_ton']],
    ['Tons', ['t', 'short_ton', 'long_ton']],
    ['ton-mile', ['short_ton_mi', 'tonne_km']],
    ['MBtu', ['kBtu', 'mmBtu']],
    ['Mt', ['t']],
  ])('%s is asked for and never guessed', (text, meanings) => {
    expect(resolveUnit(text)).toBeNull();
    expect(resolveUnit(` ${text} `)).toBeNull();
    expect(meaningsOf(text)).toEqual(meanings);
  });

  it('are only taken as written where case tells them apart', () => {
    expect(resolveUnit('mL')?.code).toBe('mL');
    expect(resolveUnit(' ML ')?.code).toBe('ML');
  });

  it('take KGS as written for the currency that it is to ISO, and kgs for kilograms', () => {
    expect(resolveUnit('KGS')?.dimension).toBe('currency_KGS');
    expect(resolveUnit('kgs')?.code).toBe('kg');
    expect(resolveUnit('Kgs')?.code).toBe('kg');
  });

  it('take a bare gallon for the one that is legal in the country', () => {
    for (const text of ['gal', 'gals', 'gallon', 'Gallons']) {
      expect(resolveUnit(text)?.code).toBe('gal_us');
      expect(resolveUnit(text, 'US')?.code).toBe('gal_us');
      expect(resolveUnit(text, 'GB')?.code).toBe('gal_uk');
      expect(resolveUnit(text, 'IE')).toBeNull();
      expect(resolveUnit(text, 'GLOBAL')).toBeNull();
      expect(meaningsOf(text)).toEqual(['gal_us', 'gal_uk']);
    }
    expect(resolveUnit('gal_us', 'GB')?.code).toBe('gal_us');
    expect(resolveUnit('US gallons', 'GB')?.code).toBe('gal_us');
    expect(resolveUnit('gal_uk', 'US')?.code).toBe('gal_uk');
  });

  it('are none where the spelling has one meaning, or none at all', () => {
    for (const text of ['kWh', 'L', 'bucket', '', '__proto__']) expect(meaningsOf(text)).toEqual([]);
  });
});
