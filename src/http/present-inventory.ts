import Type, { type Static } from 'typebox';
import type { Inventory, InventoryLine, InventoryTotal } from '../domain/inventory.ts';
import type { MonteCarloResult } from '../domain/uncertainty.ts';
import type { Unsettled } from '../store/inventory-store.ts';
import { nullable } from './json-schema.ts';

const Exact = Type.String({ description: 'kg, as an exact decimal.' });
const Percent = Type.Number();

const totalFields = {
  records: Type.Integer(),
  location_based_kg: Type.Number({ description: 'kg CO2e, scope 2 by the location-based method.' }),
  location_based_kg_exact: Exact,
  market_based_kg: Type.Number({ description: 'kg CO2e, scope 2 by the market-based method.' }),
  market_based_kg_exact: Exact,
  biogenic_co2_kg_exact: Exact,
};

const TotalSchema = Type.Object(totalFields);

const LineSchema = Type.Object({
  ...totalFields,
  key: Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer(), Type.Null()])),
  records_url: nullable(
    Type.String({
      description: 'The records that the line is the sum of; null where they have no such value.',
    }),
  ),
});

const GasSchema = Type.Object({
  gas: Type.String(),
  co2e_kg: Type.Number({ description: 'kg CO2e; the lines add up to the location-based total.' }),
  co2e_kg_exact: Exact,
});

const MonteCarloSchema = Type.Object({
  seed: Type.Integer(),
  samples: Type.Integer(),
  mean_kg: Type.Number(),
  low_kg: Type.Number({ description: 'The 2.5th percentile of the total.' }),
  high_kg: Type.Number({ description: 'The 97.5th percentile.' }),
  relative_pct: Type.Number({ description: 'Half of the interval, in percent of the mean.' }),
});

const CompletenessSchema = Type.Object({
  activities_without_record: Type.Integer({
    description: 'Activities whose period ended in the year and that no record counts for.',
  }),
  activities_url: Type.String(),
  stale_records: Type.Integer({
    description: 'Records in the total whose activity has changed since they were made.',
  }),
  records_url: Type.String(),
});

export const InventorySchema = Type.Object(
  {
    org_id: Type.String(),
    year: Type.Integer(),
    workspace: nullable(Type.String()),
    total: TotalSchema,
    by_scope: Type.Array(LineSchema),
    by_scope3_category: Type.Array(LineSchema),
    by_category: Type.Array(LineSchema),
    by_region: Type.Array(LineSchema),
    by_workspace: Type.Array(LineSchema),
    by_data_quality: Type.Array(LineSchema),
    by_region_match: Type.Array(LineSchema),
    by_market_basis: Type.Array(LineSchema, { description: 'Scope 2 alone.' }),
    by_gas: Type.Array(GasSchema),
    fallback_share_pct: Percent,
    not_measured_share_pct: Percent,
    crossing_year: TotalSchema,
    completeness: CompletenessSchema,
    quality: Type.Object({
      weighted_score: nullable(Type.Number({ description: '1 (best) to 5, weighted by emissions.' })),
      scored_share_pct: Percent,
    }),
    uncertainty: Type.Object({
      relative_pct: nullable(Type.Number({ description: 'Of the total at 95 % confidence.' })),
      stated_share_pct: Percent,
      monte_carlo: Type.Union([MonteCarloSchema, Type.Null()]),
    }),
  },
  { $id: 'Inventory' },
);

export interface InventoryRequest {
  readonly orgId: string;
  readonly year: number;
  readonly workspaceId: string | null;
}

export function presentInventory(
  request: InventoryRequest,
  inventory: Inventory,
  unsettled: Unsettled,
  drawn: MonteCarloResult | null,
): Static<typeof InventorySchema> {
  const lines = (of: readonly InventoryLine[]) => of.map((line) => presentLine(line, request));
  return {
    org_id: request.orgId,
    year: request.year,
    workspace: request.workspaceId,
    total: presentTotal(inventory.total),
    by_scope: lines(inventory.byScope),
    by_scope3_category: lines(inventory.byScope3Category),
    by_category: lines(inventory.byCategory),
    by_region: lines(inventory.byRegion),
    by_workspace: lines(inventory.byWorkspace),
    by_data_quality: lines(inventory.byDataQuality),
    by_region_match: lines(inventory.byRegionMatch),
    by_market_basis: lines(inventory.byMarketBasis),
    by_gas: inventory.byGas.map(({ gas, co2eKg }) => ({
      gas,
      co2e_kg: Number(co2eKg),
      co2e_kg_exact: co2eKg,
    })),
    fallback_share_pct: Number(inventory.fallbackSharePct),
    not_measured_share_pct: Number(inventory.notMeasuredSharePct),
    crossing_year: presentTotal(inventory.crossingYear),
    completeness: {
      activities_without_record: unsettled.withoutRecord,
      activities_url: `/api/v1/activities?${ownQuery(request, { without_record: 'true' })}`,
      stale_records: unsettled.stale,
      records_url: `/api/v1/records?${ownQuery(request, { stale: 'true' })}`,
    },
    quality: {
      weighted_score: toNumber(inventory.quality.weightedScore),
      scored_share_pct: Number(inventory.quality.scoredSharePct),
    },
    uncertainty: {
      relative_pct: toNumber(inventory.uncertainty.relativePct),
      stated_share_pct: Number(inventory.uncertainty.statedSharePct),
      monte_carlo: drawn && presentMonteCarlo(drawn),
    },
  };
}

function presentTotal(total: InventoryTotal): Static<typeof TotalSchema> {
  return {
    records: total.records,
    location_based_kg: Number(total.locationBasedKg),
    location_based_kg_exact: total.locationBasedKg,
    market_based_kg: Number(total.marketBasedKg),
    market_based_kg_exact: total.marketBasedKg,
    biogenic_co2_kg_exact: total.biogenicCo2Kg,
  };
}

function presentLine(line: InventoryLine, request: InventoryRequest): Static<typeof LineSchema> {
  return { ...presentTotal(line), key: { ...line.key }, records_url: recordsUrl(line, request) };
}

/** What records of other makes leave open, and the filters of records call `none`. */
const mayBeNone = ['region_match', 'market_basis'];

function recordsUrl({ key }: InventoryLine, request: InventoryRequest): string | null {
  const narrowed: Record<string, string> = {};
  for (const [name, value] of Object.entries(key)) {
    if (value === null && !mayBeNone.includes(name)) return null;
    narrowed[name] = String(value ?? 'none');
  }
  return `/api/v1/records?${ownQuery(request, narrowed)}`;
}

/** The inventory's own year and workspace, narrowed. */
function ownQuery({ year, workspaceId }: InventoryRequest, narrowed: Readonly<Record<string, string>>) {
  const query = new URLSearchParams({ year: String(year) });
  if (workspaceId !== null) query.set('workspace', workspaceId);
  for (const [name, value] of Object.entries(narrowed)) query.set(name, value);
  return query;
}

function presentMonteCarlo(result: MonteCarloResult): Static<typeof MonteCarloSchema> {
  const { seed, samples, meanKg, lowKg, highKg, relativePct } = result;
  return { seed, samples, mean_kg: meanKg, low_kg: lowKg, high_kg: highKg, relative_pct: relativePct };
}

function toNumber(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}
