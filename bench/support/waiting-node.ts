/** A node whose processor waits for a service, as a process of its own: `node waiting-node.ts DATABASE_URL WAIT_MS`. */
import { setTimeout } from 'node:timers/promises';
import { BatchScheduler } from '../../src/app/batch-scheduler.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import type { ActivityOutcome } from '../../src/domain/outcome.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';

const [url = '', waitMs = ''] = process.argv.slice(2);
const db = await openPostgres({ url, poolSize: 10, connectTimeoutMs: 10_000, logger: silentLogger });
const scheduler = new BatchScheduler(new PostgresBatchStore(db), silentLogger, {
  processor: {
    name: 'waiting',
    process: async (activities) => {
      await setTimeout(Number(waitMs));
      return activities.map(
        ({ id }): ActivityOutcome => ({
          activityId: id,
          kind: 'result',
          result: { scope: 3, co2eKg: '1', method: 'asked_a_service' },
        }),
      );
    },
  },
});
await scheduler.start();
process.send?.('started');
process.once('message', async () => {
  await scheduler.stop();
  await db.close();
  process.disconnect();
});
