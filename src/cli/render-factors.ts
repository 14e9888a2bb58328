import type { components } from '../client/client.ts';
import { grouped, table } from './format.ts';

export type ApiFactorSet = components['schemas']['FactorSet'];
export type ApiFactor = components['schemas']['Factor'];

/** Factor sets under one another: those in use by their place, the rest with a dash. */
export function renderFactorSets(sets: readonly ApiFactorSet[]): string {
  const rows = sets.map((set) => [
    set.position === null ? '-' : String(set.position),
    set.id,
    set.level,
    set.factor_count === null ? '' : grouped(set.factor_count),
    `${set.name}, ${set.edition}`,
    set.licence,
  ]);
  return table([['ORDER', 'SET', 'LEVEL', 'FACTORS', 'WHAT', 'LICENCE'], ...rows], [0, 3]);
}

export function renderFactors(factors: readonly ApiFactor[], hasMore: boolean): string {
  if (factors.length === 0)
    return 'No factors. Only sets that are switched on are searched ("factors list").';
  const rows = factors.map((factor) => [
    factor.id,
    // Beside the factor of the grid it would look like another of the same.
    factor.instrument === null ? factor.category : `${factor.category} (${factor.instrument})`,
    factor.region,
    factor.unit,
    factor.co2e_kg_per_unit ?? 'by gases',
    windowOf(factor),
    factor.factor_set,
  ]);
  const header = ['FACTOR', 'CATEGORY', 'REGION', 'UNIT', 'KG CO2E', 'VALID', 'SET'];
  return table([header, ...rows], [4]) + (hasMore ? '\n  There are more: narrow the search.' : '');
}

/** Everything about one factor, a field a line. */
export function renderFactor(factor: ApiFactor): string {
  const figures: [string, string | null][] = [
    ['CO2e', factor.co2e_kg_per_unit],
    ['CO2', factor.co2_kg_per_unit],
    ['CH4', factor.ch4_kg_per_unit],
    ['N2O', factor.n2o_kg_per_unit],
    ['Biogenic CO2', factor.biogenic_co2_kg_per_unit],
  ];
  return table([
    ['Factor', factor.id],
    ['What', factor.description],
    ['For', `${factor.category}, ${factor.region}, ${scopeOf(factor)}`],
    ...(factor.instrument === null ? [] : [['Instrument', instrumentOf(factor)]]),
    ['Valid', windowOf(factor)],
    ...figures.flatMap(([name, value]) => (value === null ? [] : [[name, `${value} kg per ${factor.unit}`]])),
    ...optional('GWP set', factor.gwp_set),
    ...optional('Methane', factor.methane_origin),
    ...optional('Uncertainty', factor.uncertainty_pct && `+-${factor.uncertainty_pct} % at 95 % confidence`),
    ['Boundary', factor.boundary],
    ...optional('Heat by', factor.heat_basis),
    ['Printed as', `${factor.original_value} ${factor.original_unit}`],
    ['Dataset', `${factor.dataset}, ${factor.dataset_version}`],
    ['Source', factor.source_ref],
    ['Licence', factor.licence],
    ['Set', factor.factor_set],
  ]);
}

function optional(name: string, value: string | null): string[][] {
  return value === null ? [] : [[name, value]];
}

function scopeOf({ scope, scope3_category }: ApiFactor): string {
  return scope3_category === null ? `scope ${scope}` : `scope ${scope}, category ${scope3_category}`;
}

function instrumentOf({ instrument, workspace_id, meter_id }: ApiFactor): string {
  const holders = [
    ...(workspace_id === null ? [] : [`workspace ${workspace_id}`]),
    ...(meter_id === null ? [] : [`meter ${meter_id}`]),
  ];
  return `${instrument}, for market-based scope 2 of ${holders.join(', ') || 'the whole organisation'}`;
}

function windowOf({ valid_from, valid_to }: ApiFactor): string {
  return valid_to === null ? `from ${valid_from}` : `${valid_from} to ${valid_to}`;
}
