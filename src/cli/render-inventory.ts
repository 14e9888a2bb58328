import type { components } from '../client/client.ts';
import { alignedDecimals, count, grouped, table } from './format.ts';

/** An inventory as the API shows it. */
export type ApiInventory = components['schemas']['Inventory'];
type ApiTotal = ApiInventory['total'];
type ApiLine = ApiInventory['by_scope'][number];

/** The inventory as a person reads it: a table for each way that it is divided, the total beneath the first. */
export function renderInventory(inventory: ApiInventory): string {
  const { org_id, year, workspace, total } = inventory;
  const owner = workspace === null ? org_id : `${org_id} / ${workspace}`;
  const sections: [string, readonly ApiLine[]][] = [
    ['Scope 3 category', inventory.by_scope3_category],
    ['Category', inventory.by_category],
    ['Location', inventory.by_region],
    ['Workspace', inventory.by_workspace],
    ['Data quality', inventory.by_data_quality],
    ['Region of the factor', inventory.by_region_match],
    ['Scope 2 market-based by', inventory.by_market_basis],
  ];
  return [
    `Inventory of ${owner}, ${year}, in kg CO2e`,
    linesTable('Scope', inventory.by_scope, total),
    ...sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => linesTable(title, lines)),
    gasTable(inventory),
    notes(inventory),
  ].join('\n\n');
}

function linesTable(title: string, lines: readonly ApiLine[], total?: ApiTotal): string {
  const all: readonly ApiTotal[] = total === undefined ? lines : [...lines, total];
  const location = alignedDecimals(all.map((line) => line.location_based_kg_exact));
  const market = alignedDecimals(all.map((line) => line.market_based_kg_exact));
  const rows = all.map((line, place) => [
    place < lines.length ? nameOf(lines[place]) : 'Total',
    grouped(line.records),
    location[place] ?? '',
    market[place] ?? '',
  ]);
  return table([[title, 'records', 'location-based', 'market-based'], ...rows], [1, 2, 3]);
}

function nameOf(line: ApiLine | undefined): string {
  return Object.values(line?.key ?? {})
    .map((value) => value ?? 'none')
    .join(' ');
}

const gasNames: Readonly<Record<string, string>> = {
  co2: 'CO2',
  ch4: 'CH4',
  n2o: 'N2O',
  f_gases: 'Fluorinated gases',
  not_published_apart: 'Not published apart',
};

function gasTable({ by_gas, total }: ApiInventory): string {
  const figures = alignedDecimals(by_gas.map(({ co2e_kg_exact }) => co2e_kg_exact));
  const rows = by_gas.map(({ gas }, place) => [gasNames[gas] ?? gas, figures[place] ?? '']);
  const biogenic = `  Biogenic CO2, in no total: ${grouped(total.biogenic_co2_kg_exact)} kg`;
  return `${table([['Gas', 'location-based'], ...rows], [1])}\n${biogenic}`;
}

function notes({
  fallback_share_pct,
  not_measured_share_pct,
  crossing_year,
  completeness,
  quality,
  uncertainty,
}: ApiInventory): string {
  const { relative_pct, stated_share_pct, monte_carlo } = uncertainty;
  return [
    `By a factor of a wider region: ${fallback_share_pct} %. Not measured: ${not_measured_share_pct} %.`,
    `Data quality: ${quality.weighted_score ?? 'no score'} of 1 (best) to 5, for ${quality.scored_share_pct} % of the total.`,
    relative_pct === null
      ? 'Uncertainty: none is stated.'
      : `Uncertainty: ${relative_pct} % of the total, from what is stated for ${stated_share_pct} % of it.`,
    ...(monte_carlo === null
      ? []
      : [
          `Monte Carlo: ${monte_carlo.samples} draws, seed ${monte_carlo.seed}: ${grouped(Math.round(monte_carlo.low_kg))} to ${grouped(Math.round(monte_carlo.high_kg))} kg (95 %).`,
        ]),
    ...(crossing_year.records === 0
      ? []
      : [
          `${count(crossing_year.records, 'record')} began in the year before and ${crossing_year.records === 1 ? 'counts' : 'count'} whole in this one: ${grouped(crossing_year.location_based_kg_exact)} kg.`,
        ]),
    ...openNotes(completeness),
  ].join('\n');
}

/** What the figures are short of, and the command that mends it. */
function openNotes({ activities_without_record, stale_records }: ApiInventory['completeness']): string[] {
  const missing = count(activities_without_record, 'activity', 'activities');
  const stale = count(stale_records, 'record was', 'records were');
  return [
    ...(activities_without_record === 0
      ? []
      : [`Not in it: ${missing} of the year without a record (submit --without-record computes them).`]),
    ...(stale_records === 0
      ? []
      : [`Stale: ${stale} made from data that has changed since (submit --stale computes them again).`]),
  ];
}
