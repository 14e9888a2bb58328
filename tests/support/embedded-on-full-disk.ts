/**
 * A process that has the embedded database on a small disk, in the directory of its first argument. It fills the disk,
 * makes room again, and prints what it saw as JSON.
 */
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openPglite } from '../../src/db/pglite.ts';
import { describeDatabaseFault, isTransientDatabaseError } from '../../src/db/transient-errors.ts';
import { RecordedListener } from './recorded-listener.ts';

const [disk = ''] = process.argv.slice(2);
const filler = join(disk, 'filler');
/** Too little for another segment of the log. */
const roomLeft = 2_000_000;

const db = await openPglite(join(disk, 'data'));
const listener = new RecordedListener();
await db.listen(['news'], listener);
await db.query('CREATE TABLE rows_written (n int, text text)');
process.stdout.write(`${JSON.stringify({ table: await tableFull(), log: await logFull() })}\n`);
await db.close();
// What has ended by itself may have left a timer.
process.exit();

/** A table that cannot grow: one statement fails, and the next works. */
async function tableFull() {
  await fill();
  let committed = await count();
  const fault = await faultOf(async () => {
    for (;;) {
      await db.query(
        'INSERT INTO rows_written SELECT $1, string_agg(md5(random()::text), $2) FROM generate_series(1, 200)',
        [committed + 1, ''],
      );
      committed += 1;
    }
  });
  const readable = await count();
  await rm(filler);
  await db.query('INSERT INTO rows_written VALUES ($1)', [committed + 1]);
  return { fault, lost: committed - readable, lostAfter: committed + 1 - (await count()) };
}

/** A log that cannot grow: PostgreSQL ends itself, and is opened again once there is room. */
async function logFull() {
  await fill();
  let committed = await count();
  const fault = await faultOf(async () => {
    for (;;) {
      await db.transaction((tx) => tx.query('INSERT INTO rows_written VALUES ($1)', [committed + 1]));
      committed += 1;
      await db.query('SELECT pg_switch_wal()');
    }
  });
  const meanwhile = await faultOf(count);
  await rm(filler);
  const readable = await untilItWorks(count);
  // What failed may have happened: its answer says neither.
  const lost = committed - readable;
  await db.query(`SELECT pg_notify('news', 'after')`);
  await listener.heard('news: after');
  return { fault, meanwhile, lost: lost === -1 ? 0 : lost, heard: listener.events };
}

async function fill(): Promise<void> {
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(bavail * bsize - roomLeft));
}

async function count(): Promise<number> {
  const { rows } = await db.query<{ count: number }>('SELECT count(*)::int AS count FROM rows_written');
  return rows[0]?.count ?? Number.NaN;
}

async function faultOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (error) {
    return `${isTransientDatabaseError(error) ? 'transient' : 'lasting'}: ${describeDatabaseFault(error)}`;
  }
  return 'none';
}

async function untilItWorks<T>(act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch {
      await setTimeout(50);
    }
  }
}
