import { type EmissionFactor, gwpSets, instruments, methaneOrigins } from '../domain/emission-factor.ts';
import { ValidationError } from '../domain/errors.ts';
import { dayNumber } from './calendar.ts';
import { listed } from './listed.ts';
import { readPackHeader, readPackRows } from './read-pack-rows.ts';
import { countryOf, regionCode } from './regions.ts';
import { resolveUnit } from './units.ts';
import { whyUnknownUnit } from './unknown-unit.ts';

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
/** Columns that a pack may have beside them. */
const optionalColumns = ['methane_origin', 'instrument', 'workspace_id', 'meter_id'] as const;
type Column = (typeof columns)[number] | (typeof optionalColumns)[number];

/** Reads a pack whole or not at all. Throws a `ValidationError` that names line and column. Other columns are left alone. */
export function parseFactorPack(
  csvText: string,
  setId: string,
  orgId: string | null = null,
): EmissionFactor[] {
  const names = checkedHeader(readPackHeader(csvText));
  const rows = readPackRows(csvText);
  if (rows.length === 0) throw new ValidationError('line 2: the pack holds no factors.');
  const lines = new Map<string, number>();
  return rows.map(({ fields, line }) => {
    if (fields.length !== names.length) {
      throw new ValidationError(
        `line ${line}: ${fields.length} fields where the header has ${names.length}.`,
      );
    }
    const record = Object.fromEntries(names.map((name, place) => [name, fields[place] ?? '']));
    const factor = new FactorRow(record, line).toFactor(setId, orgId);
    const before = lines.get(factor.id);
    if (before !== undefined) {
      throw new ValidationError(`line ${line}, factor_id: "${factor.id}" stands on line ${before} already.`);
    }
    lines.set(factor.id, line);
    return factor;
  });
}

function checkedHeader(header: readonly string[]): readonly string[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new ValidationError(`line 1: missing columns: ${missing.join(', ')}.`);
  }
  const twice = columns.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice !== undefined) throw new ValidationError(`line 1, ${twice}: the column stands twice.`);
  return header;
}

class FactorRow {
  readonly #record: Record<string, string>;
  readonly #line: number;

  constructor(record: Record<string, string>, line: number) {
    this.#record = record;
    this.#line = line;
  }

  toFactor(setId: string, orgId: string | null): EmissionFactor {
    const scope = Number(this.#matching('scope', /^[123]$/, '1, 2 or 3')) as 1 | 2 | 3;
    const factor: EmissionFactor = {
      id: this.#required('factor_id'),
      setId,
      orgId,
      dataset: this.#required('dataset'),
      datasetVersion: this.#required('dataset_version'),
      licence: this.#required('licence'),
      scope,
      scope3Category: this.#scope3Category(scope),
      category: this.#required('category').toLowerCase(),
      description: this.#required('description'),
      region: regionCode(this.#required('region')),
      unit: this.#unit(),
      co2KgPerUnit: this.#decimal('co2_kg_per_unit'),
      ch4KgPerUnit: this.#decimal('ch4_kg_per_unit'),
      n2oKgPerUnit: this.#decimal('n2o_kg_per_unit'),
      co2eKgPerUnit: this.#decimal('co2e_kg_per_unit'),
      gwpSet: this.#choice('gwp_set', gwpSets),
      validFrom: this.#date('valid_from', this.#required('valid_from')),
      validTo: this.#text('valid_to') === null ? null : this.#date('valid_to', this.#required('valid_to')),
      uncertaintyPct: this.#matchingOrNull('uncertainty_pct', /^\d+(\.\d+)?$/, 'a percentage such as 12.5'),
      sourceRef: this.#required('source_ref'),
      originalValue: this.#required('original_value'),
      originalUnit: this.#required('original_unit'),
      biogenicCo2KgPerUnit: this.#decimal('biogenic_co2_kg_per_unit'),
      boundary: this.#required('boundary'),
      heatBasis: this.#text('heat_basis'),
      methaneOrigin: this.#choice('methane_origin', methaneOrigins),
      instrument: this.#choice('instrument', instruments),
      workspaceId: this.#text('workspace_id'),
      meterId: this.#text('meter_id'),
    };
    this.#checkFigures(factor);
    this.#checkInstrument(factor);
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

  /** A restriction that nothing heeds would let a factor be used where it was not meant to be. */
  #checkInstrument({ scope, instrument, workspaceId, meterId }: EmissionFactor): void {
    if (instrument !== null && scope !== 2) {
      throw this.#problem(
        'instrument',
        `"${instrument}" is given, but the scope is ${scope}; instruments are for scope 2`,
      );
    }
    if (instrument === null && (workspaceId ?? meterId) !== null) {
      const column = workspaceId === null ? 'meter_id' : 'workspace_id';
      throw this.#problem(column, 'only an instrument holds for one workspace or meter; leave it empty');
    }
  }

  #text(column: Column): string | null {
    const text = (this.#record[column] ?? '').trim();
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

  #matchingOrNull(column: Column, form: RegExp, accepted: string): string | null {
    return this.#text(column) === null ? null : this.#matching(column, form, accepted);
  }

  /** Negative too: what a process takes out of the air is published so. */
  #decimal(column: Column): string | null {
    return this.#matchingOrNull(column, /^-?\d+(\.\d+)?$/, 'a plain decimal number such as 0.125');
  }

  #date(column: Column, text: string): string {
    if (dayNumber(text) === null) throw this.#problem(column, `"${text}" is not a date such as 2025-01-31`);
    return text;
  }

  #unit(): string {
    const text = this.#required('unit');
    const unit = resolveUnit(text, countryOf(this.#required('region')));
    if (unit === null) throw this.#problem('unit', whyUnknownUnit(text, null));
    return unit.code;
  }

  #choice<Value extends string>(column: Column, choices: readonly Value[]): Value | null {
    const text = this.#text(column);
    if (text === null) return null;
    const known = choices.find((choice) => choice === text);
    if (known === undefined) throw this.#problem(column, `"${text}" is not ${listed(choices, 'or')}`);
    return known;
  }

  #scope3Category(scope: number): number | null {
    const text = this.#text('scope3_category');
    if (scope !== 3 && text !== null) {
      throw this.#problem('scope3_category', `"${text}" is given, but the scope is ${scope}; leave it empty`);
    }
    if (scope !== 3) return null;
    return Number(this.#matching('scope3_category', /^([1-9]|1[0-5])$/, 'a scope 3 category, 1 to 15'));
  }

  #problem(column: Column, what: string): ValidationError {
    return new ValidationError(`line ${this.#line}, ${column}: ${what}${/[.?]$/.test(what) ? '' : '.'}`);
  }
}
