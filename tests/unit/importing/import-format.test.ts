import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  activityColumns,
  multilineColumns,
  ownerColumns,
  requiredColumns,
} from '../../../src/domain/activity-columns.ts';
import { parseActivity } from '../../../src/domain/activity-rules.ts';
import { quantityFault } from '../../../src/domain/quantity-rules.ts';
import { rowErrorCodes } from '../../../src/domain/row-problem.ts';
import { idLengthMax } from '../../../src/domain/storable-text.ts';
import { readCsv } from '../../../src/importing/read-csv.ts';
import { readNdjson } from '../../../src/importing/read-json.ts';
import { resultsColumns } from '../../../src/importing/results-csv.ts';
import { readBlocks, root } from '../../support/document.ts';
import { bytesOf } from './csv-text.ts';

const nobody = { orgId: null, workspaceId: null, isOrgEnforced: false };

describe('docs/import-format.md', () => {
  let tables: Map<string, string[][]>;
  beforeAll(async () => {
    const text = await readFile(`${root}docs/import-format.md`, 'utf8');
    tables = new Map(
      text
        .split(/^## /m)
        .map((section) => [
          section.split('\n', 1)[0] ?? '',
          [...section.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) =>
            row.split(' | ').map((cell) => cell.trim()),
          ),
        ]),
    );
  });

  const rowsOf = (heading: string) => tables.get(heading) ?? [];
  const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

  it('lists every field, what must be there and what may have several lines', () => {
    const fields = rowsOf('Fields').map(([name, needed, what]) => ({
      name: namesIn(name)[0] ?? '',
      needed,
      what,
    }));
    expect(fields.map(({ name }) => name)).toEqual(activityColumns);
    const named = (wanted: string) =>
      fields.filter(({ needed }) => needed === wanted).map(({ name }) => name);
    expect(named('yes')).toEqual(requiredColumns);
    expect(named('see below')).toEqual(ownerColumns);
    const isMultiline = ({ name, what = '' }: (typeof fields)[number]) =>
      what.includes('several lines') || name === 'metadata';
    expect(fields.filter(isMultiline).map(({ name }) => name)).toEqual(multilineColumns);
    expect(fields.find(({ name }) => name === 'id')?.what).toContain(`at most ${idLengthMax} characters`);
  });

  it('reads quantities as the rules do', () => {
    const rows = rowsOf('Quantities');
    expect(rows.length).toBeGreaterThan(8);
    for (const [written, reading] of rows) {
      for (const quantity of namesIn(written)) {
        expect([quantity, quantityFault(quantity ?? '') !== null]).toEqual([
          quantity,
          reading === 'rejected',
        ]);
      }
    }
  });

  it('says of every code what to do, and of no other', () => {
    const codes = rowsOf('What is told of a bad row').flatMap(([code]) => namesIn(code));
    expect(codes.toSorted()).toEqual(rowErrorCodes.toSorted());
  });

  it('lists every column of the results, in their order', () => {
    expect(rowsOf('The results of a run').flatMap(([columns]) => namesIn(columns))).toEqual(resultsColumns);
  });

  it('shows files that can be imported as they stand', async () => {
    const blocks = await readBlocks('docs/import-format.md');
    const ids: string[] = [];
    for (const { language, text } of blocks) {
      const rows = language === 'csv' ? readCsv(bytesOf(text), nobody) : readNdjson(bytesOf(text));
      for await (const { values, problems } of rows) {
        const parsed = parseActivity(values, nobody);
        expect(problems).toEqual([]);
        if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
        ids.push(parsed.activity.id);
      }
    }
    expect(ids).toEqual(['office-power-03', 'van-diesel-03', 'office-power-03']);
  });
});
