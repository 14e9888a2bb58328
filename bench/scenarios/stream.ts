/**
 * `npm run bench:stream`: a file of activities sent to a server in one request, submitted by a filter, and its results
 * taken back as one stream of CSV, on a PostgreSQL that syncs its disk. Measures how fast each goes and the most memory
 * that the server held, which must not grow with the file, and compares the CSV with that of `run` for the same file.
 *
 *   npm run bench:stream -- [--rows 1000000] [--results bench/results/stream.json]
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { makeClone } from '../../tests/support/clone.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { writeOwnerlessFile } from '../support/activities-file.ts';
import { runMeasured, serveMeasured } from '../support/measured-process.ts';
import { writeResults } from '../support/results-file.ts';

const resultsDefault = fileURLToPath(new URL('../results/stream.json', import.meta.url));
const peakAllowedMb = 300;
const someFailed = 2;
const owner = { org: 'acme', workspace: 'main' };

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    results: { type: 'string', default: resultsDefault },
  },
});
const rows = Number(values.rows);
assert(Number.isInteger(rows) && rows > 0, `--rows is "${values.rows}": give a whole number above 0.`);

const directory = await mkdtemp(join(tmpdir(), 'offgridflow-bench-'));
const file = join(directory, 'activities.csv');
const launcher = join(directory, 'package/bin/offgridflow.js');
const server = await startPostgres(18, ['-c', 'fsync=on']);
try {
  await writeOwnerlessFile(file, rows);
  await makeClone(join(directory, 'package'));
  const streamed = join(directory, 'streamed.csv');
  const measured = await throughServer(streamed);
  const ofRun = join(directory, 'run.csv');
  await throughRun(ofRun);
  const linesCompared = await compare(streamed, ofRun);
  const result = { scenario: 'stream', rows, linesCompared, ...measured };
  report(result);
  await writeResults(values.results, result, { postgresql: String(server.version) });
  if (result.peakMemoryMb > peakAllowedMb) process.exitCode = 1;
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

async function throughServer(out: string) {
  const args = [launcher, 'serve', '--port', '0', '--log-level', 'warn'];
  const node = await serveMeasured(args, environment(server.urlOf('postgres')));
  const phases: { phase: string; seconds: number; rowsPerSecond: number; peakMemoryMb: number | null }[] = [];
  const timed = async <T>(phase: string, act: () => Promise<T>): Promise<T> => {
    const beganAtMs = performance.now();
    const done = await act();
    const took = (performance.now() - beganAtMs) / 1_000;
    const peak = await node.peakMemoryBytes();
    const peakMemoryMb = peak === null ? null : rounded(peak / 1024 ** 2);
    phases.push({ phase, seconds: rounded(took), rowsPerSecond: Math.round(rows / took), peakMemoryMb });
    return done;
  };
  let ended: ReturnType<typeof node.end> | null = null;
  try {
    const [, url = ''] = await timed('start', () => node.saying(/listens on (\S+)/));
    const imported = await timed('importing', () => sendFile(url));
    assert.equal(
      imported.imported + imported.rejected,
      rows,
      `The import answered ${JSON.stringify(imported)}.`,
    );
    const filter = { workspace: owner.workspace, without_record: true };
    const { batch_id } = await timed('submitting', () => post(url, '/batches', { filter }));
    await timed('processing', () => untilOver(url, batch_id));
    await timed('streaming results', () => take(url, `/batches/${batch_id}/results`, out));
  } finally {
    ended = node.end();
  }
  const { code, stdout, peakMemoryBytes, cpuSeconds } = await ended;
  assert.equal(code, 0, `The server ended with ${code}:\n${stdout}`);
  return { peakMemoryMb: rounded(peakMemoryBytes / 1024 ** 2), cpuSeconds: rounded(cpuSeconds), phases };
}

function environment(databaseUrl: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, DATABASE_URL: databaseUrl };
}

async function ask(url: string, path: string, method = 'GET', headers: Record<string, string> = {}) {
  const sent = request(`${url}/api/v1${path}`, {
    method,
    headers: { 'x-org-id': owner.org, 'x-workspace-id': owner.workspace, ...headers },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  return { sent, answered };
}

async function sendFile(url: string) {
  const { sent, answered } = await ask(url, '/activities', 'POST', { 'content-type': 'text/csv' });
  await pipeline(createReadStream(file), sent);
  return bodyOf((await answered)[0]);
}

async function post(url: string, path: string, body: object) {
  const { sent, answered } = await ask(url, path, 'POST', { 'content-type': 'application/json' });
  sent.end(JSON.stringify(body));
  return bodyOf((await answered)[0]);
}

async function get(url: string, path: string) {
  const { sent, answered } = await ask(url, path);
  sent.end();
  return bodyOf((await answered)[0]);
}

async function bodyOf(response: IncomingMessage) {
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  assert((response.statusCode ?? 0) < 300, `The server answered ${response.statusCode}: ${text}`);
  return JSON.parse(text);
}

async function untilOver(url: string, batchId: string): Promise<void> {
  for (;;) {
    const { status } = await get(url, `/batches/${batchId}`);
    if (['complete', 'failed'].includes(status)) return;
    await setTimeout(100);
  }
}

async function take(url: string, path: string, out: string): Promise<void> {
  const { sent, answered } = await ask(url, path, 'GET', { accept: 'text/csv' });
  sent.end();
  const [response] = await answered;
  assert.equal(response.statusCode, 200);
  await pipeline(response, createWriteStream(out));
}

/** What a user has from the command line for the same file, on a database that has nothing else. */
async function throughRun(out: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.urlOf('postgres') });
  await client.connect();
  await client.query('CREATE DATABASE run');
  await client.end();
  const names = ['--org', owner.org, '--workspace', owner.workspace];
  const args = [launcher, 'run', file, ...names, '--out', out, '--json'];
  const { code, said } = await runMeasured(args, environment(server.urlOf('run')));
  assert.equal(code, someFailed, said.map(({ text }) => text).join('\n'));
}

/** Line by line; rows that `run` shows as rejected never became activities, and are in no batch. */
async function compare(streamed: string, ofRun: string): Promise<number> {
  let lines = 0;
  const theirs = linesOf(ofRun, (line) => !/^[^,]*,[^,]*,[^,]*,rejected,/.test(line));
  for await (const line of linesOf(streamed, () => true)) {
    lines += 1;
    assert.equal(line, (await theirs.next()).value, `Line ${lines} is another than that of run.`);
  }
  assert.equal((await theirs.next()).done, true, `The stream ended after ${lines} lines.`);
  return lines;
}

async function* linesOf(path: string, isCounted: (line: string) => boolean): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(path) }))
    if (isCounted(line)) yield line;
}

function report(result: Awaited<ReturnType<typeof throughServer>> & { linesCompared: number }): void {
  const { phases, linesCompared, peakMemoryMb, cpuSeconds } = result;
  const lines = phases.map(
    ({ phase, seconds, rowsPerSecond, peakMemoryMb }) =>
      `${phase.padEnd(20)} ${seconds.toFixed(1).padStart(8)} s ${String(rowsPerSecond).padStart(9)} rows/s, by then ${peakMemoryMb} MB`,
  );
  process.stdout.write(
    `${rows} rows\n${lines.join('\n')}\n${linesCompared} lines of CSV as run writes them\n` +
      `${cpuSeconds} s of processor time of the server, peak memory ${peakMemoryMb} MB of ${peakAllowedMb} MB allowed\n`,
  );
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
