import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProcess } from '../../support/cli.ts';
import { makeClone } from '../../support/clone.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { findOldNode } from '../../support/old-node.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const oldNode = findOldNode();
const oneGoodOneBadRow = `id,source,category,location,quantity,unit,period_start,period_end
a-1,utility_bill,electricity,GB,100,kWh,2025-03-01,2025-03-31
a-2,utility_bill,electricity,GB,-1,kWh,2025-03-01,2025-03-31
`;

describe('bin/offgridflow.js', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let databaseUrl: string;
  let silent: Server;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    databaseUrl = await createTestDatabase();
    await makeClone(directory.path('clone'));
    await writeFile(directory.path('activities.csv'), oneGoodOneBadRow);
    // Takes requests and never answers.
    silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });

  afterAll(async () => {
    silent.closeAllConnections();
    silent.close();
    await directory.remove();
  });

  function launch(
    args: string[],
    { node = process.execPath, env = {} }: { node?: string; env?: Record<string, string> } = {},
  ) {
    return new CliProcess(args, env, { script: directory.path('clone/bin/offgridflow.js'), node });
  }

  /** A server, and the process that works: its log names it. */
  async function serve(options: Parameters<typeof launch>[1] = {}) {
    const server = launch(['serve', '--port', '0', '--database-url', databaseUrl], options);
    await server.says(/listens on/);
    const [, pid] = await server.says(/"pid":(\d+)/);
    return { server, pid: Number(pid) };
  }

  const nodes = [
    { kind: 'this Node', node: process.execPath as string | null },
    { kind: 'a Node that is too old', node: oldNode },
  ];
  for (const { kind, node } of nodes) {
    describe.skipIf(node === null)(`started with ${kind}`, () => {
      const options = { node: node ?? '' };

      it('passes on the exit code', async () => {
        const run = ['run', directory.path('activities.csv'), '--org', 'acme', '--workspace', 'main'];
        const someFailed = launch([...run, '--database-url', databaseUrl], options).ended();
        const version = launch(['--version'], options).ended();
        const unknown = launch(['nonsense'], options).ended();
        expect(await version).toMatchObject({ code: 0, stdout: '0.1.0\n', stderr: '' });
        expect((await unknown).code).toBe(1);
        expect((await someFailed).code).toBe(2);
      });

      it.each(['SIGTERM', 'SIGINT'] as const)('lets a server end in good order at %s', async (signal) => {
        const { server } = await serve(options);
        expect(await server.kill(signal)).toMatchObject({ code: 0, signal: null });
        expect(server.stdout).toContain('the scheduler has stopped');
      });

      it('ends by the signal that ends the command', async () => {
        const { port } = silent.address() as AddressInfo;
        const asked = once(silent, 'request');
        const url = `http://127.0.0.1:${port}`;
        const watch = launch(['watch', 'batch_x', '--url', url, '--org', 'acme'], options);
        await asked;
        expect(await watch.kill('SIGTERM')).toMatchObject({ code: null, signal: 'SIGTERM' });
      });

      it('leaves no process behind when it is killed', async () => {
        const { server } = await serve(options);
        // Its streams are shared with whoever works, so this waits until that one is gone too.
        expect(await server.kill('SIGKILL')).toMatchObject({ code: null, signal: 'SIGKILL' });
      });
    });
  }

  it('goes on as the same process, which V8 keeps small', async () => {
    const { server, pid } = await serve();
    expect(pid).toBe(server.child.pid);
    if (process.platform === 'linux')
      expect(commandOf(pid)).toEqual(
        expect.arrayContaining(['--max-semi-space-size=8', '--heap-growing-percent=70']),
      );
    await server.kill('SIGTERM');
  });

  it('renews leases on a thread, from the compiled package too', async () => {
    const db = await openAt(databaseUrl);
    const { server } = await serve();
    const heartbeats = `SELECT 1 FROM pg_stat_activity
      WHERE application_name = 'offgridflow heartbeat' AND datname = current_database()`;
    while ((await db.query(heartbeats)).rowCount === 0) await setTimeout(20);
    expect((await server.kill('SIGTERM')).code).toBe(0);
    while ((await db.query(heartbeats)).rowCount > 0) await setTimeout(20);
    expect(server.stdout).not.toContain('heartbeat');
    await db.close();
  });

  it('leaves the memory of V8 to a user who has chosen it', async () => {
    const { server, pid } = await serve({ env: { NODE_OPTIONS: '--max-semi-space-size=4' } });
    if (process.platform === 'linux') expect(commandOf(pid)).not.toContain('--max-semi-space-size');
    await server.kill('SIGTERM');
  });

  it('says what to do where the package was not built', async () => {
    await mkdir(directory.path('unbuilt/bin'), { recursive: true });
    await cp(directory.path('clone/bin'), directory.path('unbuilt/bin'), { recursive: true });
    await cp(directory.path('clone/package.json'), directory.path('unbuilt/package.json'));
    const script = directory.path('unbuilt/bin/offgridflow.js');
    const result = await new CliProcess(['--version'], {}, { script }).ended();
    expect(result).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'OffGridFlow is not built: run npm run build.\n',
    });
  });
});

function commandOf(pid: number): string[] {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
}
