import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { EmissionRecord, FactorPart } from '../domain/outcome.ts';
import { residual } from './residual.ts';

/** A factor that a record names, and what its set says of it; null where the set is not installed any more. */
export interface UsedFactor {
  readonly factorId: string;
  readonly factorSet: string | null;
  readonly usedFor: 'figure' | 'market_based';
  readonly details: EmissionFactor | null;
}

/** Which factor a figure rests on, where it is from, and how it was found. */
export function factorLines(record: EmissionRecord, factors: readonly UsedFactor[]): string[] {
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

/** What its set says of it, where the set is installed. */
export function describeFactor(
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

/** How the CO2e per unit of the factor comes about. */
export function co2eLines(record: EmissionRecord): string[] {
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
