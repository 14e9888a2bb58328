import { beforeAll, describe, expect, it } from 'vitest';
import { succeeds } from '../../support/batches.ts';
import { runCli } from '../../support/cli.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { ApiUnderTest } from '../api/api-under-test.ts';

describe('verify', () => {
  let databaseUrl: string;
  let batchId: string;
  let orgId: string;

  beforeAll(async () => {
    databaseUrl = await createTestDatabase();
    const db = await openAt(databaseUrl);
    const tenant = new ApiUnderTest(db).tenant();
    await tenant.submitAndProcess();
    batchId = await tenant.submitAndProcess(succeeds({ co2eKg: '1' }));
    orgId = tenant.orgId;
    await db.close();
  });

  it('prints each difference and ends with 2, as text and as JSON', async () => {
    const env = { DATABASE_URL: databaseUrl };
    const { code, stdout, stderr } = await runCli(['verify', '--batch', batchId], env);
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toBe(
      [1, 2, 3]
        .map((n) => `batch ${batchId}, activity act-000${n}: co2e_kg is 1, expected 17.7\n`)
        .join('')
        .concat('Verified 1 batch, 3 records, 0 errors: 3 differences.\n'),
    );
    const answer = await runCli(['verify', '--org', orgId, '--json'], env);
    expect(answer.code).toBe(2);
    expect(JSON.parse(answer.stdout)).toMatchObject({
      batches: 2,
      records: 6,
      difference_count: 3,
      is_equal: false,
      differences: [{ batch_id: batchId, activity_id: 'act-0001', stored: '1', expected: '17.7' }, {}, {}],
    });
  });

  it('ends with 0 where there is no difference, and with 1 where it could not look', async () => {
    const env = { DATABASE_URL: databaseUrl };
    const none = await runCli(['verify', '--org', 'org-other', '--json'], env);
    expect([none.code, JSON.parse(none.stdout)]).toMatchObject([0, { is_equal: true, differences: [] }]);
    const empty = await runCli(['verify'], { DATABASE_URL: await createTestDatabase('template0') });
    expect([empty.code, empty.stderr]).toEqual([1, expect.stringContaining('offgridflow migrate up')]);
  });
});
