/**
 * `npm run bench:events`: listeners on one node, each with a connection of its own, while batches are worked on. In the middle
 * every listener leaves and comes back at another node. Each must have seen every event of its batch once and in order;
 * otherwise it ends with 1. What it measures: how long an event takes from its commit to a listener, and what the node
 * needs for it. Listeners and worker are one process, each node another, the database a third.
 *
 *   npm run bench:events -- [--listeners 2000] [--batches 20] [--events 40] [--pace-ms 250] [--results bench/results/events.json]
 */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import type { BatchJob } from '../../src/domain/batch-job.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { EventClient } from '../../tests/support/event-client.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import type { NodeUsage } from '../support/event-node.ts';
import { writeResults } from '../support/results-file.ts';

const resultsDefault = fileURLToPath(new URL('../results/events.json', import.meta.url));
const nodeScript = fileURLToPath(new URL('../support/event-node.ts', import.meta.url));
const owner = { orgId: 'org-bench', workspaceId: 'ws' };
const lockTimeoutMs = 3_600_000;
/** Connections that are made at the same time. */
const connectingMax = 50;

const { values } = parseArgs({
  options: {
    listeners: { type: 'string', default: '2000' },
    batches: { type: 'string', default: '20' },
    events: { type: 'string', default: '40' },
    'pace-ms': { type: 'string', default: '250' },
    results: { type: 'string', default: resultsDefault },
  },
});
const [listenerCount, batchCount, eventCount, paceMs] = (
  ['listeners', 'batches', 'events', 'pace-ms'] as const
).map((name) => {
  const number = Number(values[name]);
  assert(
    Number.isInteger(number) && number > 0,
    `--${name} is "${values[name]}": give a whole number above 0.`,
  );
  return number;
}) as [number, number, number, number];

/** Who follows a batch, over one connection after the other. */
class Listener {
  readonly batchId: string;
  readonly #clients: EventClient[] = [];

  constructor(batchId: string) {
    this.batchId = batchId;
  }

  async connect({ url }: Node): Promise<void> {
    const before = this.#clients.at(-1);
    before?.close();
    const path = `${url}/api/v1/batches/${this.batchId}/events`;
    const client = await EventClient.open(path, { 'x-org-id': owner.orgId }, before?.lastEventId ?? null);
    // Nothing is left to whom has seen the end.
    assert(
      client.status === 200 || (client.status === 204 && before !== undefined),
      `It answered ${client.status}.`,
    );
    if (before === undefined) await client.received(1);
    this.#clients.push(client);
  }

  get events() {
    return this.#clients.flatMap(({ events }) => events);
  }

  async ended(): Promise<void> {
    await this.#clients.at(-1)?.ended;
  }
}

interface Node {
  readonly child: ChildProcess;
  readonly url: string;
}

const server = await startPostgres(18);
const url = server.urlOf('postgres');
const db = await openPostgres({ url, poolSize: 20, connectTimeoutMs: 10_000, logger: silentLogger });
const store = new PostgresBatchStore(db);
const nodes: Node[] = [];
try {
  await migrateUp(db, silentLogger);
  const [first, second] = [await startNode(), await startNode()];
  const batches = await submitBatches();
  const listeners = Array.from(
    { length: listenerCount },
    (_, place) => new Listener(batches[place % batchCount]?.id ?? ''),
  );
  const empty = await usageOf(first);
  const connectSeconds = await seconds(() => connectAll(listeners, first));

  /** When each event was committed, by its id. */
  const committedAtMs = new Map<string, number>();
  const begun = await usageOf(first);
  const beganAtMs = performance.now();
  const half = Math.floor(eventCount / 2);
  const working = await Promise.all(batches.map(startBatch));
  await Promise.all(working.map((batch) => work(batch, half, committedAtMs)));
  const elapsed = (performance.now() - beganAtMs) / 1_000;
  const used = await usageOf(first);
  // They leave and come back while events go on.
  const [reconnectSeconds] = await Promise.all([
    seconds(() => connectAll(listeners, second)),
    ...working.map((batch) => work(batch, eventCount - half, committedAtMs)),
  ]);
  await Promise.all(listeners.map((listener) => listener.ended()));

  const missed = await countMissed(listeners, batches);
  const latencies = listeners.flatMap(({ events }) =>
    events.flatMap(({ id, atMs }) => {
      const committed = committedAtMs.get(id ?? '');
      return committed === undefined ? [] : [atMs - committed];
    }),
  );
  const result = {
    ...{ scenario: 'events', listeners: listenerCount, batches: batchCount, paceMs },
    received: listeners.reduce((sum, { events }) => sum + events.length, 0),
    listenersThatMissedOrRepeated: missed,
    connectSeconds: rounded(connectSeconds),
    reconnectSeconds: rounded(reconnectSeconds),
    latencyMs: spread(latencies),
    node: {
      memoryMb: { empty: empty.memoryMb, connected: begun.memoryMb, after: used.memoryMb },
      statementsPerSecond: rounded((used.statements - begun.statements) / elapsed),
      cpuShare: rounded((used.cpuSeconds - begun.cpuSeconds) / elapsed),
    },
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  await writeResults(values.results, result, { postgresql: String(server.version) });
  if (missed > 0) process.exitCode = 1;
} finally {
  for (const { child } of nodes) child.kill('SIGKILL');
  await db.close();
  await server.stop();
}

async function startNode(): Promise<Node> {
  const child = fork(nodeScript, [url], { stdio: 'inherit' });
  const [{ address }] = (await once(child, 'message')) as [{ address: string }];
  const node = { child, url: address };
  nodes.push(node);
  return node;
}

async function usageOf({ child }: Node): Promise<NodeUsage> {
  child.send('usage');
  const [{ usage }] = (await once(child, 'message')) as [{ usage: NodeUsage }];
  return usage;
}

/** Of activities that there are not, each of which ends in an error that is tolerated: nothing but events is of interest. */
function submitBatches(): Promise<BatchJob[]> {
  const activityIds = Array.from(
    { length: eventCount },
    (_, place) => `act-${String(place).padStart(6, '0')}`,
  );
  return Promise.all(
    Array.from({ length: batchCount }, () =>
      store.createBatch({ ...owner, activityIds, errorToleranceShare: 1 }),
    ),
  );
}

async function connectAll(listeners: readonly Listener[], node: Node): Promise<void> {
  const waiting = [...listeners];
  const connect = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await next.connect(node);
  };
  await Promise.all(Array.from({ length: connectingMax }, connect));
}

interface Working {
  readonly lease: NonNullable<Awaited<ReturnType<typeof store.acquireBatchLock>>>['lease'];
  batch: BatchJob;
}

async function startBatch({ id }: BatchJob): Promise<Working> {
  const claimed = await store.acquireBatchLock(id, 'worker', lockTimeoutMs);
  assert(claimed !== null);
  return { lease: claimed.lease, batch: await store.startBatch(claimed.lease) };
}

/** Commits chunks of one activity, at a pace; with the last one the batch ends. */
async function work(working: Working, chunks: number, committedAtMs: Map<string, number>): Promise<void> {
  for (let count = 0; count < chunks; count += 1) {
    await setTimeout(paceMs * (0.5 + Math.random()));
    const { lease, batch } = working;
    const [activity] = await store.readChunk(lease, batch.cursor, 1);
    assert(activity !== undefined);
    const { activityId } = activity;
    const outcome = { activityId, kind: 'error', code: 'ACTIVITY_NOT_FOUND', details: 'None.' } as const;
    working.batch = await store.commitChunk(lease, {
      fromCursor: batch.cursor,
      toCursor: activityId,
      outcomes: [{ activity, outcome }],
      isLast: batch.processedCount + 1 === batch.activityCount,
    });
    const atMs = performance.now();
    const { rows } = await db.query<{ id: number }>(
      'SELECT max(id) AS id FROM batch_progress_log WHERE org_id = $1 AND batch_id = $2',
      [owner.orgId, batch.id],
    );
    committedAtMs.set(String(rows[0]?.id), atMs);
  }
}

/** Listeners whose events are not those of the log, from the first that they were told on, each once and in order. */
async function countMissed(listeners: readonly Listener[], batches: readonly BatchJob[]): Promise<number> {
  const logs = new Map<string, string>();
  for (const { id } of batches) {
    const log = (await store.getProgressLog({ orgId: owner.orgId, batchId: id })) ?? [];
    logs.set(id, log.map((entry) => entry.id).join());
  }
  return listeners.filter(({ batchId, events }) => events.map(({ id }) => id).join() !== logs.get(batchId))
    .length;
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const beganAtMs = performance.now();
  await act();
  return (performance.now() - beganAtMs) / 1_000;
}

function spread(values: readonly number[]) {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => rounded(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), most: rounded(sorted.at(-1) ?? Number.NaN) };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
