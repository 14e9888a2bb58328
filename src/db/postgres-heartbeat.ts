import { extname } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Logger } from '../foundation/logger.ts';
import type { Heartbeat, HeartbeatAnswer, HeartbeatOptions, Statement } from './database.ts';
import type { HeartbeatNews, HeartbeatTask } from './heartbeat-thread.ts';

/** Compiled or not, it lies beside this file. */
const threadFile = new URL(`./heartbeat-thread${extname(import.meta.url)}`, import.meta.url);
/** It needs about ten; whatever it takes beyond must not become the trouble of the process. */
const resourceLimits = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 };
const goodbyeMs = 1_000;
const firstRestartDelayMs = 1_000;
const restartDelayMaxMs = 60_000;

/**
 * The side of a heartbeat that lives on the thread which may be blocked. What the other thread tells is kept in a port
 * until it is asked for, without the event loop: after a block, timers come before messages, and they must not judge by
 * what was known before it. A thread that ends is started again.
 */
export class PostgresHeartbeat implements Heartbeat {
  readonly #options: HeartbeatOptions & { readonly url: string };
  readonly #logger: Logger;
  readonly #onStopped: () => void;
  /** When this thread last showed life, in nanoseconds since some fixed point, and whether the other is connected. */
  readonly #signs = new BigInt64Array(new SharedArrayBuffer(16));
  #statement: Statement | null = null;
  #worker: Worker | null = null;
  #news: MessagePort | null = null;
  #answers: { readonly rows: HeartbeatAnswer['rows']; readonly sentAtNs: bigint }[] = [];
  #restart: NodeJS.Timeout | undefined;
  #restartDelayMs = firstRestartDelayMs;
  #stopping: Promise<void> | null = null;

  constructor(
    options: HeartbeatOptions & { readonly url: string },
    logger: Logger,
    onStopped: () => void = () => {},
  ) {
    this.#options = options;
    this.#logger = logger;
    this.#onStopped = onStopped;
    this.#showLife();
    this.#startThread();
  }

  set(statement: Statement | null): void {
    this.#statement = statement;
    this.#worker?.postMessage(statement);
  }

  takeAnswers(): HeartbeatAnswer[] {
    this.#showLife();
    this.#hearNews();
    const answers = this.#answers;
    this.#answers = [];
    const nowNs = process.hrtime.bigint();
    return answers.map(({ rows, sentAtNs }) => ({ rows, ageMs: Number(nowNs - sentAtNs) / 1e6 }));
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(this.#onStopped);
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === null) return;
    worker.ref();
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage('stop');
    // Whoever is not connected has nobody to say goodbye to.
    const isConnected = Atomics.load(this.#signs, 1) === 1n;
    const giveUp = setTimeout(() => worker.terminate(), isConnected ? goodbyeMs : 0);
    await ended;
    clearTimeout(giveUp);
  }

  #showLife(): void {
    Atomics.store(this.#signs, 0, process.hrtime.bigint());
  }

  #startThread(): void {
    const { port1: news, port2: threadsNews } = new MessageChannel();
    const task: HeartbeatTask = { ...this.#options, signs: this.#signs, news: threadsNews };
    Atomics.store(this.#signs, 1, 0n);
    this.#news = news;
    try {
      this.#worker = this.#threadFor(task);
      this.#worker.postMessage(this.#statement);
    } catch (error) {
      // Where threads are forbidden, say. The leases are renewed without it.
      this.#onEnd(error);
    }
  }

  #threadFor(task: HeartbeatTask): Worker {
    // Flags of this process, such as loaders, are none of its business. The environment is: PGPASSWORD and the like.
    const worker = new Worker(threadFile, {
      workerData: task,
      transferList: [task.news],
      execArgv: [],
      resourceLimits,
    });
    let cause: unknown = null;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => this.#onEnd(cause));
    // It never keeps a process alive.
    worker.unref();
    return worker;
  }

  #onEnd(cause: unknown): void {
    this.#hearNews();
    this.#news?.close();
    this.#news = null;
    this.#worker = null;
    if (this.#stopping !== null) return;
    const delayMs = this.#restartDelayMs;
    this.#restartDelayMs = Math.min(2 * delayMs, restartDelayMaxMs);
    this.#logger.warn(
      { error: String(cause), restartInMs: delayMs },
      'the heartbeat thread ended; it is started again',
    );
    this.#restart = setTimeout(() => this.#startThread(), delayMs).unref();
  }

  #hearNews(): void {
    if (this.#news === null) return;
    for (let next = receiveMessageOnPort(this.#news); next; next = receiveMessageOnPort(this.#news)) {
      const news = next.message as HeartbeatNews;
      if (news.kind === 'log') this.#logger[news.level](news.fields, news.message);
      else {
        this.#answers.push(news);
        this.#restartDelayMs = firstRestartDelayMs;
      }
    }
  }
}
