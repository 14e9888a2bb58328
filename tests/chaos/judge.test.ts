import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queryable } from '../../src/db/database.ts';
import {
  importActivities,
  type NewActivity,
  type OffGridFlow,
  openOffGridFlow,
  waitForBatch,
} from '../../src/index.ts';
import { createTestDatabase } from '../support/each-database.ts';
import { judge } from './judge.ts';
import { knownActivities } from './load/known-activities.ts';
import { hashOf, type KnownBatch, Ledger } from './load/ledger.ts';
import { Report } from './report.ts';
import { watchRules } from './watch-rules.ts';

const orgId = 'org-1';
const owner = { orgId, workspaceId: 'ws-chaos' };
const activities = knownActivities({ electricity: 20, gas: 5, wrong: 2, mendable: 1 }, 1);

describe('the judge of the chaos runs', () => {
  let flow: OffGridFlow;
  /** What their client was told when it submitted them. */
  let submitted: Pick<KnownBatch, 'id' | 'activityCount' | 'idsHash'>[];

  beforeAll(async () => {
    flow = await openOffGridFlow({ databaseUrl: await createTestDatabase() });
    const rows = activities.map(
      ({ id, fields }) => ({ ...camelCased(fields), id }) as unknown as NewActivity,
    );
    await importActivities(flow, rows, owner);
    await flow.scheduler.start();
    submitted = [];
    // The first is complete, the second failed for its errors.
    for (const ids of [activities.slice(0, 20), activities]) {
      const activityIds = ids.map(({ id }) => id);
      const batch = await flow.scheduler.submitBatch(orgId, owner.workspaceId, activityIds);
      submitted.push({ id: batch.id, activityCount: activityIds.length, idsHash: hashOf(activityIds) });
      await waitForBatch(flow, { orgId, batchId: batch.id });
    }
    await flow.scheduler.stop();
  });
  afterAll(() => flow.close());

  /** The book of a client that was told what is so. */
  function aLedger(): Ledger {
    const ledger = new Ledger();
    for (const { id, activityCount, idsHash } of submitted) {
      ledger.acknowledge(orgId, id, activityCount, idsHash);
    }
    return ledger;
  }

  /** What the judge finds after `tamper`, and after `tell` has changed the book. */
  function found(tamper: string, tell: (ledger: Ledger) => void = () => {}): Promise<string[]> {
    const ledger = aLedger();
    tell(ledger);
    return seen(tamper, (db, report) => judge({ db, ledger, orgIds: [orgId], activities, report }));
  }

  /** What `look` reports after `tamper`, all of which is taken back. */
  async function seen(
    tamper: string,
    look: (db: Queryable, report: Report) => Promise<unknown>,
  ): Promise<string[]> {
    const report = new Report(0, () => {});
    const takenBack = new Error('taken back');
    await flow.db
      .transaction(async (db) => {
        // Neither triggers nor constraints help: what they prevent is made.
        await db.query(`SET LOCAL session_replication_role = replica`);
        if (tamper !== '') await db.query(tamper);
        await look(db, report);
        throw takenBack;
      })
      .catch((error) => {
        if (error !== takenBack) throw error;
      });
    return report.violations;
  }

  it('finds nothing where nothing is wrong', async () => {
    expect(await found('')).toEqual([]);
  });

  const first = `(SELECT id FROM batch_jobs ORDER BY created_at LIMIT 1)`;
  const wrongs: Readonly<Record<string, readonly [tamper: string, finding: RegExp]>> = {
    'a count that is wrong': [
      `UPDATE batch_counts SET complete = complete + 1 WHERE ctid = (SELECT ctid FROM batch_counts LIMIT 1)`,
      /the counts say how many batches there are/,
    ],
    'a record that is lost': [
      `DELETE FROM emission_records WHERE batch_id = ${first} AND activity_id = 'el-000003'`,
      /the success count is the number of records/,
    ],
    'a record with a wrong figure, though the total agrees': [
      `UPDATE emission_records SET co2e_kg = co2e_kg + CASE activity_id WHEN 'el-000001' THEN 1 ELSE -1 END
       WHERE activity_id IN ('el-000001', 'el-000002')`,
      /a record has the figure that was known/,
    ],
    'an error with another code': [
      `UPDATE activity_errors SET code = 'INVALID_PERIOD' WHERE activity_id = 'wrong-000001'`,
      /an error has the code that was known/,
    ],
    'a record and an error of one activity': [
      `INSERT INTO activity_errors (org_id, batch_id, attempt, activity_id, code, details)
       SELECT org_id, batch_id, 1, activity_id, 'NO_FACTOR', '' FROM emission_records LIMIT 1`,
      /no activity has both a record and an error/,
    ],
    'a total that is not the sum': [
      'UPDATE batch_jobs SET total_emissions = total_emissions + 0.000000001',
      /the total exactly their sum/,
    ],
    'an acknowledged batch that is gone': [
      `DELETE FROM batch_jobs WHERE id = ${first}`,
      /was acknowledged and is not there/,
    ],
    'a batch with another activity than was submitted': [
      `UPDATE batch_activity_refs SET activity_id = 'el-000021' WHERE batch_id = ${first} AND activity_id = 'el-000020'`,
      /has other activities than were submitted/,
    ],
    'a batch that nobody has asked for': [
      `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count) VALUES ('batch_x', '${orgId}', 'w', 0)`,
      /org-1 has 3 batches, and must have 2 to 2/,
    ],
    'a batch that never ends': [
      `UPDATE batch_jobs SET status = 'pending', completed_at = NULL`,
      /nothing is left pending/,
    ],
    'a cancellation that nobody has asked for': [
      `INSERT INTO batch_progress_log (org_id, batch_id, event, status, success_count, error_count, total_emissions,
         retry_count, fencing_token, actor)
       SELECT org_id, id, 'cancelled', status, success_count, error_count, total_emissions, retry_count,
         fencing_token, 'api' FROM batch_jobs`,
      /was cancelled 1 times/,
    ],
    'a commit of somebody who held no lease': [
      `UPDATE batch_progress_log SET actor = 'node-x' WHERE event = 'completed'`,
      /what a worker writes stands under the token of its own claim/,
    ],
    'a token that was given out twice': [
      `INSERT INTO batch_progress_log (org_id, batch_id, event, status, success_count, error_count, total_emissions,
         retry_count, fencing_token, actor)
       SELECT org_id, batch_id, event, status, success_count, error_count, total_emissions, retry_count,
         fencing_token, 'node-x' FROM batch_progress_log WHERE event = 'claimed'`,
      /no token is given out twice/,
    ],
    'a counter that went back': [
      `UPDATE batch_progress_log SET success_count = success_count + 100 WHERE event = 'claimed'`,
      /the log never goes back/,
    ],
    'a batch that failed for no reason': [
      `UPDATE batch_jobs SET status = 'failed', error_message = 'bad luck' WHERE id = ${first}`,
      /a batch is complete or failed as its activities have it/,
    ],
  };
  it.each(Object.entries(wrongs))('finds %s', async (_, [tamper, finding]) => {
    expect((await found(tamper)).join('\n')).toMatch(finding);
  });

  /** What the client was told of its first batch. */
  const told: Readonly<Record<string, readonly [tell: (batch: KnownBatch) => void, finding: string]>> = {
    'a deletion': [
      ({ deletes }) => (deletes.acknowledged = 1),
      'is there although its deletion was acknowledged',
    ],
    'a cancellation': [({ cancels }) => (cancels.acknowledged = 1), 'is complete, and was cancelled'],
    'a second retry': [({ retries }) => (retries.acknowledged = 2), 'was retried 0 times'],
    'one activity more': [(batch) => Object.assign(batch, { activityCount: 21 }), 'has 20 of 21 activities'],
  };
  it.each(Object.entries(told))(
    'finds that %s was acknowledged and is not so',
    async (_, [tell, finding]) => {
      const findings = await found('', ({ batches: [first] }) => tell(first as KnownBatch));
      expect(findings.join('\n')).toContain(finding);
    },
  );

  it('finds that a submission was acknowledged of which nothing is there', async () => {
    expect(await found('', (ledger) => (ledger.submissionsOf(orgId).acknowledged += 1))).toEqual([
      'org-1 has 2 batches, and must have 3 to 3',
    ]);
  });

  it('takes no offence at what had no answer, whether it was done or not', async () => {
    const noAnswers = (ledger: Ledger) => {
      ledger.submissionsOf(orgId).unknown += 1;
      for (const { cancels, retries, deletes } of ledger.batches) {
        for (const asked of [cancels, retries, deletes]) asked.unknown += 1;
      }
    };
    expect(await found('', noAnswers)).toEqual([]);
    const deleted = ['emission_records', 'activity_errors', 'batch_activity_refs', 'batch_progress_log']
      .map((table) => `${table}_gone AS (DELETE FROM ${table} WHERE batch_id = ${first})`)
      .join(', ');
    const counted = `counted AS (
      INSERT INTO batch_counts (org_id, workspace_id, priority, batches, complete, failed, cancelled)
      SELECT org_id, workspace_id, priority, -1, -(status = 'complete')::int, -(status = 'failed')::int,
        -(status = 'cancelled')::int
      FROM batch_jobs WHERE id = ${first})`;
    const deletion = `WITH ${deleted}, ${counted} DELETE FROM batch_jobs WHERE id = ${first}`;
    expect(await found(deletion, noAnswers)).toEqual([]);
  });

  it('has its rules watched in the middle of the work too', async () => {
    const watchOnce = (db: Queryable, report: Report) => watchRules(db, report)();
    expect(await seen('', watchOnce)).toEqual([]);
    const tamper = `DELETE FROM batch_activity_refs WHERE activity_id = 'el-000003'`;
    expect((await seen(tamper, watchOnce)).join('\n')).toContain(
      'in the middle of the work: the activity count is the number of refs',
    );
  });
});

function camelCased(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replaceAll(/_[a-z]/g, ([, letter = '']) => letter.toUpperCase()),
      value,
    ]),
  );
}
