import { parse } from 'csv-parse/sync';
import { type EmissionFactor, type GwpSet, gwpSets } from '../domain/emission-factor.ts';
import { ValidationError } from '../domain/errors.ts';
import { dayNumber } from './calendar.ts';
import { resolveUnit } from './units.ts';

/** The columns of a pack, as data/README.md describes them. */
const columns = [
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
type Column = (typeof columns)[number];

/** Reads a pack whole or not at all. Throws a `ValidationError` that names line and column. */
export function parseFactorPack(csvText: string, setId: string): EmissionFactor[] {
  const rows: { record: Record<string, string>; info: { lines: number } }[] = parse(csvText, {
    bom: true,
    columns: (header: string[]) => checkedHeader(header),
    info: true,
  });
  const lines = new Map<string, number>();
  return rows.map(({ record, info }) => {
    const factor = new PackRow(record, info.lines).toFactor(setId);
    const before = lines.get(factor.id);
    if (before !== undefined) {
      throw new ValidationError(
        `line ${info.lines}, factor_id: "${factor.id}" stands on line ${before} already.`,
      );
    }
    lines.set(factor.id, info.lines);
    return factor;
  });
}

function checkedHeader(header: string[]): string[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new ValidationError(`line 1: the columns ${missing.join(', ')} are missing.`);
  return header;
}

class PackRow {
  readonly #record: Record<string, string>;
  readonly #line: number;

  constructor(record: Record<string, string>, line: number) {
    this.#record = record;
    this.#line = line;
  }

  toFactor(setId: string): EmissionFactor {
    const scope = Number(this.#matching('scope', /^[123]$/, '1, 2 or 3')) as 1 | 2 | 3;
    const factor: EmissionFactor = {
      id: this.#required('factor_id'),
      setId,
      dataset: this.#required('dataset'),
      datasetVersion: this.#required('dataset_version'),
      licence: this.#required('licence'),
      scope,
      scope3Category: this.#scope3Category(scope),
      category: this.#required('category'),
      description: this.#required('description'),
      region: this.#required('region'),
      unit: this.#unit(),
      co2KgPerUnit: this.#decimal('co2_kg_per_unit'),
      ch4KgPerUnit: this.#decimal('ch4_kg_per_unit'),
      n2oKgPerUnit: this.#decimal('n2o_kg_per_unit'),
      co2eKgPerUnit: this.#decimal('co2e_kg_per_unit'),
      gwpSet: this.#gwpSet(),
      validFrom: this.#date('valid_from', this.#required('valid_from')),
      validTo: this.#text('valid_to') === null ? null : this.#date('valid_to', this.#required('valid_to')),
      uncertaintyPct: this.#decimal('uncertainty_pct'),
      sourceRef: this.#required('source_ref'),
      originalValue: this.#required('original_value'),
      originalUnit: this.#required('original_unit'),
      biogenicCo2KgPerUnit: this.#decimal('biogenic_co2_kg_per_unit'),
      boundary: this.#required('boundary'),
      heatBasis: this.#text('heat_basis'),
    };
    this.#checkFigures(factor);
    return factor;
  }

  #checkFigures(factor: EmissionFactor): void {
    const figures = [factor.co2eKgPerUnit, factor.co2KgPerUnit, factor.ch4KgPerUnit, factor.n2oKgPerUnit];
    if (figures.every((figure) => figure === null)) {
      throw this.#problem(
        'co2e_kg_per_unit',
        'neither CO2e nor a gas is given; write 0 where it is a true zero',
      );
    }
    if (factor.validTo !== null && factor.validTo < factor.validFrom) {
      throw this.#problem('valid_to', `${factor.validTo} is before valid_from, ${factor.validFrom}`);
    }
  }

  #text(column: Column): string | null {
    const text = this.#record[column] ?? '';
    return text === '' ? null : text;
  }

  #required(column: Column): string {
    const text = this.#text(column);
    if (text === null) throw this.#problem(column, 'a value is missing');
    return text;
  }

  #matching(column: Column, form: RegExp, accepted: string): string {
    const text = this.#required(column);
    if (!form.test(text)) throw this.#problem(column, `"${text}" is not ${accepted}`);
    return text;
  }

  #decimal(column: Column): string | null {
    const text = this.#text(column);
    if (text !== null && !/^-?\d+(\.\d+)?$/.test(text)) {
      throw this.#problem(column, `"${text}" is no plain decimal number`);
    }
    return text;
  }

  #date(column: Column, text: string): string {
    if (dayNumber(text) === null) throw this.#problem(column, `"${text}" is no date like 2025-01-31`);
    return text;
  }

  #unit(): string {
    const text = this.#required('unit');
    const unit = resolveUnit(text);
    if (unit === null) throw this.#problem('unit', `"${text}" is no known unit`);
    return unit.code;
  }

  #gwpSet(): GwpSet | null {
    const text = this.#text('gwp_set');
    if (text === null) return null;
    const known = gwpSets.find((set) => set === text);
    if (known === undefined) throw this.#problem('gwp_set', `"${text}" is not ${gwpSets.join(', ')}`);
    return known;
  }

  #scope3Category(scope: number): number | null {
    if (scope !== 3) return null;
    return Number(this.#matching('scope3_category', /^([1-9]|1[0-5])$/, 'a scope 3 category, 1 to 15'));
  }

  #problem(column: Column, what: string): ValidationError {
    return new ValidationError(`line ${this.#line}, ${column}: ${what}.`);
  }
}
