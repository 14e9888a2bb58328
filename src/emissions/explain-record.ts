import {
  emissionDecimalPlaces,
  formatDecimal,
  multiply,
  parseDecimal,
  subtract,
  sumDecimals,
} from '../domain/decimal.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { EmissionRecord, FactorPart, MarketFactor, MarketFigure } from '../domain/outcome.ts';
import { type Recomputation, recompute } from './recompute-record.ts';

/** One step of a calculation, as somebody would write it down. */
export interface ExplainedStep {
  readonly step: string;
  readonly lines: readonly string[];
}

/** A factor that a record names, and what its set says of it; null where the set is not installed any more. */
export interface UsedFactor {
  readonly factorId: string;
  readonly factorSet: string | null;
  readonly usedFor: 'figure' | 'market_based';
  readonly details: EmissionFactor | null;
}

export interface ExplainedRecord extends Recomputation {
  readonly record: EmissionRecord;
  readonly steps: readonly ExplainedStep[];
  readonly factors: readonly UsedFactor[];
  /** What the CO2e holds beyond CO2, CH4 and N2O; null where the gases are not known. */
  readonly residualKg: string | null;
}

/** The factors whose details `explain` has use for. */
export function factorsOf(record: EmissionRecord): Omit<UsedFactor, 'details'>[] {
  return [
    ...named('figure', record.factorParts, record.factorId, record.factorSet),
    ...(record.market?.factor
      ? named(
          'market_based',
          record.market.factor.parts,
          record.market.factor.factorId,
          record.market.factor.factorSet,
        )
      : []),
  ];
}

function named(
  usedFor: UsedFactor['usedFor'],
  parts: readonly FactorPart[] | null,
  factorId: string | null,
  factorSet: string | null,
): Omit<UsedFactor, 'details'>[] {
  if (Array.isArray(parts) && parts.length > 0) {
    return parts.map((part) => ({ factorId: part.factorId, factorSet: part.factorSet ?? null, usedFor }));
  }
  return factorId === null ? [] : [{ factorId, factorSet, usedFor }];
}

/**
 * A record's calculation as a person would write it, and the same figures computed again from the record alone. The
 * texts of the factors (licence, table, description) come from their sets; figures never do.
 */
export function explain(record: EmissionRecord, details: readonly EmissionFactor[]): ExplainedRecord {
  const factors = factorsOf(record).map((used) => ({
    ...used,
    details: details.find(({ id, setId }) => id === used.factorId && setId === used.factorSet) ?? null,
  }));
  const recomputation = recompute(record);
  const residualKg = residualOf(record);
  const steps = [
    { step: 'quantity', lines: quantityLines(record) },
    { step: 'factor', lines: factorLines(record, factors) },
    { step: 'conversion', lines: conversionLines(record) },
    { step: 'co2e_of_factor', lines: co2eLines(record) },
    { step: 'result', lines: resultLines(record, residualKg) },
    { step: 'market_based', lines: marketLines(record, factors) },
    { step: 'quality', lines: qualityLines(record) },
    { step: 'proof', lines: proofLines(recomputation) },
  ].filter(({ lines }) => lines.length > 0);
  return { ...recomputation, record, steps, factors, residualKg };
}

/** The whole as plain text. */
export function explanationText({ record, steps }: Pick<ExplainedRecord, 'record' | 'steps'>): string {
  const head = `${record.activityId} of batch ${record.batchId}: ${record.co2eKg} kg CO2e, ${scopeOf(record)}`;
  const body = steps.map(({ step, lines }, place) => {
    const [first = '', ...others] = lines;
    const title = `${place + 1}. ${titles[step] ?? step}`;
    return [title, ...[first, ...others].map((line) => `   ${line}`)].join('\n');
  });
  return `${[head, ...body].join('\n')}\n`;
}

const titles: Readonly<Record<string, string>> = {
  quantity: 'Quantity, as given',
  factor: 'Emission factor',
  conversion: 'Conversion',
  co2e_of_factor: 'CO2e of the factor',
  result: 'Result',
  market_based: 'Market-based figure',
  quality: 'Data quality and uncertainty',
  proof: 'Computed again from the record alone',
};

function scopeOf({ scope, scope3Category }: EmissionRecord): string {
  if (scope === 3 && scope3Category !== null) return `scope 3, category ${scope3Category}`;
  return scope === 2 ? 'scope 2, location-based' : `scope ${scope}`;
}

function quantityLines(record: EmissionRecord): string[] {
  return [
    `${record.quantity} ${record.unit} of ${record.category} in ${record.location}, ${record.periodStart} to ${record.periodEnd}.`,
    `The activity's data in version ${record.activityVersion}, ${record.dataQuality}.`,
  ];
}

function conversionLines({
  quantity,
  unit,
  conversion,
  factorUnit,
  quantityConverted,
}: EmissionRecord): string[] {
  if (conversion === null || factorUnit === null) return [];
  if (conversion === '1') return [`None: the factor is per ${factorUnit}.`];
  const given = `${quantity} ${unit} x ${conversion} = `;
  const shown = quantityConverted ?? '?';
  const isExact = decimalPlacesOf(shown) < 15;
  return [
    `1 ${unit} = ${conversion} ${factorUnit}, exactly, by the definitions of the units.`,
    `${given}${shown} ${factorUnit}${isExact ? '' : ' (shown to 15 decimal places; what follows goes on with the exact fraction)'}.`,
  ];
}

function decimalPlacesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function factorLines(record: EmissionRecord, factors: readonly UsedFactor[]): string[] {
  const { factorSource, factorId, dataset, factorValue, factorUnit, method, factorParts } = record;
  if (factorSource === 'supplier') {
    return [
      `${factorValue} kg CO2e per ${factorUnit}, as stated by ${dataset}. No factor was looked up, and no gases are known.`,
    ];
  }
  if (factorId === null) return [`The processor names none; its method is ${method}.`];
  const own = factors.filter(({ usedFor }) => usedFor === 'figure');
  return [
    ...own.flatMap((used, place) => describeFactor(used, factorParts?.[place] ?? record)),
    ...howFound(record),
  ];
}

function describeFactor(
  { factorId, factorSet, details }: UsedFactor,
  stored: Pick<EmissionRecord, 'dataset' | 'datasetVersion'>,
): string[] {
  const from = `${stored.dataset ?? 'unknown dataset'}, edition ${stored.datasetVersion ?? 'unknown'}`;
  if (details === null) {
    return [
      `${factorId} (${from}; the set ${factorSet ?? '-'} is not installed here, so its texts are unknown).`,
    ];
  }
  const valid = `${details.validFrom} to ${details.validTo ?? 'further notice'}`;
  return [
    `${factorId}: ${details.description} (${details.region}).`,
    `From ${from}, ${details.sourceRef}; licence ${details.licence}; set ${factorSet}; valid ${valid}.`,
    `Printed there as ${details.originalValue} ${details.originalUnit}; boundary ${details.boundary}${details.heatBasis === null ? '' : `, heat by ${details.heatBasis}`}.`,
  ];
}

function howFound(record: EmissionRecord): string[] {
  const { factorSource, regionMatch, location, factorRegion, factorOrder, periodPolicy } = record;
  if (factorSource === 'pinned') return ['The activity names this factor itself.'];
  if (factorSource !== 'matched') return [];
  const near = {
    exact: `for ${location} itself`,
    country: `for ${factorRegion}, the country of ${location}: there is none for ${location} itself`,
    global: `for the whole world: there is none for ${location} or its country`,
  };
  const region = regionMatch === null ? '' : `, ${near[regionMatch]}`;
  return [
    `Found by category, region, unit and date in ${factorOrder}${region}; a change of factor within the period: ${periodPolicy}.`,
  ];
}

function co2eLines(record: EmissionRecord): string[] {
  const { factorParts, factorUnit, factorValue, factorSource } = record;
  if (factorSource === 'supplier') return [];
  if (factorParts !== null)
    return factorParts.map((part) => `${part.factorId}: ${rateLine(part, factorUnit)}`);
  if (factorValue === null) return [];
  return [rateLine({ ...record, co2ePerUnit: factorValue }, factorUnit)];
}

type Rates = Pick<
  FactorPart,
  | 'co2ePerUnit'
  | 'co2PerUnit'
  | 'ch4PerUnit'
  | 'n2oPerUnit'
  | 'biogenicCo2PerUnit'
  | 'gwpSet'
  | 'gwpCh4'
  | 'gwpN2o'
> & { readonly co2eBasis: FactorPart['co2eBasis'] | null };

function rateLine(rates: Rates, unit: string | null): string {
  const per = `kg per ${unit ?? 'unit'}`;
  const terms = [
    rates.co2PerUnit === null ? null : `${rates.co2PerUnit} CO2`,
    rates.ch4PerUnit === null ? null : `${rates.ch4PerUnit} CH4 x ${rates.gwpCh4 ?? '?'}`,
    rates.n2oPerUnit === null ? null : `${rates.n2oPerUnit} N2O x ${rates.gwpN2o ?? '?'}`,
  ].filter((term) => term !== null);
  const set = rates.gwpSet === null ? '' : `, global warming potentials of ${rates.gwpSet} over 100 years`;
  const biogenic =
    rates.biogenicCo2PerUnit === null
      ? ''
      : ` Biogenic CO2, apart and not in it: ${rates.biogenicCo2PerUnit} ${per}.`;
  if (rates.co2eBasis === 'gases') {
    return `${terms.join(' + ')} = ${rates.co2ePerUnit} ${per}${set}.${biogenic}`;
  }
  const beyond = beyondGases(rates);
  const gases =
    terms.length === 0
      ? ' Its gases are not published apart.'
      : ` Published apart: ${terms.join(', ')}.${beyond === null ? '' : ` The published CO2e is ${beyond} beyond them.`}`;
  return `${rates.co2ePerUnit} ${per} CO2e${rates.co2eBasis === null ? '' : ', as published'}${set}.${gases}${biogenic}`;
}

/** Of a unit, in kg; null where a gas that has a weight has none given, or no gas is known. */
function beyondGases({
  co2ePerUnit,
  co2PerUnit,
  ch4PerUnit,
  n2oPerUnit,
  gwpCh4,
  gwpN2o,
}: Rates): string | null {
  return residual(co2ePerUnit, co2PerUnit, [
    [ch4PerUnit, gwpCh4],
    [n2oPerUnit, gwpN2o],
  ]);
}

/** Exact; null where there are several factors with several potentials. */
function residualOf({ co2eKg, co2Kg, ch4Kg, n2oKg, gwpCh4, gwpN2o }: EmissionRecord): string | null {
  return residual(co2eKg, co2Kg, [
    [ch4Kg, gwpCh4],
    [n2oKg, gwpN2o],
  ]);
}

function residual(
  co2e: string,
  co2: string | null,
  gases: readonly (readonly [mass: string | null, potential: string | null])[],
): string | null {
  if (co2 === null && gases.every(([mass]) => mass === null)) return null;
  const weighted: string[] = [co2 ?? '0'];
  for (const [mass, potential] of gases) {
    if (mass === null) continue;
    if (potential === null) return null;
    weighted.push(formatDecimal(multiply(parseDecimal(mass), parseDecimal(potential))));
  }
  return formatDecimal(subtract(parseDecimal(co2e), parseDecimal(sumDecimals(weighted))));
}

function resultLines(record: EmissionRecord, residualKg: string | null): string[] {
  const { quantity, conversion, factorValue, factorParts } = record;
  const gases = [
    record.co2Kg === null ? null : `${record.co2Kg} kg CO2`,
    record.ch4Kg === null ? null : `${record.ch4Kg} kg CH4`,
    record.n2oKg === null ? null : `${record.n2oKg} kg N2O`,
  ].filter((gas) => gas !== null);
  return [
    ...(conversion === null ? [] : workings(quantity, conversion, factorValue, factorParts)),
    `${record.co2eKg} kg CO2e, rounded once, half to even, to ${emissionDecimalPlaces} decimal places of a kilogram.`,
    ...(gases.length === 0 ? [] : [`Of it ${gases.join(', ')}.`]),
    // Of a CO2e that is weighted here, it is no more than what rounding leaves.
    ...(residualKg === null || residualKg === '0' || record.co2eBasis === 'gases'
      ? []
      : [`Beyond these gases: ${residualKg} kg CO2e.`]),
    ...(record.biogenicCo2Kg === null
      ? []
      : [`Apart and not in it: ${record.biogenicCo2Kg} kg CO2 of biological origin.`]),
  ];
}

function workings(
  quantity: string,
  conversion: string,
  value: string | null,
  parts: readonly FactorPart[] | null,
): string[] {
  const amount = conversion === '1' ? quantity : `${quantity} x ${conversion}`;
  if (Array.isArray(parts) && parts.length > 0) {
    const days = parts.reduce((sum, part) => sum + part.days, 0);
    const terms = parts.map((part) => `${part.co2ePerUnit} x ${part.days}/${days}`);
    return [
      `The period of ${days} days crosses a change of factor and is apportioned by days: ${parts.map((part) => `${part.days} by ${part.factorId}`).join(', ')}.`,
      `${amount} x (${terms.join(' + ')})`,
    ];
  }
  return value === null ? [] : [`${amount} x ${value}`];
}

function marketLines({ market, quantity }: EmissionRecord, factors: readonly UsedFactor[]): string[] {
  if (market === null) return [];
  const { factor } = market;
  if (factor === null) {
    return [
      `${market.co2eKg} kg CO2e: no instrument and no residual mix holds for its whole period, the location-based factor stands in.`,
    ];
  }
  const used = factors.filter(({ usedFor }) => usedFor === 'market_based');
  return [
    ...used.flatMap((one, place) => describeFactor(one, factor.parts?.[place] ?? factor)),
    ...marketWorkings(market, factor, quantity),
  ];
}

function marketWorkings(market: MarketFigure, factor: MarketFactor, quantity: string): string[] {
  const who = factor.factorId === null ? ` as stated by ${factor.dataset}` : '';
  return [
    ...workings(quantity, factor.conversion, factor.value, factor.parts),
    `${market.co2eKg} kg CO2e by ${factor.instrument ?? market.basis}${who} (basis: ${market.basis}).`,
  ];
}

function qualityLines(record: EmissionRecord): string[] {
  const { qualityScore, activityUncertaintyPct, factorUncertaintyPct } = record;
  const score = qualityScore === null ? 'Not scored.' : `Score ${qualityScore} of 1 (best) to 5, after PCAF.`;
  const pct = (value: string | null) => (value === null ? 'not stated' : `+-${value} %`);
  return [
    `${score} Uncertainty at 95 % confidence: of the quantity ${pct(activityUncertaintyPct)}, of the factor ${pct(factorUncertaintyPct)}.`,
  ];
}

function proofLines({ figures, differences, isEqual }: Recomputation): string[] {
  if (isEqual === null) return ['The record does not carry what it takes: its processor says no more.'];
  if (isEqual) return [`${figures?.co2eKg} kg CO2e: equal, as is every other figure.`];
  return differences.map(
    ({ field, stored, expected }) =>
      `DIFFERENT: ${field} is ${stored ?? 'empty'}, expected ${expected ?? 'nothing'}.`,
  );
}
