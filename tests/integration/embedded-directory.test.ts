import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openPglite } from '../../src/db/pglite.ts';
import { ConfigurationError, UnavailableError } from '../../src/domain/errors.ts';
import { failureOf } from '../support/failure.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const program = fileURLToPath(new URL('../support/embedded-holder.ts', import.meta.url));

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
/** One database for all cases that need one: to make another takes seconds. */
let path: string;
let holder: ChildProcess | null = null;

describe('the directory of the embedded database', () => {
  beforeAll(async () => {
    directory = await temporaryDirectory();
    path = directory.path('data');
  });
  afterEach(() => kill());
  afterAll(() => directory.remove());

  it('is refused to a second process, in a sentence that names the first and what to do', async () => {
    const { pid } = await startHolder();
    const failure = await failureOf(openPglite(path));
    expect(failure).toBeInstanceOf(UnavailableError);
    expect((failure as Error).message).toMatch(
      new RegExp(
        `^The embedded database in ${path} is in use by process ${pid} on ${hostname()} since 20.*Z\\. ` +
          'Stop that process, name another directory with OFFGRIDFLOW_DATA_DIR, or use PostgreSQL through DATABASE_URL\\.$',
      ),
    );
  });

  it('is free as soon as its holder is killed, with all that the holder had committed', async () => {
    const { said } = await startHolder();
    await kill();
    const db = await openPglite(path);
    const { rows } = await db.query<{ n: number }>('SELECT n FROM rows_written ORDER BY n');
    expect(rows.map(({ n }) => n)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.length).toBeGreaterThanOrEqual(said());
    await db.close();
    const named = JSON.parse(await readFile(`${path}/offgridflow.holder.json`, 'utf8'));
    expect(named).toMatchObject({ pid: process.pid });
  });

  describe('while it is open', () => {
    let db: Database;

    beforeAll(async () => {
      db = await openPglite(path);
    });
    afterAll(() => db.close());

    it('is refused to a second opening in the same process', async () => {
      await expect(openPglite(path)).rejects.toThrow(`is in use by process ${process.pid}`);
    });

    it('is synced to the disk before a commit returns', async () => {
      const { rows } = await db.query(
        `SELECT name, setting FROM pg_settings
       WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method') ORDER BY name`,
      );
      expect(rows).toEqual([
        { name: 'fsync', setting: 'on' },
        { name: 'full_page_writes', setting: 'on' },
        { name: 'synchronous_commit', setting: 'on' },
        { name: 'wal_sync_method', setting: 'fsync' },
      ]);
    });
  });

  it('is free once it was closed, which can be done twice', async () => {
    for (let time = 0; time < 2; time++) {
      const db = await openPglite(path);
      await db.close();
      await db.close();
    }
  });

  it('is refused where it cannot be, naming the setting', async () => {
    const file = directory.path('file');
    await writeFile(file, 'not a directory');
    const failure = await failureOf(openPglite(`${file}/below`));
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect((failure as Error).message).toMatch(
      /^OFFGRIDFLOW_DATA_DIR names .*\/file\/below, which cannot be used: .* Name a directory that can be written\.$/,
    );
  });

  it('is refused when its files are damaged, and not left locked', async () => {
    const damaged = directory.path('damaged');
    await mkdir(`${damaged}/pgdata`, { recursive: true });
    await writeFile(`${damaged}/pgdata/PG_VERSION`, 'eighteen');
    for (let time = 0; time < 2; time++) {
      const failure = await failureOf(openPglite(damaged));
      expect(failure).toBeInstanceOf(UnavailableError);
      expect((failure as Error).message).toMatch(
        new RegExp(`^The embedded database in ${damaged} cannot be opened: .*restore it from a copy`, 's'),
      );
    }
  });
});

/** Starts a process that holds the directory; resolves once it has committed its third row. */
async function startHolder(): Promise<{ pid: number; said: () => number }> {
  const child = spawn(process.execPath, [program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  holder = child;
  let output = '';
  for (;;) {
    const [data] = await once(child.stdout, 'data');
    output += data;
    if (/^3$/m.test(output)) break;
  }
  child.stdout.on('data', (data) => {
    output += data;
  });
  return { pid: child.pid ?? 0, said: () => Number(output.trim().split('\n').at(-1)) };
}

async function kill(): Promise<void> {
  if (holder === null) return;
  const ended = once(holder, 'close');
  holder.kill('SIGKILL');
  await ended;
  holder = null;
}
