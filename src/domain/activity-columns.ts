/** The columns of the import format; the owner's may be left out where an owner is given. */
export const requiredColumns = [
  'id',
  'source',
  'category',
  'location',
  'quantity',
  'unit',
  'period_start',
  'period_end',
] as const;
export const ownerColumns = ['org_id', 'workspace_id'] as const;
export const optionalColumns = [
  'data_quality',
  'meter_id',
  'external_id',
  'metadata',
  'factor_id',
  'supplier_factor',
  'supplier',
  'uncertainty_pct',
] as const;
export const activityColumns: readonly string[] = [...requiredColumns, ...ownerColumns, ...optionalColumns];

/** Where a line break or a tab is a part of the value. Elsewhere it is an accident. */
export const multilineColumns: readonly string[] = ['meter_id', 'external_id', 'metadata'];

/** May be numbers in JSON; all else is text. */
export const decimalColumns: readonly string[] = ['quantity', 'supplier_factor', 'uncertainty_pct'];
