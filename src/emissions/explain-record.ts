import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { EmissionRecord, FactorPart } from '../domain/outcome.ts';
import { co2eLines, factorLines, type UsedFactor } from './explain-factor.ts';
import { conversionLines, marketLines, resultLines } from './explain-figures.ts';
import { type Recomputation, recompute } from './recompute-record.ts';
import { residual } from './residual.ts';

/** One step of a calculation, as somebody would write it down. */
export interface ExplainedStep {
  readonly step: string;
  readonly lines: readonly string[];
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

/** Exact; null where there are several factors with several potentials. */
function residualOf({ co2eKg, co2Kg, ch4Kg, n2oKg, gwpCh4, gwpN2o }: EmissionRecord): string | null {
  return residual(co2eKg, co2Kg, [
    [ch4Kg, gwpCh4],
    [n2oKg, gwpN2o],
  ]);
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
