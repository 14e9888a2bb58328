import type { EmissionRecord } from '../domain/outcome.ts';
import { formatCsvLine } from '../foundation/csv-line.ts';

/** The columns of results.csv. The first nineteen are promised; what explains them follows. */
export const resultsColumns = [
  'activity_id',
  'org_id',
  'workspace_id',
  'status',
  'scope',
  'category',
  'location',
  'quantity',
  'unit',
  'co2e_kg',
  'co2_kg',
  'ch4_kg',
  'n2o_kg',
  'biogenic_co2_kg',
  'factor_id',
  'dataset',
  'dataset_version',
  'error_code',
  'error_details',
  'scope3_category',
  'region_match',
  'factor_region',
  'factor_value',
  'factor_unit',
  'quantity_converted',
  'conversion',
  'gwp_set',
  'method',
  'data_quality',
  'period_start',
  'period_end',
  'line',
  'factor_set',
  'unit_match',
  'factor_source',
  'co2e_basis',
  'market_co2e_kg',
  'market_basis',
  'market_factor_id',
  'quality_score',
] as const;
type Column = (typeof resultsColumns)[number];

export const resultsHeader = `${resultsColumns.join(',')}\n`;

/** `pending`: the batch has not come to it, or was cancelled before. `rejected`: the row never became an activity. */
export type ResultStatus = 'success' | 'error' | 'rejected' | 'pending';

/** What the input says of the activity, as it was written there. */
export interface GivenRow {
  readonly id: string;
  readonly orgId: string;
  readonly workspaceId: string;
  readonly category: string;
  readonly location: string;
  readonly quantity: string;
  readonly unit: string;
}

export interface RowResult {
  readonly status: ResultStatus;
  readonly record: EmissionRecord | null;
  readonly error: { readonly code: string; readonly details: string } | null;
}

/** One line of results.csv: exact decimals, RFC 4180 quoting, and no cell that a spreadsheet would execute. */
export function formatResultLine(
  given: GivenRow,
  { status, record, error }: RowResult,
  inputLine: number | null,
): string {
  const values: Partial<Record<Column, string | number | null>> = {
    activity_id: given.id,
    org_id: given.orgId,
    workspace_id: given.workspaceId,
    status,
    category: given.category,
    location: given.location,
    quantity: given.quantity,
    unit: given.unit,
    error_code: error?.code ?? null,
    error_details: error?.details ?? null,
    line: inputLine,
    ...(record && columnsOfRecord(record)),
  };
  return formatCsvLine(resultsColumns.map((column) => values[column] ?? null));
}

function columnsOfRecord(record: EmissionRecord): Partial<Record<Column, string | number | null>> {
  return {
    scope: record.scope,
    co2e_kg: record.co2eKg,
    co2_kg: record.co2Kg,
    ch4_kg: record.ch4Kg,
    n2o_kg: record.n2oKg,
    biogenic_co2_kg: record.biogenicCo2Kg,
    factor_id: record.factorId,
    dataset: record.dataset,
    dataset_version: record.datasetVersion,
    scope3_category: record.scope3Category,
    region_match: record.regionMatch,
    factor_region: record.factorRegion,
    factor_value: record.factorValue,
    factor_unit: record.factorUnit,
    quantity_converted: record.quantityConverted,
    conversion: record.conversion,
    gwp_set: record.gwpSet,
    method: record.method,
    data_quality: record.dataQuality,
    period_start: record.periodStart,
    period_end: record.periodEnd,
    factor_set: record.factorSet,
    unit_match: record.unitMatch,
    factor_source: record.factorSource,
    co2e_basis: record.co2eBasis,
    market_co2e_kg: record.market?.co2eKg ?? null,
    market_basis: record.market?.basis ?? null,
    market_factor_id: record.market?.factor?.factorId ?? null,
    quality_score: record.qualityScore,
  };
}
