import { type EmissionFactor, gwpSets, instruments, methaneOrigins } from '../domain/emission-factor.ts';
import { dayNumber } from './calendar.ts';
import { listed } from './listed.ts';
import { type PackColumn, PackProblem } from './pack-columns.ts';
import { countryOf, regionCode } from './regions.ts';
import { resolveUnit } from './units.ts';
import { whyUnknownUnit } from './unknown-unit.ts';

/** One row of a pack, read field by field. */
export class FactorRow {
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

  #text(column: PackColumn): string | null {
    const text = (this.#record[column] ?? '').trim();
    return text === '' ? null : text;
  }

  #required(column: PackColumn): string {
    const text = this.#text(column);
    if (text === null) throw this.#problem(column, 'a value is missing');
    return text;
  }

  #matching(column: PackColumn, form: RegExp, accepted: string): string {
    const text = this.#required(column);
    if (!form.test(text)) throw this.#problem(column, `"${text}" is not ${accepted}`);
    return text;
  }

  #matchingOrNull(column: PackColumn, form: RegExp, accepted: string): string | null {
    return this.#text(column) === null ? null : this.#matching(column, form, accepted);
  }

  /** Negative too: what a process takes out of the air is published so. */
  #decimal(column: PackColumn): string | null {
    return this.#matchingOrNull(column, /^-?\d+(\.\d+)?$/, 'a plain decimal number such as 0.125');
  }

  #date(column: PackColumn, text: string): string {
    if (dayNumber(text) === null) throw this.#problem(column, `"${text}" is not a date such as 2025-01-31`);
    return text;
  }

  #unit(): string {
    const text = this.#required('unit');
    const unit = resolveUnit(text, countryOf(this.#required('region')));
    if (unit === null) throw this.#problem('unit', whyUnknownUnit(text, null));
    return unit.code;
  }

  #choice<Value extends string>(column: PackColumn, choices: readonly Value[]): Value | null {
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

  #problem(column: PackColumn, what: string): PackProblem {
    return new PackProblem(this.#line, column, this.#record[column] || null, what);
  }
}
