import { expect, it } from 'vitest';
import { tenantTransaction } from '../../src/db/tenant-database.ts';
import { isLockTimeout } from '../../src/db/transient-errors.ts';
import { PostgresAnswerStore } from '../../src/store/postgres-answer-store.ts';
import { anOrg } from '../support/batches.ts';
import { openTestPostgres } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';

const requestHash = '0'.repeat(64);
const answer = { status: 201, headers: { location: '/x' }, body: '{"a":1}' };

it('a key is waited for while another transaction has it, no longer than was said, and given with its answer', async () => {
  const db = await openTestPostgres();
  const orgId = anOrg();
  const asked = { orgId, actor: 'me', key: 'k', requestHash };
  const reserve = (org: string, waitMs: number) =>
    tenantTransaction(db, org, (within) =>
      new PostgresAnswerStore(within).reserve({ ...asked, orgId: org }, waitMs),
    );
  const waiting = await tenantTransaction(db, orgId, async (within) => {
    const answers = new PostgresAnswerStore(within);
    expect(await answers.reserve(asked, 60_000)).toBeNull();
    expect(isLockTimeout(await failureOf(reserve(orgId, 10)))).toBe(true);
    // Another organisation's key is another one.
    expect(await reserve(anOrg(), 10)).toBeNull();
    const later = reserve(orgId, 60_000);
    await answers.keep(asked, answer);
    return { later };
  });
  expect(await waiting.later).toEqual({ ...answer, requestHash });
  await db.close();
});

it('a key is free again where the transaction that had it fails', async () => {
  const db = await openTestPostgres();
  const orgId = anOrg();
  const asked = { orgId, actor: 'me', key: 'k', requestHash };
  const failing = tenantTransaction(db, orgId, async (within) => {
    await new PostgresAnswerStore(within).reserve(asked, 60_000);
    throw new Error('gone');
  });
  expect(await failureOf(failing)).toMatchObject({ message: 'gone' });
  const again = tenantTransaction(db, orgId, (within) =>
    new PostgresAnswerStore(within).reserve({ ...asked, requestHash: 'f'.repeat(64) }, 10),
  );
  expect(await again).toBeNull();
  await db.close();
});
