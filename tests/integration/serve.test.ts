import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { type RunningServer, startServer } from '../../src/app/serve.ts';
import type { Database } from '../../src/db/database.ts';
import { ConfigurationError } from '../../src/domain/errors.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const logger = pino({ level: 'silent' });
const headers = { 'x-org-id': 'org-test', 'x-workspace-id': 'ws-test', 'content-type': 'application/json' };

describe('a server', () => {
  let proxy: TcpProxy;
  let direct: Database;
  let environment: Record<string, string>;
  let servers: RunningServer[];

  beforeEach(async () => {
    const url = await createTestDatabase();
    proxy = await TcpProxy.to(Number(new URL(url).port));
    direct = await openAt(url);
    environment = { DATABASE_URL: proxy.urlFor(url), OFFGRIDFLOW_PORT: '0' };
    servers = [];
  });

  afterEach(async () => {
    for (const server of servers) await server.close();
    await direct.close();
    proxy.close();
  });

  async function start(settings: Record<string, string> = {}): Promise<RunningServer> {
    const server = await startServer(readConfig({ ...environment, ...settings }), logger);
    servers.push(server);
    return server;
  }

  async function submit({ url }: RunningServer): Promise<string> {
    const answer = await fetch(`${url}/api/v1/batches`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ activity_ids: ['a', 'b'] }),
    });
    return ((await answer.json()) as { batch_id: string }).batch_id;
  }

  /** Connections of the product that are open now. */
  async function openConnections(): Promise<number> {
    const { rows } = await direct.query(
      `SELECT 1 FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'offgridflow' AND pid <> pg_backend_pid()`,
    );
    return rows.length;
  }

  it('takes batches over HTTP, works on them and says that it is well', async () => {
    const server = await start();
    const batchId = await submit(server);
    const read = async () => {
      const answer = await fetch(`${server.url}/api/v1/batches/${batchId}`, { headers });
      return (await answer.json()) as { status: string; error_count: number };
    };
    let batch = await read();
    while (batch.status !== 'failed') batch = await read();
    expect(batch.error_count).toBe(2);
    const health = await fetch(`${server.url}/health`);
    expect([health.status, await health.json()]).toMatchObject([
      200,
      { status: 'healthy', scheduler_running: true, batches_processed: 1, pending_batches: 0 },
    ]);
    await server.close();
    await expectAllEndedWell(direct);
  });

  it.each([1, 2, 3])('starts although its connections are cut as it makes its connection %i', async (nth) => {
    const cut = proxy.hasAccepted(nth).then(() => proxy.cut());
    const server = await start();
    await cut;
    expect(server.flow.scheduler.isRunning()).toBe(true);
  });

  it('says that it is not well while the database is away', async () => {
    const server = await start();
    proxy.refuse();
    proxy.cut();
    const health = await fetch(`${server.url}/health`);
    expect([health.status, await health.json()]).toMatchObject([
      503,
      { status: 'unhealthy', scheduler_running: true, pending_batches: null },
    ]);
    await proxy.accept();
  });

  it('refuses a port that is in use, says what to do, and leaves nothing open', async () => {
    const { url, close } = await start();
    const { port } = new URL(url);
    const second = startServer(readConfig({ ...environment, OFFGRIDFLOW_PORT: port }), logger);
    await expect(second).rejects.toThrow(ConfigurationError);
    await expect(second).rejects.toThrow(
      `127.0.0.1:${port} is in use by another process: stop it or give another --port.`,
    );
    await close();
    // The server ends a session when it has heard that the connection is closed.
    while ((await openConnections()) > 0);
  });

  it('refuses a host that is not of this machine', async () => {
    const settings = { ...environment, OFFGRIDFLOW_HOST: '192.0.2.1', OFFGRIDFLOW_AUTH: 'keys' };
    await expect(startServer(readConfig(settings), logger)).rejects.toThrow(
      '192.0.2.1:0 is no address of this machine: give another --host.',
    );
  });

  it('closes although a client never finishes its request, and may be closed twice', async () => {
    const server = await start({ OFFGRIDFLOW_SHUTDOWN_TIMEOUT: '50ms' });
    const client = connect(Number(new URL(server.url).port), '127.0.0.1');
    client.on('error', () => {}).resume();
    client.write(
      'POST /api/v1/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{',
    );
    await once(client, 'connect');
    // A request that is answered after it shows that the server has seen the first.
    await fetch(`${server.url}/health`);
    const isClosed = once(client, 'close');
    await Promise.all([server.close(), server.close()]);
    await isClosed;
    expect(server.flow.scheduler.isRunning()).toBe(false);
  });
});
