import { columnsOf } from './commands/export.ts';

export const recordColumns = columnsOf.records;
/** Of current records, which may be stale. */
export const currentRecordColumns = [...recordColumns, 'is_stale'];
export const factorColumns = [
  'used_for',
  'factor_set',
  'factor_id',
  'dataset',
  'dataset_version',
  'records',
  'description',
  'region',
  'unit',
  'co2e_kg_per_unit',
  'co2_kg_per_unit',
  'ch4_kg_per_unit',
  'n2o_kg_per_unit',
  'biogenic_co2_kg_per_unit',
  'gwp_set',
  'uncertainty_pct',
  'source_ref',
  'licence',
  'original_value',
  'original_unit',
  'valid_from',
  'valid_to',
  'boundary',
  'heat_basis',
];
export const logColumns = [
  'id',
  'time',
  'event',
  'status',
  'success_count',
  'error_count',
  'total_emissions',
  'retry_count',
  'actor',
  'message',
];
