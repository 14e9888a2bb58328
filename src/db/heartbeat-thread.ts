import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { systemClock } from '../foundation/clock.ts';
import { type Logger, silentLogger } from '../foundation/logger.ts';
import { connectionConfig, prepareSession } from './connect-postgres.ts';
import type { HeartbeatOptions, Row, Statement } from './database.ts';
import { disconnect } from './postgres-socket.ts';
import { SilenceWatch } from './silence-watch.ts';

/*
 * The thread of a heartbeat: it runs one statement again and again on its own connection, whatever the thread that
 * started it is doing. It imports as little as it can, since all of it is loaded a second time.
 *
 * A connection that is lost is made again, however long that takes; one that died without a word is found by asking
 * the server, as everywhere. While the other thread shows no life for longer than it may, the statement is not run:
 * what it keeps alive is left to run out. A process that is stopped stops this thread too.
 */

/** What the thread is started with. */
export interface HeartbeatTask extends HeartbeatOptions {
  readonly url: string;
  /** When the other thread last showed life, in nanoseconds of `process.hrtime`, and 1 while this one is connected. */
  readonly signs: BigInt64Array;
  /** Where it tells what happens. */
  readonly news: MessagePort;
}

export type HeartbeatNews =
  | { readonly kind: 'answer'; readonly rows: readonly Row[]; readonly sentAtNs: bigint }
  | {
      readonly kind: 'log';
      readonly level: 'debug' | 'info' | 'warn';
      readonly fields: object;
      readonly message: string;
    };

/** A session that has nothing to do is asked this often whether it is still there. */
const idleMsMax = 5_000;
const firstReconnectDelayMs = 50;
/** Short, as for the connection that listens: whoever has no session for a second is taken for dead. */
const reconnectDelayMaxMs = 250;

const { url, intervalMs, lifelessMsMax, sessionLock, signs, news } = workerData as HeartbeatTask;
const config = { ...connectionConfig(url), application_name: 'offgridflow heartbeat' };
const log =
  (level: 'debug' | 'info' | 'warn') =>
  (fields: object, message: string): void =>
    tell({ kind: 'log', level, fields, message });
const logger: Logger = { ...silentLogger, debug: log('debug'), info: log('info'), warn: log('warn') };
const watch = new SilenceWatch(config, logger);
const stopping = new AbortController();
let statement: Statement | null = null;
let nextBeatAtMs = 0;
let isInterrupted = false;
let isPausing = false;

parentPort?.on('message', (message: Statement | null | 'stop') => {
  if (message === 'stop') stopping.abort();
  else statement = message;
});
await keepConnected();
await watch.stop();
news.close();
parentPort?.close();

async function keepConnected(): Promise<void> {
  for (let delayMs = firstReconnectDelayMs; ; delayMs = Math.min(2 * delayMs, reconnectDelayMaxMs)) {
    try {
      await withConnection(async (client, over) => {
        delayMs = firstReconnectDelayMs;
        await beatOn(client, over);
      });
    } catch (error) {
      if (!isInterrupted && !stopping.signal.aborted)
        logger.warn({ error: String(error) }, 'the heartbeat is interrupted; trying again');
      isInterrupted = true;
    }
    if (stopping.signal.aborted) return;
    await systemClock.sleep(delayMs, stopping.signal);
  }
}

/** `over` aborts when the connection is lost or the thread is to stop. */
async function withConnection(act: (client: pg.Client, over: AbortSignal) => Promise<void>): Promise<void> {
  const client = new pg.Client(config);
  const loss = new AbortController();
  client.on('error', (error) => loss.abort(error));
  client.on('end', () => loss.abort(new Error('The server closed the connection.')));
  try {
    await client.connect();
    await answered(client, prepareSession(client));
    await answered(client, client.query('SELECT pg_advisory_lock_shared($1, $2)', [...sessionLock]));
    Atomics.store(signs, 1, 1n);
    await act(client, AbortSignal.any([loss.signal, stopping.signal]));
    loss.signal.throwIfAborted();
  } finally {
    Atomics.store(signs, 1, 0n);
    await disconnect(client);
  }
}

async function beatOn(client: pg.Client, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    if (performance.now() >= nextBeatAtMs) await beat(client);
    else await answered(client, client.query('SELECT 1'));
    if (isInterrupted) logger.info({}, 'the heartbeat goes on');
    isInterrupted = false;
    await systemClock.sleep(Math.max(0, Math.min(nextBeatAtMs - performance.now(), idleMsMax)), over);
  }
}

async function beat(client: pg.Client): Promise<void> {
  const beganAtMs = performance.now();
  if (statement !== null && othersLive()) {
    const sentAtNs = process.hrtime.bigint();
    const { text, values } = statement;
    const { rows } = await answered(client, client.query<Row>(text, [...values]));
    tell({ kind: 'answer', rows, sentAtNs });
  }
  nextBeatAtMs = beganAtMs + intervalMs;
}

function othersLive(): boolean {
  const silentMs = Number(process.hrtime.bigint() - Atomics.load(signs, 0)) / 1e6;
  const isLifeless = silentMs > lifelessMsMax;
  if (isLifeless && !isPausing)
    logger.warn({ silentMs: Math.round(silentMs) }, 'the heartbeat pauses: this node shows no life');
  isPausing = isLifeless;
  return !isLifeless;
}

function answered<T>(client: pg.Client, answer: Promise<T>): Promise<T> {
  return watch.answered(client, answer);
}

function tell(message: HeartbeatNews): void {
  news.postMessage(message);
}
