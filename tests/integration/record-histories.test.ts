import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { sumDecimals } from '../../src/domain/decimal.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { PostgresComparisonStore } from '../../src/store/postgres-comparison-store.ts';
import { PostgresCurrentRecords } from '../../src/store/postgres-record-store.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';

/** Few of everything, so that chance brings equal times, equal factors and records that are missing. */
const activityCount = 4;
const batchCount = 4;

const aRecord = fc.record({
  version: fc.integer({ min: 1, max: 2 }),
  second: fc.integer({ min: 0, max: 3 }),
  scope: fc.constantFrom(1, 2),
  category: fc.constantFrom('diesel', 'power'),
  kg: fc.constantFrom('0', '1.5', '0.000000001', '-2', '123456789012345678.25'),
  marketKg: fc.constantFrom('0.1', '7'),
  factor: fc.constantFrom('f-1', 'f-2'),
  gwp: fc.constantFrom('AR5', 'AR6'),
});
type Figures = typeof aRecord extends fc.Arbitrary<infer Value> ? Value : never;

const aHistory = fc.record({
  versions: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: activityCount, maxLength: activityCount }),
  scenarios: fc.array(fc.boolean(), { minLength: batchCount, maxLength: batchCount }),
  /** By batch, then by activity. */
  records: fc.array(fc.array(fc.option(aRecord), { minLength: activityCount, maxLength: activityCount }), {
    minLength: batchCount,
    maxLength: batchCount,
  }),
});
type History = typeof aHistory extends fc.Arbitrary<infer Value> ? Value : never;

interface Row extends Figures {
  readonly activityId: string;
  readonly batchId: string;
  readonly isScenario: boolean;
}

describeOnEachDatabase('whatever the history of records', (openDatabase) => {
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase();
  });

  it('current, stale and missing records, and comparisons, are what they are said to be', async () => {
    const store = new PostgresBatchStore(db);
    const currentRecords = new PostgresCurrentRecords(db);
    const comparisons = new PostgresComparisonStore(db);
    await fc.assert(
      fc.asyncProperty(aHistory, async (history) => {
        const orgId = anOrg();
        const batchIds = history.records.map((_, place) => `${orgId}-b${place}`);
        const rows = rowsOf(history, batchIds);
        await write(db, orgId, history, batchIds, rows);
        const activities = history.versions.map((version, place) => ({ id: `a${place}`, version }));

        const current = activities.map(({ id }) => slowCurrent(rows.filter((row) => row.activityId === id)));
        const listed = await currentRecords.listCurrentRecords({ orgId }, { limit: 100 });
        expect(listed.map(({ activityId, batchId, isStale }) => [activityId, batchId, isStale])).toEqual(
          activities.flatMap(({ id, version }, place) => {
            const row = current[place];
            return row ? [[id, row.batchId, version > row.version]] : [];
          }),
        );
        for (const [place, { id }] of activities.entries()) {
          const state = await currentRecords.getActivityState(orgId, id);
          expect(state?.record?.batchId).toBe(current[place]?.batchId);
        }

        const stale = listed.filter(({ isStale }) => isStale).length;
        const missing = activityCount - listed.length;
        for (const [filter, count] of [
          [{ stale: true }, stale],
          [{ withoutRecord: true }, missing],
          [{ stale: true, withoutRecord: true }, stale + missing],
        ] as const) {
          const submission = store.createBatchFromFilter({ orgId, workspaceId: 'w', filter });
          if (count === 0) await expect(submission).rejects.toThrow(/activity of workspace w/);
          else expect((await submission).activityCount).toBe(count);
        }

        const [batchId = '', baseId] = [...batchIds].reverse();
        for (const base of [baseId, undefined]) {
          const comparison = await comparisons.compareBatch({ orgId, batchId }, base);
          const pairs = activities.map(({ id }) => {
            const own = rows.filter((row) => row.activityId === id);
            const after = own.find((row) => row.batchId === batchId);
            const before =
              base === undefined ? slowPrevious(own, after) : own.find((row) => row.batchId === base);
            return { before, after };
          });
          const total = { ...comparison.total };
          const sumOf = (sides: (Row | undefined)[]) => sumDecimals(sides.map((row) => row?.kg ?? '0'));
          expect(total.locationBased.baseKg).toBe(sumOf(pairs.map(({ before }) => before)));
          expect(total.locationBased.newKg).toBe(sumOf(pairs.map(({ after }) => after)));
          for (const lines of [comparison.byScope, comparison.byCategory, comparison.byCause]) {
            for (const method of ['locationBased', 'marketBased'] as const) {
              const differences = lines.map((line) => line[method].differenceKg);
              expect(sumDecimals(differences)).toBe(total[method].differenceKg);
            }
          }
          const counts: Record<string, number> = {};
          for (const { before, after } of pairs) {
            const cause = slowCause(before, after);
            if (cause !== null) counts[cause] = (counts[cause] ?? 0) + 1;
          }
          expect(
            Object.fromEntries(
              comparison.byCause.map((line) => [
                line.cause,
                Math.max(line.baseActivities, line.newActivities),
              ]),
            ),
          ).toEqual(counts);
        }
      }),
      { numRuns: 25 },
    );
  });
});

function rowsOf(history: History, batchIds: readonly string[]): Row[] {
  return history.records.flatMap((records, batch) =>
    records.flatMap((figures, activity) =>
      figures === null
        ? []
        : [
            {
              ...figures,
              activityId: `a${activity}`,
              batchId: batchIds[batch] ?? '',
              isScenario: history.scenarios[batch] ?? false,
            },
          ],
    ),
  );
}

function isBefore(a: Row, b: Row): boolean {
  return a.second === b.second ? a.batchId < b.batchId : a.second < b.second;
}

function slowCurrent(rows: readonly Row[]): Row | undefined {
  const counted = rows.filter((row) => !row.isScenario);
  return counted.find((row) => counted.every((other) => other === row || isBefore(other, row)));
}

/** Without a record of its own the batch is compared with all that was there when it ended. */
function slowPrevious(rows: readonly Row[], after: Row | undefined): Row | undefined {
  return slowCurrent(rows.filter((row) => after === undefined || isBefore(row, after)));
}

function slowCause(before: Row | undefined, after: Row | undefined): string | null {
  if (before === undefined) return after === undefined ? null : 'added';
  if (after === undefined) return 'removed';
  const causes: string[] = [];
  if (before.version !== after.version) causes.push('activity_data');
  // A factor has one scope: with another scope it is another factor, whatever its name.
  if (before.factor !== after.factor || before.scope !== after.scope) causes.push('factor');
  // The factor's value is weighted from its gases here, so that its potentials are a matter of method.
  if (before.gwp !== after.gwp) causes.push('method');
  if (causes.length > 1) return 'several';
  if (causes.length === 1) return causes[0] ?? null;
  const isSame = before.kg === after.kg && marketOf(before) === marketOf(after);
  return isSame ? 'none' : 'method';
}

function marketOf(row: Row): string {
  return row.scope === 2 ? row.marketKg : row.kg;
}

async function write(
  db: Database,
  orgId: string,
  history: History,
  batchIds: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  await db.query(
    `INSERT INTO activities (org_id, id, workspace_id, source, category, location, quantity, unit, period_start,
       period_end, data_quality, version)
     SELECT $1, 'a' || place - 1, 'w', 'api', 'power', 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured', version
     FROM unnest($2::int[]) WITH ORDINALITY AS given (version, place)`,
    [orgId, history.versions],
  );
  await db.query(
    `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count) SELECT id, $1, 'w', $3 FROM unnest($2::text[]) AS id`,
    [orgId, batchIds, activityCount],
  );
  await db.query(
    `UPDATE batch_jobs SET status = 'cancelled', completed_at = '2025-01-01T00:01:00Z' WHERE id = ANY ($1)`,
    [batchIds],
  );
  await db.query(
    `INSERT INTO batch_activity_refs (org_id, batch_id, activity_id)
     SELECT $1, batch, 'a' || place FROM unnest($2::text[]) AS batch, generate_series(0, $3 - 1) AS place`,
    [orgId, batchIds, activityCount],
  );
  await db.query(
    `INSERT INTO emission_records (org_id, batch_id, activity_id, workspace_id, category, location, quantity, unit,
       period_start, period_end, data_quality, activity_version, is_scenario, scope, co2e_kg, factor_id, factor_set,
       factor_value, co2e_basis, gwp_set, market_co2e_kg, market_basis, method, attempt, calculated_at)
     SELECT $1, r."batchId", r."activityId", 'w', r.category, 'GB', 1, 'kWh', '2025-01-01', '2025-01-31', 'measured',
       r.version, r."isScenario", r.scope, r.kg, r.factor, 's', r.kg, 'gases', r.gwp,
       CASE WHEN r.scope = 2 THEN r."marketKg" END, CASE WHEN r.scope = 2 THEN 'supplier' END, 'test', 1,
       timestamptz '2025-01-01T00:00:00Z' + r.second * interval '1 second'
     FROM jsonb_to_recordset($2::jsonb) AS r ("activityId" text, "batchId" text, "isScenario" boolean, version int,
       second int, scope smallint, category text, kg numeric, "marketKg" numeric, factor text, gwp text)`,
    [orgId, JSON.stringify(rows)],
  );
}
