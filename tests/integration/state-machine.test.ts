import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus, type JobStatusName, jobStatusNames } from '../../src/domain/batch-job.ts';
import { canMove } from '../../src/domain/transitions.ts';
import { anOrg } from '../support/batches.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { failureOf } from '../support/failure.ts';

/** The shortest way to each status, by bare SQL. */
const wayTo: Record<JobStatusName, readonly JobStatusName[]> = {
  pending: [],
  queued: ['queued'],
  processing: ['queued', 'processing'],
  complete: ['queued', 'processing', 'complete'],
  failed: ['queued', 'processing', 'failed'],
  cancelled: ['cancelled'],
};

describeOnEachDatabase('the state machine in SQL', (openDatabase) => {
  let db: Database;

  beforeAll(async () => {
    db = await openDatabase();
  });

  let made = 0;

  async function batchIn(status: JobStatusName): Promise<string> {
    const id = `batch_${++made}`;
    await db.query(
      `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count) VALUES ($1, $2, 'ws-test', 0)`,
      [id, anOrg()],
    );
    for (const step of wayTo[status]) await moveTo(id, step);
    return id;
  }

  /** With whatever else the status asks for, so that nothing but the move itself can be refused. */
  async function moveTo(id: string, status: JobStatusName): Promise<void> {
    await db.query(
      `UPDATE batch_jobs
       SET status = $2::batch_status,
           locked_by = CASE WHEN $2 IN ('queued', 'processing') THEN 'somebody' END,
           locked_until = CASE WHEN $2 IN ('queued', 'processing') THEN now() END,
           completed_at = CASE WHEN $2 IN ('complete', 'failed', 'cancelled') THEN now() END
       WHERE id = $1`,
      [id, status],
    );
  }

  async function statusOf(id: string): Promise<unknown> {
    const { rows } = await db.query('SELECT status FROM batch_jobs WHERE id = $1', [id]);
    return rows[0]?.status;
  }

  for (const from of jobStatusNames) {
    const next = jobStatusNames.filter((to) => canMove(JobStatus[from], JobStatus[to]));
    it(`lets ${from} become ${[...next, 'nothing else'].join(', ')}`, async () => {
      for (const to of jobStatusNames) {
        const id = await batchIn(from);
        if (from === to || next.includes(to)) {
          await moveTo(id, to);
          expect(await statusOf(id)).toBe(to);
        } else {
          const refusal = await failureOf(moveTo(id, to));
          expect(refusal, `${from} -> ${to}`).toMatchObject({
            code: '23514',
            constraint: 'batch_jobs_status_moves',
            message: `A batch cannot move from ${from} to ${to}.`,
          });
          expect(await statusOf(id)).toBe(from);
        }
      }
    });
  }

  it('lets a batch begin as pending and as nothing else', async () => {
    for (const status of jobStatusNames) {
      const insert = db.query(
        `INSERT INTO batch_jobs (id, org_id, workspace_id, activity_count, status, locked_by, locked_until, completed_at)
         VALUES ('batch_born_' || $1, 'org-test', 'ws-test', 0, $1::batch_status,
           CASE WHEN $1 IN ('queued', 'processing') THEN 'somebody' END,
           CASE WHEN $1 IN ('queued', 'processing') THEN now() END,
           CASE WHEN $1 IN ('complete', 'failed', 'cancelled') THEN now() END)`,
        [status],
      );
      if (status === 'pending') await insert;
      else {
        await expect(insert).rejects.toMatchObject({
          constraint: 'batch_jobs_status_moves',
          message: `A batch begins as pending, not as ${status}.`,
        });
      }
    }
  });
});
