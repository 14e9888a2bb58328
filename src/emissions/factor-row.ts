import { dateMax, dateMin } from '../domain/calendar-date.ts';
import { type EmissionFactor, gwpSets, instruments, methaneOrigins } from '../domain/emission-factor.ts';
import { quoted, shownValue } from '../domain/row-problem.ts';
import { idLengthMax, isStorableLines, isStorableText, textLengthMax } from '../domain/storable-text.ts';
import { dayNumber } from './calendar.ts';
import { listed } from './listed.ts';
import { type PackColumn, PackProblem } from './pack-columns.ts';
import { countryOf, regionCode } from './regions.ts';
import { resolveUnit } from './units.ts';
import { whyUnknownUnit } from './unknown-unit.ts';

/** Of descriptions, sources and the like. */
const proseLengthMax = 2_000;
/** On either side of the point. A result has to fit with them. */
const digitsMax = 30;

/** One row of a pack, read field by field. What is wrong with it is gathered; a field that is refused reads as empty. */
export class FactorRow {
  readonly problems: PackProblem[] = [];
  readonly #record: Record<string, string>;
  readonly #line: number;

  constructor(record: Record<string, string>, line: number) {
    this.#record = record;
    this.#line = line;
  }

  /** Of use only where there are no problems. */
  toFactor(setId: string, orgId: string | null): EmissionFactor {
    const scope = Number(this.#matching('scope', /^[123]$/, '1, 2 or 3')) as 1 | 2 | 3;
    const factor: EmissionFactor = {
      id: this.#required('factor_id', idLengthMax),
      setId,
      orgId,
      dataset: this.#prose('dataset'),
      datasetVersion: this.#prose('dataset_version'),
      licence: this.#prose('licence'),
      scope,
      scope3Category: this.#scope3Category(scope),
      category: this.#required('category', textLengthMax).toLowerCase(),
      description: this.#prose('description'),
      region: this.#region(),
      unit: this.#unit(),
      co2KgPerUnit: this.#figure('co2_kg_per_unit', orgId),
      ch4KgPerUnit: this.#figure('ch4_kg_per_unit', orgId),
      n2oKgPerUnit: this.#figure('n2o_kg_per_unit', orgId),
      co2eKgPerUnit: this.#figure('co2e_kg_per_unit', orgId),
      gwpSet: this.#choice('gwp_set', gwpSets),
      validFrom: this.#date('valid_from', this.#required('valid_from')),
      validTo: this.#date('valid_to', this.#text('valid_to') ?? '') || null,
      uncertaintyPct: this.#decimal('uncertainty_pct', /^\d+(\.\d+)?$/, 'a percentage such as 12.5'),
      sourceRef: this.#prose('source_ref'),
      originalValue: this.#prose('original_value'),
      originalUnit: this.#prose('original_unit'),
      biogenicCo2KgPerUnit: this.#figure('biogenic_co2_kg_per_unit', orgId),
      boundary: this.#prose('boundary'),
      heatBasis: this.#checked('heat_basis', this.#text('heat_basis') ?? '', textLengthMax) || null,
      methaneOrigin: this.#choice('methane_origin', methaneOrigins),
      instrument: this.#choice('instrument', instruments),
      workspaceId: this.#checked('workspace_id', this.#text('workspace_id') ?? '', idLengthMax) || null,
      meterId: this.#meter(),
    };
    this.#checkFigures();
    this.#checkWindow(factor);
    this.#checkInstrument(factor);
    return factor;
  }

  refuse(column: PackColumn, what: string): '' {
    const value = this.#record[column] || null;
    this.problems.push(new PackProblem(this.#line, column, value && shownValue(value), what));
    return '';
  }

  #checkFigures(): void {
    const figures = ['co2e_kg_per_unit', 'co2_kg_per_unit', 'ch4_kg_per_unit', 'n2o_kg_per_unit'] as const;
    if (figures.every((column) => this.#text(column) === null)) {
      this.refuse('co2e_kg_per_unit', 'neither CO2e nor a gas is given; write 0 where it is a true zero');
    }
  }

  #checkWindow({ validFrom, validTo }: EmissionFactor): void {
    if (validTo !== null && validFrom !== '' && validTo < validFrom) {
      this.refuse('valid_to', `${validTo} is before valid_from, ${validFrom}`);
    }
  }

  /** A restriction that nothing heeds would let a factor be used where it was not meant to be. */
  #checkInstrument({ scope, instrument, workspaceId, meterId }: EmissionFactor): void {
    if (instrument !== null && (scope === 1 || scope === 3)) {
      this.refuse(
        'instrument',
        `"${instrument}" is given, but the scope is ${scope}; instruments are for scope 2`,
      );
    }
    if (this.#text('instrument') === null && (workspaceId ?? meterId) !== null) {
      const column = workspaceId === null ? 'meter_id' : 'workspace_id';
      this.refuse(column, 'only an instrument holds for one workspace or meter; leave it empty');
    }
  }

  #text(column: PackColumn): string | null {
    const text = (this.#record[column] ?? '').trim();
    return text === '' ? null : text;
  }

  #required(column: PackColumn, lengthMax = textLengthMax): string {
    const text = this.#text(column);
    return text === null ? this.refuse(column, 'a value is missing') : this.#checked(column, text, lengthMax);
  }

  #checked(column: PackColumn, text: string, lengthMax: number, isStorable = isStorableText): string {
    if (text.length > lengthMax) {
      return this.refuse(column, `it has ${text.length} characters; at most ${lengthMax} are accepted`);
    }
    return isStorable(text) ? text : this.refuse(column, 'it contains control characters or broken Unicode');
  }

  /** May have several lines. */
  #prose(column: PackColumn): string {
    const text = this.#text(column);
    if (text === null) return this.refuse(column, 'a value is missing');
    return this.#checked(column, text, proseLengthMax, isStorableLines);
  }

  /** As activities may spell it. */
  #meter(): string | null {
    return this.#checked('meter_id', this.#text('meter_id') ?? '', idLengthMax, isStorableLines) || null;
  }

  #matching(column: PackColumn, form: RegExp, accepted: string): string {
    const text = this.#required(column, Number.POSITIVE_INFINITY);
    return text === '' || form.test(text) ? text : this.refuse(column, `${quoted(text)} is not ${accepted}`);
  }

  #decimal(column: PackColumn, form: RegExp, accepted: string): string | null {
    if (this.#text(column) === null) return null;
    const text = this.#matching(column, form, accepted);
    const [whole = '', decimals = ''] = text.replace('-', '').split('.');
    if (Math.max(whole.length, decimals.length) <= digitsMax) return text;
    return this.refuse(
      column,
      `it has ${whole.length} digits and ${decimals.length} decimal places; at most ${digitsMax} of each are accepted`,
    );
  }

  /**
   * A dataset may publish what a process takes out of the air. In an organisation's own factors a negative figure would
   * take removals or avoided emissions off its total, which the GHG Protocol wants reported apart.
   */
  #figure(column: PackColumn, orgId: string | null): string | null {
    const text = this.#decimal(column, /^-?\d+(\.\d+)?$/, 'a plain decimal number such as 0.125');
    if (orgId === null || !text?.startsWith('-')) return text;
    return this.refuse(
      column,
      `${quoted(text)} is negative: removals and avoided emissions are no part of an inventory's totals`,
    );
  }

  /** Empty where there is none, or where it is refused. */
  #date(column: PackColumn, text: string): string {
    if (text === '') return '';
    if (dayNumber(text) === null) {
      return this.refuse(column, `${quoted(text)} is not a date such as 2025-01-31`);
    }
    if (text < dateMin || text > dateMax) return this.refuse(column, `${text} is outside 1900 to 2200`);
    return text;
  }

  #region(): string {
    const text = this.#required('region');
    const code = regionCode(text);
    if (text === '' || /^[\p{L}\p{N}_]+(-[\p{L}\p{N}_]+)*$/u.test(code)) return code;
    return this.refuse('region', `${quoted(text)} is not a code such as GB, US-CAMX or GLOBAL`);
  }

  #unit(): string {
    const text = this.#required('unit');
    if (text === '') return '';
    const unit = resolveUnit(text, countryOf(this.#text('region') ?? ''));
    return unit === null ? this.refuse('unit', whyUnknownUnit(text, null)) : unit.code;
  }

  #choice<Value extends string>(column: PackColumn, choices: readonly Value[]): Value | null {
    const text = this.#text(column);
    if (text === null) return null;
    const known = choices.find((choice) => choice === text);
    if (known === undefined) this.refuse(column, `${quoted(text)} is not ${listed(choices, 'or')}`);
    return known ?? null;
  }

  #scope3Category(scope: number): number | null {
    const text = this.#text('scope3_category');
    if (scope === 3) {
      return Number(this.#matching('scope3_category', /^([1-9]|1[0-5])$/, 'a scope 3 category, 1 to 15'));
    }
    if (text !== null && (scope === 1 || scope === 2)) {
      this.refuse('scope3_category', `${quoted(text)} is given, but the scope is ${scope}; leave it empty`);
    }
    return null;
  }
}
