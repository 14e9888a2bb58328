import { divideRatios, multiplyRatios, parseDecimal, type Ratio, ratio, ratioOf } from '../domain/decimal.ts';
import { editDistance } from '../domain/edit-distance.ts';
import { currencyCodes } from './currency-codes.ts';

/**
 * What a unit measures. Quantities convert within a dimension, by exact definitions, and never across: that would
 * take a density, a heating value or an exchange rate, which are assumptions and not definitions.
 *
 * `standard_gas_volume` is gas at its source's standard conditions (60 F and 14.73 psi for the EPA's scf). It is apart
 * from `volume` because a cubic metre on a meter elsewhere is at other conditions.
 */
export type Dimension =
  | 'energy'
  | 'standard_gas_volume'
  | 'volume'
  | 'mass'
  | 'vehicle_distance'
  | 'passenger_distance'
  | 'freight'
  | 'room_nights'
  | 'working_hours'
  | `currency_${string}`;

export interface Unit {
  /** As factors and records spell it. */
  readonly code: string;
  readonly dimension: Dimension;
  /** How many of the dimension's base unit it is, exactly. */
  readonly toBase: Ratio;
}

/** The unit that somebody meant, however they spelled it; null where nobody knows it. */
export function resolveUnit(text: string): Unit | null {
  return unitsBySpelling.get(text) ?? unitsBySpelling.get(spelling(text)) ?? null;
}

/** Multiply by this to get from one unit to the other; null where no definition leads there. */
export function conversionBetween(from: Unit, to: Unit): Ratio | null {
  if (from.dimension !== to.dimension) return null;
  return divideRatios(from.toBase, to.toBase);
}

/** What else somebody may have meant, for "did you mean": units of an ambiguous spelling, or of a near one. */
export function nearestUnits(text: string): string[] {
  const wanted = spelling(text);
  const ambiguous = ambiguousSpellings.get(wanted);
  if (ambiguous !== undefined) return ambiguous;
  let best: { code: string; distance: number } | null = null;
  for (const [name, unit] of unitsBySpelling) {
    if (name.length < 3) continue;
    const distance = wanted.startsWith(name) ? 1 : editDistance(wanted, name);
    if (distance <= Math.floor(name.length / 4) + (wanted.startsWith(name) && name.length > 3 ? 1 : 0)) {
      if (best === null || distance < best.distance) best = { code: unit.code, distance };
    }
  }
  return best === null ? [] : [best.code];
}

interface Definition {
  readonly code: string;
  /** Of the base unit, or of the unit named before it. Exact. */
  readonly is: string | readonly [count: string, of: string];
  readonly aliases?: readonly string[];
}

/*
 * Sources: the SI Brochure (BIPM, 9th edition) for metric units; NIST SP 811 appendix B and NIST Handbook 44 appendix C for
 * the yard, pound and gallon and what follows from them; ISO 31-4 for the International Table Btu (1055.05585262 J);
 * the UK Weights and Measures Act 1985 for the imperial gallon.
 */
const definitions: Readonly<Record<string, readonly Definition[]>> = {
  // Base: the joule.
  energy: [
    { code: 'J', is: '1', aliases: ['joule', 'joules'] },
    { code: 'kJ', is: '1000', aliases: ['kilojoule', 'kilojoules'] },
    { code: 'MJ', is: '1000000', aliases: ['megajoule', 'megajoules'] },
    { code: 'GJ', is: '1000000000', aliases: ['gigajoule', 'gigajoules'] },
    { code: 'TJ', is: '1000000000000', aliases: ['terajoule', 'terajoules'] },
    { code: 'Wh', is: '3600', aliases: ['watt hour', 'watt hours'] },
    {
      code: 'kWh',
      is: '3600000',
      aliases: ['kilowatt hour', 'kilowatt hours', 'kilowatthour', 'kilowatthours', 'kw h'],
    },
    {
      code: 'MWh',
      is: '3600000000',
      aliases: ['megawatt hour', 'megawatt hours', 'megawatthour', 'megawatthours'],
    },
    { code: 'GWh', is: '3600000000000', aliases: ['gigawatt hour', 'gigawatt hours'] },
    { code: 'TWh', is: '3600000000000000', aliases: ['terawatt hour', 'terawatt hours'] },
    { code: 'Btu', is: '1055.05585262', aliases: ['british thermal unit', 'british thermal units'] },
    { code: 'kBtu', is: ['1000', 'Btu'] },
    { code: 'mmBtu', is: ['1000000', 'Btu'], aliases: ['million btu', 'dekatherm', 'dekatherms', 'dth'] },
    { code: 'therm', is: ['100000', 'Btu'], aliases: ['therms', 'thm'] },
  ],
  // Base: the standard cubic foot.
  standard_gas_volume: [
    { code: 'scf', is: '1', aliases: ['standard cubic foot', 'standard cubic feet'] },
    { code: 'ccf', is: '100' },
    { code: 'Mcf', is: '1000' },
    { code: 'MMcf', is: '1000000', aliases: ['MMscf'] },
  ],
  // Base: the cubic metre.
  volume: [
    {
      code: 'm3',
      is: '1',
      aliases: [
        'm³',
        'm^3',
        'cubic metre',
        'cubic metres',
        'cubic meter',
        'cubic meters',
        'cbm',
        'kL',
        'kilolitre',
        'kilolitres',
        'kiloliter',
        'kiloliters',
      ],
    },
    { code: 'L', is: '0.001', aliases: ['l', 'litre', 'litres', 'liter', 'liters', 'ltr'] },
    { code: 'mL', is: '0.000001', aliases: ['millilitre', 'millilitres', 'milliliter', 'milliliters'] },
    { code: 'ML', is: '1000', aliases: ['megalitre', 'megalitres', 'megaliter', 'megaliters'] },
    {
      code: 'gal_us',
      is: '0.003785411784',
      aliases: ['gal', 'gallon', 'gallons', 'us gallon', 'us gallons', 'us gal', 'gal us'],
    },
    {
      code: 'gal_uk',
      is: '0.00454609',
      aliases: ['imperial gallon', 'imperial gallons', 'uk gallon', 'uk gallons', 'gal uk', 'gal imp'],
    },
    { code: 'bbl', is: ['42', 'gal_us'], aliases: ['barrel', 'barrels'] },
  ],
  // Base: the kilogram.
  mass: [
    { code: 'kg', is: '1', aliases: ['kilogram', 'kilograms', 'kilo', 'kilos', 'kgs'] },
    { code: 'g', is: '0.001', aliases: ['gram', 'grams', 'gramme', 'grammes'] },
    {
      code: 't',
      is: '1000',
      aliases: ['tonne', 'tonnes', 'metric ton', 'metric tons', 'metric tonne', 'metric tonnes', 'mt'],
    },
    { code: 'lb', is: '0.45359237', aliases: ['lbs', 'pound', 'pounds'] },
    { code: 'oz', is: '0.028349523125', aliases: ['ounce', 'ounces'] },
    { code: 'short_ton', is: ['2000', 'lb'], aliases: ['short tons', 'us ton', 'us tons'] },
    { code: 'long_ton', is: ['2240', 'lb'], aliases: ['long tons', 'imperial ton', 'imperial tons'] },
  ],
  // Base: a vehicle over one kilometre.
  vehicle_distance: [
    {
      code: 'km',
      is: '1',
      aliases: ['kilometre', 'kilometres', 'kilometer', 'kilometers', 'kms', 'vehicle km', 'vkm'],
    },
    { code: 'mi', is: '1.609344', aliases: ['mile', 'miles', 'vehicle mile', 'vehicle miles'] },
  ],
  // Base: a person over one kilometre.
  passenger_distance: [
    {
      code: 'passenger_km',
      is: '1',
      aliases: [
        'pkm',
        'passenger kms',
        'passenger kilometre',
        'passenger kilometres',
        'passenger kilometer',
        'passenger kilometers',
      ],
    },
    { code: 'passenger_mi', is: '1.609344', aliases: ['passenger mile', 'passenger miles'] },
  ],
  // Base: a tonne over one kilometre.
  freight: [
    {
      code: 'tonne_km',
      is: '1',
      aliases: [
        'tkm',
        't km',
        'tonne kms',
        'tonne kilometre',
        'tonne kilometres',
        'tonne kilometer',
        'tonne kilometers',
      ],
    },
    // 0.90718474 t x 1.609344 km.
    {
      code: 'short_ton_mi',
      is: '1.45997231821056',
      aliases: ['short ton mile', 'short ton miles', 'ton mile', 'ton miles'],
    },
  ],
  room_nights: [{ code: 'room_night', is: '1', aliases: ['room nights', 'hotel night', 'hotel nights'] }],
  working_hours: [
    { code: 'fte_hour', is: '1', aliases: ['fte hours', 'fte working hour', 'fte working hours'] },
  ],
};

/** Spellings that are several units once case is ignored, such as `ml`. */
const ambiguousSpellings = new Map<string, string[]>();
const unitsBySpelling = buildUnits();

function buildUnits(): Map<string, Unit> {
  const units = new Map<string, Unit>();
  const spelled: [string, Unit][] = [];
  for (const [dimension, entries] of Object.entries(definitions)) {
    for (const { code, is, aliases = [] } of entries) {
      const unit = { code, dimension: dimension as Dimension, toBase: sizeOf(is, units) };
      units.set(code, unit);
      for (const name of [code, ...aliases]) spelled.push([spelling(name), unit]);
      for (const alias of aliases) units.set(alias, unit);
    }
  }
  for (const code of currencyCodes) {
    const unit: Unit = { code, dimension: `currency_${code}`, toBase: ratio(1n) };
    units.set(code, unit);
    spelled.push([spelling(code), unit]);
  }
  addUnambiguousSpellings(units, spelled);
  return units;
}

/** Upper and lower case do not matter, except where they tell units apart: ML and mL are only taken as written. */
function addUnambiguousSpellings(units: Map<string, Unit>, spelled: readonly [string, Unit][]): void {
  const meanings = new Map<string, Set<Unit>>();
  for (const [name, unit] of spelled) meanings.set(name, (meanings.get(name) ?? new Set()).add(unit));
  for (const [name, [unit, ...others]] of meanings) {
    if (unit === undefined || units.has(name)) continue;
    if (others.length === 0) units.set(name, unit);
    else ambiguousSpellings.set(name, [unit.code, ...others.map((other) => other.code)]);
  }
}

function sizeOf(is: Definition['is'], units: ReadonlyMap<string, Unit>): Ratio {
  if (typeof is === 'string') return ratioOf(parseDecimal(is));
  const [count, of] = is;
  const part = units.get(of);
  if (part === undefined) throw new Error(`The unit ${of} must be defined before what is made of it.`);
  return multiplyRatios(ratioOf(parseDecimal(count)), part.toBase);
}

function spelling(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, ' ')
    .trim();
}
