/**
 * A node in a process of its own whose processor blocks the event loop. Arguments: the database's URL, the lock timeout,
 * the chunk timeout, and for how long it blocks the first time it is asked, all in milliseconds; `Infinity` is for ever.
 * The statements that wait for a connection meanwhile must not fail. Says its name, when it blocks, and how the batch ended.
 */
import { setTimeout } from 'node:timers/promises';
import { BatchScheduler } from '../../src/app/batch-scheduler.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { succeeds } from './batches.ts';
import { Moments } from './moments.ts';
import { RecordedProcessor } from './scheduling.ts';

const [url = '', lockTimeout, chunkTimeout, blockMs] = process.argv.slice(2);
const moments = new Moments();
const nothing = new Int32Array(new SharedArrayBuffer(4));
const say = (text: string) => process.stdout.write(`${text}\n`);

const processor = new RecordedProcessor(async (ids) => {
  if (processor.calls.length === 1) {
    say('blocks');
    // More than there are idle connections for: some are made, some are waited for.
    const statements = Array.from({ length: 20 }, () => db.query('SELECT 1'));
    Atomics.wait(nothing, 0, 0, Number(blockMs));
    await Promise.all(statements);
  }
  return ids.map(succeeds());
});

const db = await openPostgres({ url, poolSize: 10, connectTimeoutMs: 10_000, logger: silentLogger });
const scheduler = new BatchScheduler(new PostgresBatchStore(db), silentLogger, {
  pollingInterval: 3_600_000,
  jitterRange: 0,
  lockTimeout: Number(lockTimeout),
  chunkTimeout: Number(chunkTimeout),
  chunkSize: 1,
  processor,
  probe: moments.probe,
});
await scheduler.start();
// However slow the machine is: a lease of two seconds is too short for a thread that has not begun.
const heartbeat = `SELECT 1 FROM pg_stat_activity
  WHERE application_name = 'offgridflow heartbeat' AND datname = current_database()`;
while ((await db.query(heartbeat)).rowCount === 0) await setTimeout(20);
say(`works as ${scheduler.nodeId}`);
const { status } = await moments.reached('batch.finished');
say(`ended ${status}`);
await scheduler.stop();
await db.close();
