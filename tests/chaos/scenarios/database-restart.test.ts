import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installBuiltInFactors } from '../../../src/app/built-in-factors.ts';
import type { Database } from '../../../src/db/database.ts';
import { migrateUp } from '../../../src/db/migrator.ts';
import { type BatchJob, JobStatus } from '../../../src/domain/batch-job.ts';
import { silentLogger } from '../../../src/foundation/logger.ts';
import { openAt } from '../../support/each-database.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { SchedulingFixture } from '../../support/scheduling.ts';
import { expectAllEndedWell } from '../invariants.ts';

const batchCount = 20;

describe('a restart of PostgreSQL in the middle of the work', { timeout: 180_000 }, () => {
  let server: PostgresServer;
  let databases: Database[];

  beforeEach(async () => {
    server = await startPostgres(18);
    databases = await Promise.all(['a', 'b'].map(() => openAt(server.urlOf('postgres'))));
    await migrateUp(databases[0] as Database, silentLogger, installBuiltInFactors);
  });

  afterEach(async () => {
    await Promise.all(databases.map((db) => db.close()));
    await server.stop();
  });

  it('costs a batch that it meets one retry at the most, and no activity anything', async () => {
    const [first, second] = databases as [Database, Database];
    const fixture = new SchedulingFixture(first);
    const batches: BatchJob[] = [];
    for (let index = 0; index < batchCount; index++) batches.push(await fixture.submit(30));
    await Promise.all([first, second].map((db) => fixture.node({ chunkSize: 1, workerPoolSize: 3 }, db)));
    await fixture.moments.reached('chunk.committed', {}, 50);
    await server.restart();
    for (const batch of batches) {
      expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, successCount: 30 });
      expect((await fixture.read(batch)).retryCount).toBeLessThanOrEqual(1);
    }
    await fixture.stop();
    await expectAllEndedWell(first);
  });
});
