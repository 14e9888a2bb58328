import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { PostgresWebhookStore } from '../../src/store/postgres-webhook-store.ts';
import { activitiesCsv, anOrg } from '../support/batches.ts';
import { CliProcess } from '../support/cli.ts';
import { CliClient, type CliServer, startCliServer } from '../support/cli-server.ts';
import { readBlocks, root } from '../support/document.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';
import { SchedulingFixture } from '../support/scheduling.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { verified, WebhookReceiver } from '../support/webhook-receiver.ts';

const networks = ['--webhook-networks', '127.0.0.1'];

describe('webhooks, from the command line to a program that receives them', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let databaseUrl: string;
  let db: Database;
  let server: CliServer;
  const processes: CliProcess[] = [];

  beforeAll(async () => {
    directory = await temporaryDirectory();
    databaseUrl = await createTestDatabase();
    db = await openAt(databaseUrl);
    server = await startCliServer(['--database-url', databaseUrl, '--log-level', 'debug', ...networks]);
  });
  afterEach(async () => {
    for (const one of processes.splice(0)) await one.kill('SIGKILL');
  });
  afterAll(async () => {
    await server.stop();
    await db.close();
    await directory.remove();
  });

  /** The program that docs/webhooks.md shows. It ends with the test. */
  async function documentedReceiver(secret: string): Promise<{ program: CliProcess; url: string }> {
    const [block] = (await readBlocks('docs/webhooks.md')).filter(({ language }) => language === 'js');
    const code = ['--eval', block?.text ?? ''];
    const env = { WEBHOOK_SECRET: secret, PORT: '0' };
    // From where the package is found that it imports.
    const program = new CliProcess(code, env, { script: '--input-type=module', directory: root });
    processes.push(program);
    const [, port] = await program.says(/listening on (\d+)/);
    return { program, url: `http://127.0.0.1:${port}/hooks` };
  }

  /** A webhook, and the URL that it has from then on. */
  async function createWebhook(client: CliClient) {
    const { code, stdout, stderr } = await client.run(
      'webhooks',
      'create',
      'http://127.0.0.1:1/',
      '--events',
      'batch.completed',
    );
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=\n$/)]);
    const id = /wh_[0-9a-f]+/.exec(stderr)?.[0] ?? '';
    const leadTo = async (url: string) => {
      const headers = { 'x-org-id': client.orgId, 'content-type': 'application/json' };
      const body = JSON.stringify({ url });
      const answer = await fetch(`${server.url}/api/v1/webhooks/${id}`, { method: 'PATCH', headers, body });
      expect(answer.status).toBe(200);
    };
    return { id, secret: stdout.trim(), leadTo };
  }

  it('reach the program that the document shows, which believes nobody else', async () => {
    const client = new CliClient(server.url, anOrg());
    expect(await client.output('webhooks', 'list')).toMatch(/^There is no webhook yet/);
    const { id, secret, leadTo } = await createWebhook(client);
    const { program, url } = await documentedReceiver(secret);
    await leadTo(url);
    expect(await client.output('webhooks', 'test', id)).toMatch(/^The endpoint answered 204 in \d+ ms\.\n$/);
    await program.says(new RegExp(`webhook\\.test {"webhook_id":"${id}"}`));

    const file = directory.path('activities.csv');
    await writeFile(file, activitiesCsv([{ id: 'a-1' }]));
    await client.output('import', file);
    const batchId = await client.submit('a-1');
    await program.says(new RegExp(`batch\\.completed {"id":"${batchId}",.*"status":"complete"`));
    const listed = await client.output('webhooks', 'deliveries', id, '--status', 'delivered');
    expect(listed).toMatch(new RegExp(`^  msg_\\w+ +batch\\.completed +${batchId} +delivered +1 `, 'm'));
    const deliveryId = /msg_\w+/.exec(listed)?.[0] ?? '';
    expect(await client.output('webhooks', 'deliveries', id, deliveryId)).toMatch(
      /^ +1 .* 204 +\d+ +delivered$/m,
    );
    expect(await client.output('webhooks', 'replay', id, deliveryId)).toBe(`${deliveryId} is sent again.\n`);

    const stranger = await documentedReceiver(`whsec_${Buffer.alloc(32).toString('base64')}`);
    await leadTo(stranger.url);
    const refused = await client.run('webhooks', 'test', id);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'Error: the test was not delivered: The endpoint answered 401.\n',
    ]);
    expect(await client.output('webhooks', 'replay', id, '--since', '2026-01-01T00:00:00Z')).toBe(
      '1 delivery sent again.\n',
    );
    expect((await client.run('webhooks', 'replay', id)).stderr).toMatch(/^Error: name a delivery, or/);
    expect(await client.output('webhooks', 'list')).toMatch(
      new RegExp(`^  ${id} +failing since .* ${stranger.url} +batch\\.completed$`, 'm'),
    );

    await client.output('webhooks', 'delete', id);
    expect((await client.run('webhooks', 'enable', id)).stderr).toMatch(/^Error: There is no webhook /);
    expect(`${server.process.stdout}${server.process.stderr}`).toContain('an event could not be delivered');
    expect(`${server.process.stdout}${server.process.stderr}`).not.toMatch(/whsec_|\/hooks/);
  });

  it('are delivered by another node where the one that was about it is killed', async () => {
    const orgId = anOrg();
    const receiver = await WebhookReceiver.start();
    receiver.behave = (response, number) => {
      if (number > 1) response.writeHead(204).end();
    };
    const fixture = new SchedulingFixture(db);
    const worker = new CliProcess(['worker', '--database-url', databaseUrl, ...networks]);
    processes.push(worker);
    await worker.says(/works as/);
    await server.stop();

    const wanted = { orgId, url: receiver.url, events: ['batch.submitted'] as const, description: '' };
    const { secret } = await new PostgresWebhookStore(db).createWebhook(wanted, 'tester');
    const batch = await fixture.submit(1, { orgId });
    const [first] = await receiver.count(1);
    await worker.kill('SIGKILL');
    // The end of its lease, half a minute from now.
    const { rowCount } = await db.query('UPDATE webhook_deliveries SET due_at = now() WHERE batch_id = $1', [
      batch.id,
    ]);
    expect(rowCount).toBe(1);
    await fixture.node({ webhookNetworks: ['127.0.0.1'] });
    await fixture.moments.reached('delivery.attempted', { isDelivered: true });
    const [, second] = receiver.received;
    expect(second && verified(second, secret)).toMatchObject({
      type: 'batch.submitted',
      data: { id: batch.id },
    });
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    await fixture.stop();
    await receiver.stop();
  });
});
