import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../support/document.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

it('run takes 20,000 rows in the memory that is promised for a million, and the bench keeps what it measured', async () => {
  const results = directory.path('results.json');
  const args = ['bench/scenarios/million-rows.ts', '--rows', '20000', '--results', results];
  // It ends with 1 above the limit.
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout).toMatch(/^20000 rows\nstart and reading .* rows\/s\nimporting /);
  const measured = JSON.parse(await readFile(results, 'utf8'));
  expect(measured).toMatchObject({
    rows: 20_000,
    machine: { cores: expect.any(Number) },
    versions: { postgresql: '18' },
  });
  expect(measured.phases.map(({ phase }: { phase: string }) => phase)).toEqual([
    'start and reading',
    'importing',
    'submitting',
    'processing',
    'writing results',
  ]);
  expect(measured.peakMemoryMb).toBeGreaterThan(50);
  expect(measured.peakMemoryMb).toBeLessThan(300);
});

it('a server takes 20,000 rows in one stream and gives them back in another as run does, in that memory too', async () => {
  const results = directory.path('stream.json');
  const args = ['bench/scenarios/stream.ts', '--rows', '20000', '--results', results];
  // It ends with 1 above the limit, or where the CSV is not that of run.
  await promisify(execFile)(process.execPath, args, { cwd: root });
  const measured = JSON.parse(await readFile(results, 'utf8'));
  expect(measured.linesCompared).toBeGreaterThan(19_000);
  expect(measured.phases.map(({ phase }: { phase: string }) => phase)).toEqual([
    'start',
    'importing',
    'submitting',
    'processing',
    'streaming results',
  ]);
  expect(measured.peakMemoryMb).toBeGreaterThan(50);
  expect(measured.peakMemoryMb).toBeLessThan(300);
});

it('claims are measured at every depth, and the bench keeps what it measured', async () => {
  const results = directory.path('claims.json');
  const args = ['bench/scenarios/claims.ts', '--depths', '50,100', '--claims', '3', '--results', results];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(stdout.trim().split('\n')).toHaveLength(4);
  const { measured } = JSON.parse(await readFile(results, 'utf8'));
  expect(measured.map(({ depth }: { depth: number }) => depth)).toEqual([50, 100, 50, 100]);
});

it('a shared batch is measured on one node and on two, and the bench keeps what it measured', async () => {
  const results = directory.path('shared.json');
  const args = ['bench/scenarios/shared-batch.ts', '--activities', '400', '--wait-ms', '10', '--rounds', '1'];
  await promisify(execFile)(process.execPath, [...args, '--results', results], { cwd: root });
  const measured = JSON.parse(await readFile(results, 'utf8'));
  expect(measured).toMatchObject({
    activities: 400,
    seconds: { one: [expect.any(Number)], two: [expect.any(Number)] },
  });
});

it('a fail-over is measured, killed and stopped, and the bench keeps what it measured', async () => {
  const results = directory.path('failover.json');
  const args = ['bench/scenarios/failover.ts', '--rounds', '1', '--results', results];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  const some = { median: expect.any(Number), most: expect.any(Number) };
  expect(JSON.parse(await readFile(results, 'utf8'))).toMatchObject({
    killed: { exitCodes: [null], claimedSeconds: some, goneOnSeconds: some },
    stopped: { exitCodes: [0], retries: 0, exitSeconds: some, claimedSeconds: some, goneOnSeconds: some },
  });
});

it('requests are measured as the role and as the owner, and the bench keeps what it measured', async () => {
  const results = directory.path('tenant-isolation.json');
  const args = [
    'bench/scenarios/tenant-isolation.ts',
    '--rounds',
    '2',
    '--batches',
    '5',
    '--results',
    results,
  ];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  const { measured } = JSON.parse(await readFile(results, 'utf8'));
  expect(measured).toHaveLength(4);
  const some = expect.any(Number);
  for (const one of measured) expect(one).toMatchObject({ roleMs: some, ownerMs: some, ratio: some });
});

it('each of 200 listeners sees every event of its batch once, also across a node, and the bench keeps what it measured', async () => {
  const results = directory.path('events.json');
  const args = ['bench/scenarios/events.ts', '--listeners', '200', '--batches', '10', '--events', '10'];
  // It ends with 1 where a listener missed or repeated one.
  await promisify(execFile)(process.execPath, [...args, '--pace-ms', '50', '--results', results], {
    cwd: root,
  });
  expect(JSON.parse(await readFile(results, 'utf8'))).toMatchObject({
    received: 200 * 12,
    listenersThatMissedOrRepeated: 0,
    latencyMs: { median: expect.any(Number), most: expect.any(Number) },
    node: { memoryMb: { connected: expect.any(Number) } },
  });
});
