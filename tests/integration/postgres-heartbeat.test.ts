import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Heartbeat, HeartbeatOptions, Row } from '../../src/db/database.ts';
import { PostgresHeartbeat } from '../../src/db/postgres-heartbeat.ts';
import { root } from '../support/document.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { RecordedLogger } from '../support/recorded-logger.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const sessionLock = [4711, 815] as const;
const moduleOf = (path: string) => pathToFileURL(join(root, path)).href;

describe('a heartbeat', () => {
  let url: string;
  let db: Database;
  let proxy: TcpProxy;
  let log: RecordedLogger;
  let heartbeat: Heartbeat | null;

  beforeEach(async () => {
    url = await createTestDatabase('template0');
    db = await openAt(url);
    proxy = await TcpProxy.to(Number(new URL(url).port));
    log = new RecordedLogger();
    heartbeat = null;
  });

  afterEach(async () => {
    await heartbeat?.stop();
    await db.close();
    proxy.close();
  });

  function aHeartbeat(options: Partial<HeartbeatOptions & { url: string }> = {}): Heartbeat {
    const defaults = { intervalMs: 20, lifelessMsMax: 600_000, sessionLock, url: proxy.urlFor(url) };
    heartbeat = new PostgresHeartbeat({ ...defaults, ...options }, log);
    return heartbeat;
  }

  const answersOf = (text: string, values: unknown[] = []) => {
    heartbeat?.set({ text, values });
    return nextAnswer();
  };

  async function nextAnswer(): Promise<readonly Row[]> {
    return until(() => heartbeat?.takeAnswers().at(-1)?.rows);
  }

  /** Asks again and again, as a keeper does. */
  async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  const logged = (message: string) =>
    until(() => {
      heartbeat?.takeAnswers();
      return log.messages.includes(message) || undefined;
    });

  const sessions = async () =>
    (
      await db.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity
         WHERE application_name = 'offgridflow heartbeat' AND datname = current_database()`,
      )
    ).rows;

  const locks = async () =>
    (
      await db.query<{ pid: number }>(
        `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 4711 AND objid = 815`,
      )
    ).rows;

  it('runs the statement that it was given last, again and again, and tells the answers with their age', async () => {
    aHeartbeat();
    expect(await answersOf('SELECT $1::int AS n', [1])).toEqual([{ n: 1 }]);
    await answersOf(`SELECT id, n FROM unnest($1::text[], $2::bigint[]) AS t (id, n)`, [['a'], [7]]);
    // The one before may have been on its way.
    const next = await until(async () => (await nextAnswer()).find(({ id }) => id !== undefined));
    expect(next).toEqual({ id: 'a', n: 7 });
    const setAt = performance.now();
    heartbeat?.set({ text: 'SELECT 3 AS n', values: [] });
    const answer = await until(() => heartbeat?.takeAnswers().find(({ rows }) => rows[0]?.n === 3));
    expect(answer.ageMs).toBeGreaterThan(0);
    expect(answer.ageMs).toBeLessThan(performance.now() - setAt);
    expect(await nextAnswer()).toEqual([{ n: 3 }]);
  });

  it('goes on while this thread is blocked, and its answers are there at once after', async () => {
    // The proxy would be blocked as well.
    aHeartbeat({ url });
    await answersOf('SELECT 1 AS n');
    heartbeat?.takeAnswers();
    const begunAt = performance.now();
    const nothing = new Int32Array(new SharedArrayBuffer(4));
    let answers = heartbeat?.takeAnswers() ?? [];
    while (answers.length < 3) {
      Atomics.wait(nothing, 0, 0, 50);
      answers = [...answers, ...(heartbeat?.takeAnswers() ?? [])];
    }
    const blockedMs = performance.now() - begunAt;
    for (const { ageMs } of answers.slice(1)) expect(ageMs).toBeLessThan(blockedMs);
  });

  it('keeps the session lock, and makes a connection that was lost again', async () => {
    aHeartbeat();
    await answersOf('SELECT 1 AS n');
    const [first] = await locks();
    expect(await sessions()).toEqual([first]);
    await db.query('SELECT pg_terminate_backend($1)', [first?.pid]);
    await logged('the heartbeat goes on');
    expect(log.messages).toEqual(['the heartbeat is interrupted; trying again', 'the heartbeat goes on']);
    expect(await nextAnswer()).toEqual([{ n: 1 }]);
    expect(await locks()).toEqual(await sessions());
    expect((await locks())[0]?.pid).not.toBe(first?.pid);
  });

  it('waits for a server that is away, and says so once', async () => {
    aHeartbeat();
    await answersOf('SELECT 1 AS n');
    proxy.refuse();
    proxy.cut();
    await logged('the heartbeat is interrupted; trying again');
    await proxy.accept();
    await logged('the heartbeat goes on');
    expect(log.messages).toHaveLength(2);
  });

  it('begins when the server is there, if it was away at first', async () => {
    proxy.refuse();
    aHeartbeat();
    heartbeat?.set({ text: 'SELECT 2 AS n', values: [] });
    await logged('the heartbeat is interrupted; trying again');
    await proxy.accept();
    expect(await nextAnswer()).toEqual([{ n: 2 }]);
  });

  it('is started again, with the same statement, when its thread dies', async () => {
    aHeartbeat();
    // More than its memory holds, once.
    await db.query('CREATE SEQUENCE runs');
    heartbeat?.set({
      text: `SELECT CASE WHEN first THEN repeat('x', 1000) ELSE 'small' END AS text
             FROM (SELECT nextval('runs') = 1 AS first) AS run, generate_series(1, CASE WHEN first THEN 60000 ELSE 1 END)`,
      values: [],
    });
    expect(await nextAnswer()).toEqual([{ text: 'small' }]);
    expect(log.messages).toEqual(['the heartbeat thread ended; it is started again']);
  });

  it('is tried again where the process may not start threads, and harms nobody', async () => {
    const script = `
      import { PostgresHeartbeat } from ${JSON.stringify(moduleOf('src/db/postgres-heartbeat.ts'))};
      const warn = (_, message) => console.log(message);
      const options = { url: ${JSON.stringify(url)}, intervalMs: 20, lifelessMsMax: 1000, sessionLock: [1, 2] };
      const heartbeat = new PostgresHeartbeat(options, { warn });
      heartbeat.set({ text: 'SELECT 1', values: [] });
      console.log(heartbeat.takeAnswers().length);
      await heartbeat.stop();
    `;
    const args = ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toBe('the heartbeat thread ended; it is started again\n0\n');
  });

  it('does not run the statement while nobody shows life, and says so once', async () => {
    aHeartbeat({ lifelessMsMax: -1 });
    await db.query('CREATE TABLE beats (n int)');
    heartbeat?.set({ text: 'INSERT INTO beats VALUES (1)', values: [] });
    await logged('the heartbeat pauses: this node shows no life');
    // The session stays.
    expect(await locks()).toHaveLength(1);
    expect((await db.query('SELECT n FROM beats')).rows).toEqual([]);
    expect(log.messages).toHaveLength(1);
  });

  it('closes its connection when it is stopped, keeps what it was told, and may be stopped twice', async () => {
    const beating = aHeartbeat();
    await db.query('CREATE SEQUENCE beats');
    beating.set({ text: `SELECT nextval('beats')::int AS n`, values: [] });
    // Whoever asks for the third time has the answers to the first two.
    await until(
      async () => (await db.query('SELECT 1 FROM beats WHERE last_value >= 3')).rowCount || undefined,
    );
    await Promise.all([beating.stop(), beating.stop()]);
    await until(async () => ((await sessions()).length === 0 ? true : undefined));
    expect(
      beating
        .takeAnswers()
        .slice(0, 2)
        .map(({ rows }) => rows),
    ).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect(log.messages).toEqual([]);
  });

  it('can be stopped before it is connected', async () => {
    proxy.refuse();
    await aHeartbeat().stop();
    await proxy.accept();
    expect(await sessions()).toEqual([]);
  });

  it('is let go of by its database when it is stopped', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const started = async () => {
      const beating = db.startHeartbeat({ intervalMs: 20, lifelessMsMax: 600_000, sessionLock });
      await beating?.stop();
      return new WeakRef(beating as Heartbeat);
    };
    const kept = await started();
    await until(async () => {
      collectGarbage();
      return kept.deref() === undefined || undefined;
    });
  });

  it('is stopped with its database', async () => {
    const another = await openAt(url);
    another.startHeartbeat({ intervalMs: 20, lifelessMsMax: 600_000, sessionLock });
    await until(async () => (await sessions())[0]);
    await another.close();
    await until(async () => ((await sessions()).length === 0 ? true : undefined));
  });
});
