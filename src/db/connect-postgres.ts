import pg from 'pg';
import { ConfigurationError } from '../domain/errors.ts';
import { type Insistence, insist, messageOf } from './back-off.ts';
import { disconnect } from './postgres-socket.ts';
import { rowTypes } from './row-types.ts';
import { isTransientDatabaseError } from './transient-errors.ts';

/** The oldest PostgreSQL whose statements are all understood. */
const oldestMajorVersion = 15;
/** One attempt to connect may take this long. */
export const attemptTimeoutMs = 5_000;
/** And has at least this long, however little time is left. */
const attemptTimeoutMsMin = 500;
/** An idle connection whose other end has gone is found within about this and ten seconds. */
const keepAliveAfterMs = 10_000;

export function connectionConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'offgridflow',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveAfterMs,
    connectionTimeoutMillis: attemptTimeoutMs,
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        rowTypes[id] ?? arrayParserOf(id) ?? pg.types.getTypeParser(id, format as 'text'),
    } as pg.CustomTypesConfig,
  };
}

/** Arrays of these types by the type of their elements: int8, date, numeric. */
const elementTypes: Readonly<Record<number, number>> = { 1016: 20, 1182: 1082, 1231: 1700 };

/** node-postgres would make floating point numbers of the numerics in an array. */
function arrayParserOf(id: number): ((text: string) => unknown[]) | undefined {
  const parseElement = rowTypes[elementTypes[id] ?? 0];
  return parseElement && ((text) => arrayParser.create(text, parseElement).parse());
}

/** As it is; its types describe another version. */
const arrayParser = pg.types.arrayParser as unknown as {
  create<T>(source: string, parseElement: (text: string) => T): { parse(): T[] };
};

/**
 * What a statement may take for granted on every connection, whatever the server, the database or the role have for a
 * default: dates that are read as they are written, and statements that see what was committed before they began.
 */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(`
    SET DateStyle = 'ISO';
    SET TimeZone = 'UTC';
    SET default_transaction_isolation = 'read committed'`);
}

/** Resolves when the server has answered. Throws `UnavailableError` after `connectTimeoutMs`, `ConfigurationError` at once. */
export function connectWithBackOff(config: pg.ClientConfig, insistence: Insistence): Promise<void> {
  const { location } = insistence;
  return insist(async (leftMs) => {
    try {
      await checkServer(config, location, leftMs);
    } catch (error) {
      throw isTransientDatabaseError(error) ? error : refused(error, location);
    }
  }, insistence);
}

async function checkServer(config: pg.ClientConfig, location: string, leftMs: number): Promise<void> {
  const timeoutMs = Math.min(attemptTimeoutMs, Math.max(attemptTimeoutMsMin, leftMs));
  const client = new pg.Client({ ...config, connectionTimeoutMillis: timeoutMs, query_timeout: timeoutMs });
  // What goes wrong is told by what is awaited.
  client.on('error', () => {});
  try {
    await client.connect();
    const { version, encoding } = await serverOf(client);
    refuseOldVersion(version, location);
    refuseOtherEncoding(encoding, location);
  } finally {
    await disconnect(client);
  }
}

async function serverOf(client: pg.Client): Promise<{ version: number; encoding: string }> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding`,
  );
  return { version: Number(rows[0]?.version), encoding: String(rows[0]?.encoding) };
}

function refuseOldVersion(version: number, location: string): void {
  const majorVersion = Math.floor(version / 10_000);
  if (majorVersion < oldestMajorVersion) {
    throw new ConfigurationError(
      `DATABASE_URL names PostgreSQL ${majorVersion} at ${location}: PostgreSQL ${oldestMajorVersion} or newer is needed.`,
    );
  }
}

/** Ids and names are of any script, and an end of a range of ids is a character that other encodings do not have. */
function refuseOtherEncoding(encoding: string, location: string): void {
  if (encoding === 'UTF8') return;
  throw new ConfigurationError(
    `DATABASE_URL names a database in ${encoding} at ${location}: UTF8 is needed. Name one that was made with CREATE DATABASE ... TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'.`,
  );
}

/** The server answered and said no: another try would hear the same. */
function refused(error: unknown, location: string): unknown {
  if (error instanceof ConfigurationError) return error;
  return new ConfigurationError(`DATABASE_URL cannot be used: ${location} answered "${messageOf(error)}".`, {
    cause: error,
  });
}

/** Host, port and database, without user and password. Throws `ConfigurationError` for what is no PostgreSQL URL. */
export function locationOf(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new ConfigurationError(
      'DATABASE_URL is not a URL: write postgres://user:password@host:5432/database.',
      { cause },
    );
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new ConfigurationError(
      `DATABASE_URL begins with "${parsed.protocol}//": write postgres://user:password@host:5432/database.`,
    );
  }
  return `${parsed.hostname || 'localhost'}:${parsed.port || 5432}${parsed.pathname}`;
}
