import { ValidationError } from '../domain/errors.ts';

/** The columns of a built-in pack, as data/README.md describes them. */
export const packColumns = [
  'factor_id',
  'dataset',
  'dataset_version',
  'licence',
  'scope',
  'scope3_category',
  'category',
  'description',
  'region',
  'unit',
  'co2_kg_per_unit',
  'ch4_kg_per_unit',
  'n2o_kg_per_unit',
  'co2e_kg_per_unit',
  'gwp_set',
  'valid_from',
  'valid_to',
  'uncertainty_pct',
  'source_ref',
  'original_value',
  'original_unit',
  'biogenic_co2_kg_per_unit',
  'boundary',
  'heat_basis',
] as const;

/** Columns that a pack may have beside them. */
export const optionalPackColumns = ['methane_origin', 'instrument', 'workspace_id', 'meter_id'] as const;

/** All that an organisation's own pack must have; it says the rest once for all its factors, or not at all. */
export const ownPackColumns = ['factor_id', 'scope', 'category', 'region', 'unit', 'valid_from'] as const;

export type PackColumn = (typeof packColumns)[number] | (typeof optionalPackColumns)[number];

/** What keeps a pack from being used, and where. */
export class PackProblem extends ValidationError {
  readonly line: number;
  /** Null where the row as a whole is meant. */
  readonly column: string | null;
  readonly value: string | null;
  /** One sentence, without the place. */
  readonly what: string;

  constructor(line: number, column: string | null, value: string | null, what: string) {
    const sentence = /[.?]$/.test(what) ? what : `${what}.`;
    super(`line ${line}${column === null ? '' : `, ${column}`}: ${sentence}`);
    this.line = line;
    this.column = column;
    this.value = value;
    this.what = sentence;
  }
}
