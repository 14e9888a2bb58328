import { beforeAll, expect, it } from 'vitest';
import { type ImportOptions, importActivities } from '../../src/importing/import-activities.ts';
import type { InputRow } from '../../src/importing/input-row.ts';
import { readCsv } from '../../src/importing/read-csv.ts';
import { PostgresActivityStore } from '../../src/store/postgres-activity-store.ts';
import { activitiesCsv, anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';

describeOnEachDatabase('importActivities', (openDatabase) => {
  let store: PostgresActivityStore;
  beforeAll(async () => {
    store = new PostgresActivityStore(await openDatabase());
  });

  const ownedBy = (orgId: string) => ({ orgId, workspaceId: 'main', isOrgEnforced: true });

  async function* bytesOf(text: string) {
    yield Buffer.from(text);
  }

  const rowsOf = (rows: Parameters<typeof activitiesCsv>[0], orgId: string) =>
    readCsv(bytesOf(activitiesCsv(rows)), ownedBy(orgId));

  async function importRows(
    rows: AsyncIterable<InputRow>,
    orgId: string,
    options: Partial<ImportOptions> = {},
    key: string | null = null,
  ) {
    const begun = await store.beginImport('test', key);
    return importActivities(store, begun, rows, { owner: ownedBy(orgId), ...options });
  }

  const numbered = (count: number, fields = {}) =>
    Array.from({ length: count }, (_, index) => ({ id: `act-${index}`, ...fields }));

  it('counts what is new, changed and as it was', async () => {
    const org = anOrg();
    const first = await importRows(rowsOf(numbered(5), org), org);
    expect(first).toEqual({
      imported: 5,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      errors: [],
      errorGroups: [],
    });
    const rows = [...numbered(3), { id: 'act-3', quantity: '7' }, { id: 'act-new' }];
    expect(await importRows(rowsOf(rows, org), org)).toMatchObject({ imported: 1, updated: 1, unchanged: 3 });
  });

  it('keeps the first hundred problems in the order of their lines, and counts all', async () => {
    const org = anOrg();
    const rows = [
      { id: 'a' },
      ...Array.from({ length: 70 }, () => ({ id: 'b', quantity: 'x', unit: '' })),
      { id: 'a', quantity: '7' },
      ...Array.from({ length: 60 }, () => ({ id: '' })),
    ];
    const { errors, errorGroups, rejected, imported } = await importRows(rowsOf(rows, org), org);
    expect({ imported, rejected }).toEqual({ imported: 1, rejected: 131 });
    expect(errors).toHaveLength(100);
    expect(errors.slice(0, 2).map(({ line, column }) => [line, column])).toEqual([
      [3, 'quantity'],
      [3, 'unit'],
    ]);
    expect(errorGroups.map(({ code, count, examples }) => [code, count, examples.length])).toEqual([
      ['INVALID_QUANTITY', 70, 3],
      ['MISSING_VALUE', 60, 3],
      ['DUPLICATE_ID', 1, 1],
    ]);
  });

  it('tells after each write how far it is, the last line at the end', async () => {
    const org = anOrg();
    const told: number[] = [];
    await importRows(rowsOf(numbered(4_500), org), org, { onProgress: (line) => told.push(line) });
    expect(told).toEqual([2_001, 4_001, 4_501]);
  });

  it('goes on behind what an interrupted import has written, and counts the whole', async () => {
    const org = anOrg();
    const key = `key-${org}`;
    const interruption = new AbortController();
    const reason = new Error('interrupted');
    const rows = [...numbered(2_500), { id: 'act-0', quantity: '9' }, { id: 'bad', quantity: 'x' }];
    const onProgress = () => interruption.abort(reason);
    const stopped = importRows(rowsOf(rows, org), org, { signal: interruption.signal, onProgress }, key);
    expect(await failureOf(stopped)).toBe(reason);
    const { linesDone } = await store.beginImport('test', key);
    expect(linesDone).toBe(2_001);
    expect(await importRows(rowsOf(rows, org), org, {}, key)).toMatchObject({
      imported: 2_500,
      rejected: 2,
      errors: [
        { line: 2_502, code: 'DUPLICATE_ID' },
        { line: 2_503, code: 'INVALID_QUANTITY' },
      ],
    });
  });

  it('passes on what the rows end in, with what was written kept', async () => {
    const org = anOrg();
    const broken = new Error('the upload broke off');
    async function* breaking() {
      yield* rowsOf(numbered(2_100), org);
      throw broken;
    }
    expect(await failureOf(importRows(breaking(), org))).toBe(broken);
  });

  it('reads no further ahead than the rows of one write', async () => {
    const org = anOrg();
    let read = 0;
    let ahead = 0;
    async function* counted() {
      for await (const row of rowsOf(numbered(10_000), org)) {
        read += 1;
        yield row;
      }
    }
    await importRows(counted(), org, {
      onProgress: (line) => {
        ahead = Math.max(ahead, read - (line - 1));
      },
    });
    expect(ahead).toBeLessThanOrEqual(4_001);
  });
});
