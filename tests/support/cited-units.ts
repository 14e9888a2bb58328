/**
 * What each unit is, written again from its definition and apart from the product: `[numerator, denominator]` of the
 * dimension's base unit. Tests compare the product with this and compute with it where they check a calculation.
 */
export interface CitedUnit {
  readonly dimension: string;
  readonly size: readonly [numerator: bigint, denominator: bigint];
  readonly citation: string;
}

const metre = 1_000n;
const si = 'SI Brochure, 9th edition (BIPM 2019)';
const poundYard =
  'International Yard and Pound Agreement 1959: 1 lb = 0.45359237 kg, 1 yd = 0.9144 m; NIST SP 811, B.8';
const btu = 'ISO 31-4:1992 annex A and NIST SP 811, B.8: 1 Btu(IT) = 1.05505585262 kJ';

/** In joules. A Btu is 1055.05585262 J. */
const energy: Record<string, CitedUnit> = {
  J: measure('energy', 1n, 1n, si),
  kJ: measure('energy', 10n ** 3n, 1n, si),
  MJ: measure('energy', 10n ** 6n, 1n, si),
  GJ: measure('energy', 10n ** 9n, 1n, si),
  TJ: measure('energy', 10n ** 12n, 1n, si),
  Wh: measure('energy', 60n * 60n, 1n, `${si}: table 8, 1 h = 60 min = 3600 s; 1 W s = 1 J`),
  kWh: measure('energy', 10n ** 3n * 3600n, 1n, si),
  MWh: measure('energy', 10n ** 6n * 3600n, 1n, si),
  GWh: measure('energy', 10n ** 9n * 3600n, 1n, si),
  TWh: measure('energy', 10n ** 12n * 3600n, 1n, si),
  Btu: measure('energy', 105505585262n, 10n ** 8n, btu),
  kBtu: measure('energy', 105505585262n * 10n ** 3n, 10n ** 8n, btu),
  mmBtu: measure('energy', 105505585262n * 10n ** 6n, 10n ** 8n, btu),
  therm: measure('energy', 105505585262n * 10n ** 5n, 10n ** 8n, `${btu}; a therm is 100,000 Btu`),
};

/** In standard cubic feet. The C and M of gas utilities are the Roman hundred and thousand. */
const eia = 'US EIA glossary: Ccf is 100, Mcf 1,000 and MMcf 1,000,000 cubic feet';
const standardGas: Record<string, CitedUnit> = {
  scf: measure('standard_gas_volume', 1n, 1n, eia),
  ccf: measure('standard_gas_volume', 100n, 1n, eia),
  Mcf: measure('standard_gas_volume', 1_000n, 1n, eia),
  MMcf: measure('standard_gas_volume', 1_000_000n, 1n, eia),
};

/** In cubic metres. The US gallon is 231 cubic inches, an inch 0.0254 m. */
const cubicInch = 254n ** 3n;
const perCubicMetre = 10n ** 12n;
const volume: Record<string, CitedUnit> = {
  m3: measure('volume', 1n, 1n, si),
  L: measure('volume', 1n, 10n ** 3n, `${si}: table 8, 1 L = 1 dm3`),
  mL: measure('volume', 1n, 10n ** 6n, si),
  ML: measure('volume', 10n ** 3n, 1n, si),
  gal_us: measure('volume', 231n * cubicInch, perCubicMetre, 'NIST Handbook 44, appendix C: 1 gal = 231 in3'),
  gal_uk: measure('volume', 454609n, 10n ** 8n, 'UK Weights and Measures Act 1985, schedule 1: 4.54609 dm3'),
  bbl: measure('volume', 42n * 231n * cubicInch, perCubicMetre, 'NIST SP 811, B.8: barrel, 42 gal'),
};

/** In kilograms. */
const pound = 45359237n;
const perKilogram = 10n ** 8n;
const mass: Record<string, CitedUnit> = {
  kg: measure('mass', 1n, 1n, si),
  g: measure('mass', 1n, 1_000n, si),
  t: measure('mass', 1_000n, 1n, `${si}: table 8, 1 t = 1000 kg`),
  lb: measure('mass', pound, perKilogram, poundYard),
  oz: measure('mass', pound, 16n * perKilogram, 'NIST Handbook 44, appendix C: 1 lb = 16 oz (avoirdupois)'),
  short_ton: measure(
    'mass',
    2_000n * pound,
    perKilogram,
    'NIST Handbook 44, appendix C: 1 net ton = 2000 lb',
  ),
  long_ton: measure(
    'mass',
    2_240n * pound,
    perKilogram,
    'NIST Handbook 44, appendix C: 1 gross ton = 2240 lb',
  ),
};

/** In kilometres: a mile is 1760 yards. */
const mile = 1_760n * 9_144n;
const perKilometre = 10n * metre * metre;
const distance: Record<string, CitedUnit> = {
  km: measure('vehicle_distance', 1n, 1n, si),
  mi: measure('vehicle_distance', mile, perKilometre, poundYard),
  passenger_km: measure('passenger_distance', 1n, 1n, si),
  passenger_mi: measure('passenger_distance', mile, perKilometre, poundYard),
  tonne_km: measure('freight', 1n, 1n, si),
  // In tonnes: 2000 lb over 1000 kg.
  short_ton_mi: measure('freight', 2_000n * pound * mile, perKilogram * 1_000n * perKilometre, poundYard),
};

const counts: Record<string, CitedUnit> = {
  room_night: measure('room_nights', 1n, 1n, 'a count'),
  fte_hour: measure('working_hours', 1n, 1n, 'a count'),
};

/** Every unit but the currencies. */
export const citedUnits: Readonly<Record<string, CitedUnit>> = {
  ...energy,
  ...standardGas,
  ...volume,
  ...mass,
  ...distance,
  ...counts,
};

function measure(dimension: string, numerator: bigint, denominator: bigint, citation: string): CitedUnit {
  return { dimension, size: [numerator, denominator], citation };
}
