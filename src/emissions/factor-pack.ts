import { nearestWord } from '../domain/edit-distance.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import { ValidationError } from '../domain/errors.ts';
import { dayNumber } from './calendar.ts';
import { FactorRow } from './factor-row.ts';
import { optionalPackColumns, ownPackColumns, PackProblem, packColumns } from './pack-columns.ts';
import { readPackHeader, readPackRows } from './read-pack-rows.ts';

/** What an organisation's own pack says once for all its factors. */
export interface OwnPack {
  readonly setId: string;
  readonly orgId: string;
  readonly name: string;
  readonly edition: string;
  readonly licence: string;
  readonly source: string;
}

/**
 * Reads a built-in pack whole or not at all. Throws a `ValidationError` that names line and column. Columns that it does
 * not know are left alone.
 */
export function parseFactorPack(csvText: string, setId: string): EmissionFactor[] {
  const names = checkedHeader(readPackHeader(csvText), packColumns);
  const { factors, problems } = readRows(csvText, names, { setId, orgId: null });
  const [problem] = problems;
  if (problem !== undefined) throw problem;
  return factors.map(({ factor }) => factor);
}

/**
 * Reads an organisation's own pack: its factors, or all that is wrong with it. Throws a `ValidationError` where there are
 * no rows to speak of.
 */
export function parseOwnFactorPack(
  csvText: string,
  pack: OwnPack,
): { factors: EmissionFactor[]; problems: PackProblem[] } {
  const names = checkedHeader(readPackHeader(csvText), ownPackColumns);
  refuseUnknownColumns(names);
  const { factors, problems } = readRows(csvText, names, pack, (record) => completed(record, pack));
  const all = [...problems, ...overlaps(factors)].sort((a, b) => a.line - b.line);
  return { factors: factors.map(({ factor }) => factor), problems: all };
}

interface ReadFactor {
  readonly factor: EmissionFactor;
  readonly line: number;
}

type PackRecord = Record<string, string>;

/** Every row becomes a factor, or all that is wrong with it. */
function readRows(
  csvText: string,
  names: readonly string[],
  owner: { readonly setId: string; readonly orgId: string | null },
  completed: (record: PackRecord) => PackRecord = (record) => record,
): { factors: ReadFactor[]; problems: PackProblem[] } {
  const rows = readPackRows(csvText);
  if (rows.length === 0) throw new PackProblem(2, null, null, 'the pack holds no factors');
  const lines = new Map<string, number>();
  const factors: ReadFactor[] = [];
  const problems: PackProblem[] = [];
  for (const { fields, line } of rows) {
    if (fields.length !== names.length) {
      const what = `${fields.length} fields where the header has ${names.length}`;
      problems.push(new PackProblem(line, null, null, what));
      continue;
    }
    const record = Object.fromEntries(names.map((name, place) => [name, fields[place] ?? '']));
    const row = new FactorRow(completed(record), line);
    const factor = row.toFactor(owner.setId, owner.orgId);
    const before = lines.get(factor.id);
    if (before === undefined) lines.set(factor.id, line);
    else if (factor.id !== '') row.refuse('factor_id', `"${factor.id}" stands on line ${before} already`);
    if (row.problems.length === 0) factors.push({ factor, line });
    problems.push(...row.problems);
  }
  return { factors, problems };
}

/** What the pack says for all its factors, where a row does not say otherwise. */
function completed(record: PackRecord, pack: OwnPack): PackRecord {
  const value = record.co2e_kg_per_unit || record.co2_kg_per_unit || 'see the gases';
  const defaults: PackRecord = {
    dataset: pack.name,
    dataset_version: pack.edition,
    licence: pack.licence,
    source_ref: pack.source,
    description: record.category ?? '',
    original_value: value,
    original_unit: `kg per ${record.unit ?? 'unit'}`,
    boundary: 'not stated',
  };
  const given = Object.entries(record).filter(([, text]) => text.trim() !== '');
  return { ...defaults, ...Object.fromEntries(given) };
}

function checkedHeader(header: readonly string[], needed: readonly string[]): readonly string[] {
  const missing = needed.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    const [only = '', ...others] = header;
    const hint = others.length === 0 && /[;\t]/.test(only) ? ' Columns are separated by commas.' : '';
    throw new ValidationError(`line 1: missing columns: ${missing.join(', ')}.${hint}`);
  }
  const twice = header.find((column, place) => header.indexOf(column) !== place);
  if (twice !== undefined) throw new ValidationError(`line 1, ${twice}: the column stands twice.`);
  return header;
}

/** A column with a slip in its name would otherwise be left out without a word. */
function refuseUnknownColumns(header: readonly string[]): void {
  const known: readonly string[] = [...packColumns, ...optionalPackColumns];
  const unknown = header.find((column) => !known.includes(column));
  if (unknown === undefined) return;
  const near = nearestWord(unknown, known);
  const hint = near === null ? `known are ${known.join(', ')}` : `did you mean ${near}?`;
  throw new PackProblem(1, unknown, null, `there is no such column: ${hint}`);
}

/** Two factors of one pack that answer the same question on the same day. */
function overlaps(factors: readonly ReadFactor[]): PackProblem[] {
  const problems: PackProblem[] = [];
  const byKey = new Map<string, ReadFactor[]>();
  for (const read of factors) {
    const { category, region, unit, instrument, workspaceId, meterId } = read.factor;
    const key = JSON.stringify([category, region, unit, instrument, workspaceId, meterId]);
    const others = byKey.get(key) ?? [];
    byKey.set(key, others);
    const other = others.find(({ factor }) => isOverlap(factor, read.factor));
    if (other !== undefined) {
      const what = `"${read.factor.id}" is for the same category, region, unit and days as "${other.factor.id}" on line ${other.line}; end one window before the other begins`;
      problems.push(new PackProblem(read.line, 'valid_from', read.factor.validFrom, what));
    }
    others.push(read);
  }
  return problems;
}

function isOverlap(a: EmissionFactor, b: EmissionFactor): boolean {
  const [aFirst, bFirst] = [dayNumber(a.validFrom) ?? 0, dayNumber(b.validFrom) ?? 0];
  const lastDay = ({ validTo }: EmissionFactor) =>
    validTo === null ? Number.POSITIVE_INFINITY : (dayNumber(validTo) ?? 0);
  return aFirst <= lastDay(b) && bFirst <= lastDay(a);
}
