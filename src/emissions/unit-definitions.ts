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

export interface UnitDefinition {
  /** As factors and records spell it. */
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
export const unitDefinitions: Readonly<
  Record<Exclude<Dimension, `currency_${string}`>, readonly UnitDefinition[]>
> = {
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
      aliases: [
        'kilowatt hour',
        'kilowatt hours',
        'kilowatthour',
        'kilowatthours',
        'kw h',
        'kwhs',
        'kwhr',
        'kw hr',
      ],
    },
    {
      code: 'MWh',
      is: '3600000000',
      aliases: ['megawatt hour', 'megawatt hours', 'megawatthour', 'megawatthours', 'mw h', 'mwhr', 'mw hr'],
    },
    { code: 'GWh', is: '3600000000000', aliases: ['gigawatt hour', 'gigawatt hours'] },
    { code: 'TWh', is: '3600000000000000', aliases: ['terawatt hour', 'terawatt hours'] },
    { code: 'Btu', is: '1055.05585262', aliases: ['btus', 'british thermal unit', 'british thermal units'] },
    { code: 'kBtu', is: ['1000', 'Btu'] },
    {
      code: 'mmBtu',
      is: ['1000000', 'Btu'],
      aliases: ['mmbtus', 'mm btu', 'million btu', 'dekatherm', 'dekatherms', 'dth'],
    },
    { code: 'therm', is: ['100000', 'Btu'], aliases: ['therms', 'thm', 'thms'] },
  ],
  // Base: the standard cubic foot.
  standard_gas_volume: [
    { code: 'scf', is: '1', aliases: ['standard cubic foot', 'standard cubic feet'] },
    { code: 'ccf', is: '100', aliases: ['hundred cubic feet'] },
    { code: 'Mcf', is: '1000', aliases: ['Mscf', 'thousand cubic feet'] },
    { code: 'MMcf', is: '1000000', aliases: ['MMscf', 'million cubic feet'] },
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
    { code: 'L', is: '0.001', aliases: ['l', 'litre', 'litres', 'liter', 'liters', 'ltr', 'ltrs'] },
    { code: 'mL', is: '0.000001', aliases: ['millilitre', 'millilitres', 'milliliter', 'milliliters'] },
    { code: 'ML', is: '1000', aliases: ['megalitre', 'megalitres', 'megaliter', 'megaliters'] },
    {
      code: 'gal_us',
      is: '0.003785411784',
      aliases: ['us gallon', 'us gallons', 'us gal', 'gal us', 'gallon us', 'gallons us'],
    },
    {
      code: 'gal_uk',
      is: '0.00454609',
      aliases: [
        'imperial gallon',
        'imperial gallons',
        'uk gallon',
        'uk gallons',
        'uk gal',
        'gal uk',
        'gal imp',
      ],
    },
    {
      code: 'bbl',
      is: ['42', 'gal_us'],
      aliases: ['bbls', 'barrel', 'barrels', 'oil barrel', 'oil barrels'],
    },
  ],
  // Base: the kilogram.
  mass: [
    { code: 'kg', is: '1', aliases: ['kilogram', 'kilograms', 'kilo', 'kilos', 'kgs'] },
    { code: 'g', is: '0.001', aliases: ['gram', 'grams', 'gramme', 'grammes'] },
    {
      code: 't',
      is: '1000',
      aliases: ['tonne', 'tonnes', 'metric ton', 'metric tons', 'metric tonne', 'metric tonnes', 'mt', 'MT'],
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
      aliases: [
        'kilometre',
        'kilometres',
        'kilometer',
        'kilometers',
        'kms',
        'vehicle km',
        'vehicle kms',
        'vkm',
        'vehicle kilometre',
        'vehicle kilometres',
        'vehicle kilometer',
        'vehicle kilometers',
      ],
    },
    { code: 'mi', is: '1.609344', aliases: ['mile', 'miles', 'vehicle mi', 'vehicle mile', 'vehicle miles'] },
  ],
  // Base: a person over one kilometre.
  passenger_distance: [
    {
      code: 'passenger_km',
      is: '1',
      aliases: [
        'pkm',
        'pax km',
        'person km',
        'passenger kms',
        'passenger kilometre',
        'passenger kilometres',
        'passenger kilometer',
        'passenger kilometers',
      ],
    },
    {
      code: 'passenger_mi',
      is: '1.609344',
      aliases: [
        'passenger mile',
        'passenger miles',
        'pax mi',
        'pax mile',
        'pax miles',
        'person mile',
        'person miles',
      ],
    },
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
        'tonnes km',
        'metric ton km',
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
      aliases: ['short ton mile', 'short ton miles', 'us ton mile', 'us ton miles'],
    },
  ],
  room_nights: [
    {
      code: 'room_night',
      is: '1',
      aliases: ['room nights', 'hotel night', 'hotel nights', 'hotel room night', 'hotel room nights'],
    },
  ],
  working_hours: [
    {
      code: 'fte_hour',
      is: '1',
      aliases: ['fte hours', 'fte working hour', 'fte working hours', 'fte hr', 'fte hrs'],
    },
  ],
};

/**
 * A gallon without a country is the one that is legal where it was used. Elsewhere it is asked for: the two differ by a
 * fifth.
 */
export const gallonSpellings = ['gal', 'gals', 'gallon', 'gallons'];
export const gallonByCountry: Readonly<Record<string, string>> = {
  US: 'gal_us',
  AS: 'gal_us',
  GU: 'gal_us',
  MP: 'gal_us',
  PR: 'gal_us',
  VI: 'gal_us',
  GB: 'gal_uk',
};

/**
 * What people write that has several meanings, or one that would surprise them: a ton is three masses, `Mt` is a million
 * tonnes to a physicist and one to a trader, and M is a thousand to a gas utility and a million to the SI.
 */
export const ambiguousSpellings: Readonly<Record<string, readonly string[]>> = {
  ton: ['t', 'short_ton', 'long_ton'],
  tons: ['t', 'short_ton', 'long_ton'],
  'ton mile': ['short_ton_mi', 'tonne_km'],
  'ton miles': ['short_ton_mi', 'tonne_km'],
  'ton km': ['tonne_km'],
  mbtu: ['kBtu', 'mmBtu'],
  gallon: ['gal_us', 'gal_uk'],
};
/** The same where only this case is ambiguous. */
export const ambiguousAsWritten: Readonly<Record<string, readonly string[]>> = { Mt: ['t'] };
