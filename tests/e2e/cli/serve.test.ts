import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { PostgresBatchStore } from '../../../src/store/postgres-batch-store.ts';
import { anOrg } from '../../support/batches.ts';
import { CliProcess, runCli } from '../../support/cli.ts';
import { CliClient, startCliServer } from '../../support/cli-server.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('serve and worker', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

  beforeAll(async () => {
    directory = await temporaryDirectory();
  });
  afterAll(() => directory.remove());

  describe('on PostgreSQL', () => {
    let databaseUrl: string;
    let database: string[];
    let db: Database;

    beforeAll(async () => {
      databaseUrl = await createTestDatabase();
      database = ['--database-url', databaseUrl];
      db = await openAt(databaseUrl);
    });
    afterAll(() => db.close());

    /** Nothing that is worked on can be committed until the returned function is called. */
    async function holdRecords(): Promise<() => Promise<void>> {
      const held = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const holding = db.transaction(async (tx) => {
        await tx.query('LOCK TABLE emission_records IN EXCLUSIVE MODE');
        held.resolve();
        await released.promise;
      });
      await held.promise;
      return () => {
        released.resolve();
        return holding;
      };
    }

    async function statusOf(batchId: string): Promise<unknown> {
      const { rows } = await db.query('SELECT status, locked_by FROM batch_jobs WHERE id = $1', [batchId]);
      return rows[0];
    }

    it('serve says where it listens and on which database, logs JSON, and ends in good order at SIGTERM', async () => {
      const server = await startCliServer(database);
      const { host, pathname } = new URL(databaseUrl);
      expect(server.process.stderr).toBe(
        `OffGridFlow listens on ${server.url} (database: ${host}${pathname})\n`,
      );
      expect(await (await fetch(`${server.url}/health`)).json()).toMatchObject({ status: 'healthy' });

      const { code, signal, stdout, stderr } = await server.stop();
      expect([code, signal, stderr]).toEqual([0, null, server.process.stderr]);
      const logged = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).msg);
      expect(logged).toEqual(
        expect.arrayContaining([
          'stopping: the work in hand is finished or handed back',
          'the scheduler has stopped',
        ]),
      );
    });

    it('serve answers that its port is taken in one line', async () => {
      const server = await startCliServer(database);
      const port = new URL(server.url).port;
      const second = await runCli(['serve', '--port', port, ...database]);
      expect(second).toMatchObject({
        code: 1,
        stderr: `Error: 127.0.0.1:${port} is in use by another process: stop it or give another --port.\n`,
      });
      expect((await fetch(`${server.url}/health`)).status).toBe(200);
      await server.stop();
    });

    it('serve hands back what it cannot finish in time', async () => {
      const server = await startCliServer([...database, '--shutdown-timeout', '0s']);
      const client = new CliClient(server.url, anOrg());
      const release = await holdRecords();
      const batchId = await client.submit('a-1');
      const watch = client.start('watch', batchId);
      await watch.says(/processing 0%/);
      await watch.kill();
      const stopped = server.stop();
      await release();
      expect((await stopped).code).toBe(0);
      // Finished in its last moment, or given back for others at once.
      expect([
        { status: 'failed', locked_by: null },
        { status: 'pending', locked_by: null },
      ]).toContainEqual(await statusOf(batchId));
      await db.query('DELETE FROM batch_jobs WHERE id = $1', [batchId]);
    });

    it('worker processes what a server takes in, says who it is, and ends in good order at SIGTERM', async () => {
      // The server looks for work once and is then kept from it: its one worker is busy.
      const server = await startCliServer([
        ...database,
        '--worker-pool-size',
        '1',
        '--max-batches-per-poll',
        '1',
      ]);
      const client = new CliClient(server.url, anOrg());
      const release = await holdRecords();
      const first = await client.submit('a-1');
      const watch = client.start('watch', first);
      await watch.says(/processing 0%/);
      const second = await client.submit('a-1');
      const worker = new CliProcess(['worker', ...database]);
      const [, node] = await worker.says(/OffGridFlow works as (\S+) \(database: /);
      const another = client.start('watch', second);
      await another.says(/processing 0%/);
      expect(await statusOf(second)).toMatchObject({ locked_by: node });
      await release();
      await Promise.all([watch.ended(), another.ended()]);
      const { code, signal, stdout } = await worker.kill('SIGTERM');
      expect([code, signal]).toEqual([0, null]);
      expect(stdout).toContain('the scheduler has stopped');
      await server.stop();
    });

    it('worker ends at once at a second signal, although its work is not done', async () => {
      const worker = new CliProcess(['worker', ...database]);
      await worker.says(/works as/);
      const release = await holdRecords();
      const store = new PostgresBatchStore(db);
      await store.createBatch({ orgId: anOrg(), workspaceId: 'ws', activityIds: ['a-1'] });
      // Its first commit is on its way.
      const waiting = `SELECT 1 FROM pg_locks WHERE relation = 'emission_records'::regclass AND NOT granted`;
      while ((await db.query(waiting)).rowCount === 0) await setTimeout(20);
      worker.child.kill('SIGTERM');
      await worker.says(/stopping: the work in hand is finished or handed back/);
      // One that comes within a moment is taken for the first.
      while (worker.child.exitCode === null) {
        worker.child.kill('SIGTERM');
        await setTimeout(50);
      }
      const { code, stdout } = await worker.ended();
      await release();
      expect(code).toBe(130);
      expect(stdout).not.toContain('the scheduler has stopped');
    });
  });

  describe('on the embedded database', () => {
    it('everything works in one process, and a second one on the same directory is refused in one line', async () => {
      const dataDir = directory.path('embedded');
      const server = await startCliServer([], { OFFGRIDFLOW_DATA_DIR: dataDir });
      expect(server.process.stderr).toContain(dataDir);
      for (const command of [['serve', '--port', '0'], ['worker'], ['migrate', 'status']]) {
        const second = await runCli([...command, '--data-dir', dataDir]);
        expect([second.code, second.stdout]).toEqual([1, '']);
        expect(second.stderr).toMatch(
          new RegExp(
            `^Error: The embedded database in ${dataDir} is in use by process ${server.process.child.pid} [^\n]*\n$`,
          ),
        );
      }
      const client = new CliClient(server.url, anOrg());
      const { code, stdout } = await client.run('submit', 'nowhere', '--watch');
      expect([code, stdout]).toEqual([2, expect.stringMatching(/Status +failed/)]);
      const stopped = await server.stop();
      expect([stopped.code, stopped.signal]).toEqual([0, null]);
      const status = await runCli(['migrate', 'status', '--data-dir', dataDir]);
      expect([status.code, status.stdout]).toEqual([0, expect.stringContaining('002_batch_processor')]);
    });
  });

  const unusable: [string[], Record<string, string>, RegExp][] = [
    [
      ['--port', '99999'],
      {},
      /^Error: --port is "99999", which cannot be used: give a whole number from 0 to 65535\.\n$/,
    ],
    [[], { OFFGRIDFLOW_PORT: 'http' }, /^Error: OFFGRIDFLOW_PORT is "http", which cannot be used: .*\n$/],
    [[], { OFFGRIDFLOW_PROT: '1' }, /^Error: OFFGRIDFLOW_PROT is "1", .* did you mean OFFGRIDFLOW_PORT\?\n$/],
    [['--database-url', 'mysql://x/y'], {}, /^Error: --database-url is "mysql:\/\/x\/y", .* postgres:.*\n$/],
    [['--polling-interval', '1000h'], {}, /^Error: --polling-interval is "1000h", .* to 168h\.\n$/],
  ];
  it.each(unusable)(
    'serve %j with %j stops with one line that names the setting',
    async (args, env, said) => {
      const { code, stdout, stderr } = await runCli(['serve', ...args], env);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(said);
    },
  );
});
