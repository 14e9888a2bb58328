import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { activitiesCsv, anOrg } from '../../support/batches.ts';
import { type CliProcess, runCli } from '../../support/cli.ts';
import { CliClient, type CliServer, startCliServer } from '../../support/cli-server.ts';
import { createTestDatabase, openAt } from '../../support/each-database.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const someFailed = 2;

describe('the clients of a server', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let db: Database;
  let server: CliServer;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const databaseUrl = await createTestDatabase();
    db = await openAt(databaseUrl);
    server = await startCliServer(['--database-url', databaseUrl, '--worker-pool-size', '1']);
  });

  afterAll(async () => {
    await server.stop();
    await db.close();
    await directory.remove();
  });

  function aClient(): CliClient {
    return new CliClient(server.url, anOrg());
  }

  /** A client whose organisation has activities a-1, a-2, ... */
  async function withActivities(count = 2): Promise<CliClient> {
    const client = aClient();
    const file = directory.path(`${client.orgId}.csv`);
    const ids = Array.from({ length: count }, (_, place) => `a-${place + 1}`);
    await writeFile(file, activitiesCsv(ids.map((id) => ({ id }))));
    await client.output('import', file);
    return client;
  }

  /** Runs `act` while no worker can write a record: a batch that is being processed stays so. */
  async function whileWorkersWait(act: () => Promise<void>): Promise<void> {
    await db.transaction(async (tx) => {
      await tx.query('LOCK TABLE emission_records IN EXCLUSIVE MODE');
      await act();
    });
  }

  async function untilProcessing(client: CliClient, batchId: string): Promise<void> {
    const watch = client.start('watch', batchId);
    await watch.says(/processing 0%/);
    await watch.kill();
  }

  it('factors import takes a file as it is, once, and says whether it is in use', async () => {
    const client = aClient();
    const file = directory.path('factors.csv');
    const header = 'factor_id,scope,category,region,unit,valid_from,co2e_kg_per_unit';
    await writeFile(file, `${header}\nDüsseldorf,2,electricity,DE,kWh,2025-01-01,0.3\n`, 'latin1');
    const take = ['factors', 'import', file, '--name', 'Stadtwerke', '--edition', '2025'];
    const latin1 = await client.run(...take);
    expect([latin1.code, latin1.stderr]).toEqual([1, expect.stringContaining('The body is not UTF-8')]);
    await writeFile(file, `${header}\nDüsseldorf,2,electricity,DE,kWh,2025-01-01,0.3\n`);
    expect(await client.output(...take)).toBe(
      'Took 1 factor as own/stadtwerke-2025, which comes first from now on.\n',
    );
    expect(await client.output(...take)).toBe('own/stadtwerke-2025 is there already, the same.\n');
    await client.output('factors', 'disable', 'own/stadtwerke-2025');
    expect(await client.output(...take)).toBe(
      'own/stadtwerke-2025 is there already, the same. It is not in use: "factors enable own/stadtwerke-2025" switches it on.\n',
    );
    const otherTerms = await client.run(...take, '--licence', 'theirs');
    expect([otherTerms.code, otherTerms.stderr]).toEqual([1, expect.stringContaining('never changes')]);
  });

  it('settings shows how figures are computed, and changes what it is told to', async () => {
    const client = aClient();
    expect(await client.output('settings')).toBe(
      '  Factor sets  curated-2025\n  GWP set      AR5\n  Periods      by_days\n',
    );
    await client.output('settings', '--gwp-set', 'AR6');
    expect(await client.json('settings', '--factor-sets', 'ember-2024, curated-2025')).toEqual({
      factor_sets: ['ember-2024', 'curated-2025'],
      gwp_set: 'AR6',
      period_policy: 'by_days',
    });
  });

  it('submit, watch, show and list follow a batch from its ids to its emissions', async () => {
    const client = await withActivities();
    const batchId = await client.submit('a-1', 'a-2');
    expect(batchId).toMatch(/^batch_\w+$/);

    const watched = await client.run('watch', batchId);
    expect(watched.code, watched.stderr).toBe(0);
    expect(watched.stdout).toMatch(/Activities +2: 2 succeeded, 0 failed, 0 remaining/);

    const shown = await client.output('show', batchId);
    expect(shown).toContain(`Owner       ${client.orgId} / ws-test`);
    expect(shown).toMatch(/Status +complete/);
    expect(shown).toMatch(/Emissions +35\.4 kg CO2e/);

    const listed = await client.output('list');
    expect(listed).toMatch(new RegExp(`${batchId} +ws-test +complete +100% +2 +0 +35\\.4`));
    expect(listed).toContain('1 of 1');
  });

  it('submit takes ids from arguments, from a file and from standard input together with them', async () => {
    const client = await withActivities(6);
    await writeFile(directory.path('ids.txt'), '\uFEFFa-3\r\n\r\n  a-4\r\n');
    const fromFile = client.submit('a-1', '--file', directory.path('ids.txt'));
    const fromInput = client.start('submit', '--file', '-');
    fromInput.child.stdin?.end('a-5\na-6');
    const batchIds = [await fromFile, (await fromInput.ended()).stdout.trim()];
    const counts = await Promise.all(batchIds.map((id) => client.json('show', id)));
    expect(counts.map((batch) => batch.activity_count)).toEqual([3, 2]);
  });

  it('submit passes on priority and retries, and waits for the end with --watch', async () => {
    const client = await withActivities(1);
    const flags = ['--priority', '9', '--max-retries', '0', '--watch', '--json'];
    const [whole, failing] = await Promise.all([
      client.run('submit', 'a-1', ...flags),
      client.run('submit', 'a-1', 'nowhere', ...flags),
    ]);
    expect(whole.code).toBe(0);
    expect(JSON.parse(whole.stdout)).toMatchObject({ status: 'complete', priority: 9, max_retries: 0 });
    expect(failing.code).toBe(someFailed);
    expect(JSON.parse(failing.stdout)).toMatchObject({ status: 'failed', success_count: 1, error_count: 1 });
  });

  it('submit passes on an error tolerance as a count or as a share, and shows it', async () => {
    const client = await withActivities(1);
    const withCount = ['submit', 'a-1', 'nowhere', '--error-tolerance', '1', '--watch'];
    const withShare = ['submit', 'a-1', 'nowhere', '--error-tolerance', '49.9%', '--watch', '--json'];
    const [count, share] = await Promise.all([client.run(...withCount), client.run(...withShare)]);
    expect(count.stdout).toMatch(/Status +complete\n/);
    expect(count.stdout).toMatch(/Tolerance +1 error\n/);
    expect(JSON.parse(share.stdout)).toMatchObject({
      status: 'failed',
      error_tolerance_share: 0.499,
      errors_tolerated: 0,
    });
  });

  it('submit takes a filter in place of ids, and the way to compute', async () => {
    const client = await withActivities(3);
    await client.output('submit', 'a-1', '--watch');
    const flags = [
      '--without-record',
      '--filter',
      'category=electricity',
      '--filter',
      'period-from=2025-03-31',
    ];
    const how = ['--gwp-set', 'AR6', '--period-policy', 'period_start', '--factor-sets', 'curated-2025'];
    const batch = await client.json('submit', ...flags, ...how, '--scenario', '--watch');
    expect(batch).toMatchObject({
      activity_count: 2,
      success_count: 2,
      purpose: 'scenario',
      calculation: { gwp_set: 'AR6', period_policy: 'period_start', factor_sets: ['curated-2025'] },
    });
    const compared = await client.json('compare', String(batch.id), '--base', String(batch.id));
    expect(compared).toMatchObject({
      base_batch_id: batch.id,
      by_cause: [{ cause: 'none', new_activities: 2 }],
    });
    expect(await client.output('compare', String(batch.id))).toMatch(
      /\n2 activities, 0 activities in the base\n\n +Location-based, kg CO2e +base +new +difference\n +added +0 +35\.4 +35\.4\n/,
    );
    const narrowed = await client.json('submit', 'a-2', 'a-9', '--all', '--watch');
    expect(narrowed).toMatchObject({ activity_count: 1, purpose: 'inventory' });

    const stale = await client.run('submit', '--stale');
    expect([stale.code, stale.stderr]).toEqual([
      1,
      'Error: No activity of workspace ws-test is stale: there is nothing to recalculate. (400 VALIDATION_ERROR)\n',
    ]);
    for (const filter of ['colour=red', 'category', 'category=']) {
      const { code, stderr } = await client.run('submit', '--filter', filter);
      expect([code, stderr]).toEqual([1, expect.stringContaining(`--filter is "${filter}"`)]);
    }
  });

  it('cancel stops a batch that waits or is worked on, and no other', async () => {
    const client = await withActivities();
    let batchIds: string[] = [];
    await whileWorkersWait(async () => {
      const working = await client.submit('a-1');
      await untilProcessing(client, working);
      const waiting = await client.submit('a-2');
      batchIds = [working, waiting];
      for (const id of batchIds) expect(await client.output('cancel', id)).toMatch(/Status +cancelled/);
      expect((await client.run('watch', waiting)).code).toBe(someFailed);
      const { stderr } = await client.run('export', waiting);
      expect(stderr).toBe('The batch is cancelled: 1 activity has no outcome yet.\n');
    });
    const again = await client.run('cancel', batchIds[0] ?? '');
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/^Error: .*cancelled.* \(409 CONFLICT\)\n$/);
  });

  it('watch shows how far a batch is until it ends', async () => {
    const client = await withActivities();
    const watches: CliProcess[] = [];
    await whileWorkersWait(async () => {
      const watch = client.start('watch', await client.submit('a-1', 'a-2'));
      watches.push(watch);
      await watch.says(/processing 0% 0 of 2, activities/);
    });
    expect((await watches[0]?.ended())?.stdout).toMatch(/Status +complete/);
  });

  it('watch waits for a server that is away for a while, and says so', async () => {
    const client = await withActivities();
    const proxy = await TcpProxy.to(Number(new URL(server.url).port));
    const away = new CliClient(proxy.urlFor(server.url), client.orgId);
    const watches: CliProcess[] = [];
    await whileWorkersWait(async () => {
      const watch = away.start('watch', await client.submit('a-1', 'a-2'));
      watches.push(watch);
      await watch.says(/processing 0% 0 of 2, activities/);
      proxy.refuse();
      proxy.cut();
      await watch.says(/Waiting: no server answers at .* It is tried again until it answers\./);
    });
    await proxy.accept();
    const { code, stdout, stderr } = (await watches[0]?.ended()) ?? {};
    expect([code, stderr]).toEqual([0, expect.stringContaining('The server answers again.')]);
    expect(stdout).toMatch(/Status +complete/);
    proxy.close();
  });

  it('retry computes what failed once its cause is mended, and refuses what has nothing to retry', async () => {
    const client = await withActivities(1);
    const batchId = await client.submit('a-1', 'late', '--max-retries', '0');
    expect((await client.run('watch', batchId)).code).toBe(someFailed);
    const usedUp = await client.run('retry', batchId);
    expect([usedUp.code, usedUp.stderr]).toEqual([1, expect.stringContaining('(409 CONFLICT)')]);

    await writeFile(directory.path('late.csv'), activitiesCsv([{ id: 'late' }]));
    await client.output('import', directory.path('late.csv'));
    expect(await client.output('retry', batchId, '--max-retries', '1')).toMatch(/Retries +1 of 1/);
    expect(await client.output('watch', batchId)).toMatch(/Activities +2: 2 succeeded/);
  });

  it('delete removes a batch that has ended, and nothing while it is processing', async () => {
    const client = await withActivities();
    const done = await client.submit('a-1');
    await client.run('watch', done);
    await whileWorkersWait(async () => {
      const working = await client.submit('a-2');
      await untilProcessing(client, working);
      const refused = await client.run('delete', working);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('(409 CONFLICT)')]);
    });
    expect(await client.output('delete', done)).toBe(`Deleted ${done}.\n`);
    const gone = await client.run('show', done);
    expect(gone).toMatchObject({ code: 1, stderr: `Error: There is no batch ${done}. (404 NOT_FOUND)\n` });
  });

  it('cancel, retry and delete take many by a filter, and nothing without --yes', async () => {
    const client = aClient();
    for (let count = 0; count < 3; count++) await client.run('submit', 'nowhere', '--watch');
    const unsaid = await client.run('delete', '--status', 'failed');
    expect([unsaid.code, unsaid.stderr]).toEqual([
      1,
      'Error: 3 batches would be deleted: say so with --yes.\n',
    ]);
    expect(await client.output('retry', '--all', '--dry-run')).toBe('3 batches would be sent back.\n');
    const workspace = ['--filter', 'workspace=nowhere'];
    expect(await client.output('cancel', ...workspace, '--yes')).toBe('0 batches cancelled.\n');
    expect(await client.output('cancel', '--all', '--yes')).toMatch(
      /^0 batches cancelled\. 3 batches left as they are\.\n {2}batch_\w+ is failed and cannot be cancelled/,
    );
    const both = await client.run('delete', 'batch_x', '--all', '--yes');
    expect(both.stderr).toMatch(/^Error: give the id of a batch, or --status/);
    expect((await client.run('delete', '--yes')).stderr).toMatch(/^Error: name a batch, or many with/);
    const deleted = ['delete', '--status', 'failed', '--filter', 'priority=0-10', '--yes'];
    expect(await client.output(...deleted)).toBe('3 batches deleted.\n');
    expect(await client.output('list', '--filter', 'priority=0-10', '--sort', 'priority')).toBe(
      'No batches.\n',
    );
  });

  it('list shows a page of one status', async () => {
    const client = aClient();
    for (let count = 0; count < 3; count++) await client.run('submit', 'nowhere', '--watch');
    const listed = await client.json('list', '--status', 'failed', '--limit', '2', '--offset', '1');
    expect(listed).toMatchObject({ total: 3, limit: 2, offset: 1 });
    expect(listed.batches).toHaveLength(2);
    expect(await client.output('list', '--status', 'complete')).toBe('No batches.\n');
    const refused = await client.run('list', '--status', 'finished');
    expect(refused.stderr).toMatch(/status must be one of pending, .* \(400 VALIDATION_ERROR\)/);
  });

  it("keeps another organisation's batches out of sight", async () => {
    const owner = aClient();
    const batchId = await owner.submit('a-1');
    const stranger = aClient();
    expect(await stranger.output('list')).toBe('No batches.\n');
    const commands = ['show', 'watch', 'cancel', 'retry', 'delete', 'export'];
    const results = await Promise.all(commands.map((command) => stranger.run(command, batchId)));
    const refused = {
      code: 1,
      signal: null,
      stdout: '',
      stderr: `Error: There is no batch ${batchId}. (404 NOT_FOUND)\n`,
    };
    expect(results).toEqual(commands.map(() => refused));
    expect(await owner.output('show', batchId)).toContain(batchId);
  });

  it('takes the server and the owner from flags before variables, in any language', async () => {
    const orgId = `${anOrg()} Grünstrom 株式会社`;
    const flags = ['--url', server.url, '--org', orgId, '--workspace', 'Süd'];
    const misleading = {
      OFFGRIDFLOW_URL: 'http://127.0.0.1:1',
      OFFGRIDFLOW_ORG: 'x',
      OFFGRIDFLOW_WORKSPACE: 'x',
    };
    const { stdout: batchId } = await runCli(['submit', 'a-1', ...flags], misleading);
    const shown = await runCli(['show', batchId.trim(), ...flags], misleading);
    expect(shown.stdout).toContain(`Owner       ${orgId} / Süd\n`);
  });
});
