import { beforeAll, expect, it } from 'vitest';
import { createTenants } from '../../src/app/tenants.ts';
import type { Database } from '../../src/db/database.ts';
import { tenantTransaction } from '../../src/db/tenant-database.ts';
import { ConflictError } from '../../src/domain/errors.ts';
import type { Tenants } from '../../src/http/tenant.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';

describeOnEachDatabase('what a request does in one transaction', (openDatabase) => {
  let db: Database;
  let tenants: Tenants;
  beforeAll(async () => {
    db = await openDatabase();
    tenants = createTenants(db);
  });

  const aBatch = (orgId: string) => ({ orgId, workspaceId: 'ws', activityIds: ['a', 'b'] });
  const batchesOf = async (orgId: string) =>
    (await tenants.of(orgId).batches.listBatches({ orgId, limit: 10, offset: 0 })).total;

  it('is there together, through every store', async () => {
    const orgId = anOrg();
    const id = await tenants.transaction(orgId, async (tenant) => {
      await tenant.factorSets.enable(orgId, 'us-epa-hub-2025', 'me');
      await tenant.batches.createBatch(aBatch(orgId));
      return (await tenant.batches.createBatch(aBatch(orgId))).id;
    });
    expect(await batchesOf(orgId)).toBe(2);
    expect(await tenants.of(orgId).batches.getBatch({ orgId, batchId: id })).not.toBeNull();
    const sets = await tenants.of(orgId).factorSets.list(orgId);
    expect(sets.find((set) => set.id === 'us-epa-hub-2025')?.position).not.toBeNull();
  });

  it('leaves nothing where it fails at its end', async () => {
    const orgId = anOrg();
    const failure = await failureOf(
      tenants.transaction(orgId, async (tenant) => {
        await tenant.batches.createBatch(aBatch(orgId));
        await tenant.factorSets.saveSettings(orgId, { gwpSet: 'AR6' }, 'me');
        throw new Error('at the end');
      }),
    );
    expect(failure).toMatchObject({ message: 'at the end' });
    expect(await batchesOf(orgId)).toBe(0);
    expect((await tenants.of(orgId).factorSets.settings(orgId)).calculation.gwpSet).not.toBe('AR6');
  });

  it('goes on behind a part that failed and was caught', async () => {
    const orgId = anOrg();
    const own = {
      id: 'own:x',
      orgId,
      name: 'x',
      edition: '1',
      level: 'own',
      licence: '',
      source: '',
    } as const;
    await tenants.transaction(orgId, async (tenant) => {
      await tenant.factors.installFactorSet({ ...own, checksum: 'one' }, []);
      const failure = await failureOf(tenant.factors.installFactorSet({ ...own, checksum: 'two' }, []));
      expect(failure).toBeInstanceOf(ConflictError);
      await tenant.batches.createBatch(aBatch(orgId));
    });
    expect(await batchesOf(orgId)).toBe(1);
  });

  it("is asked as the organisation alone, also while the owner is asked for what is nobody's", async () => {
    const [orgId, other] = [anOrg(), anOrg()];
    await tenants.of(other).batches.createBatch(aBatch(other));
    const seen = await tenantTransaction(db, orgId, async (within) => {
      const countTenTimes = async (on: Database) => {
        const found = new Set<unknown>();
        for (let time = 0; time < 10; time++) {
          const { rows } = await on.query(
            `SELECT count(*)::int AS n FROM batch_jobs WHERE org_id = '${other}'`,
          );
          found.add(rows[0]?.n);
        }
        return [...found];
      };
      return Promise.all([within, within.owner].map(countTenTimes));
    });
    expect(seen).toEqual([[0], [1]]);
  });
});
