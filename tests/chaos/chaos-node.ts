import { setTimeout } from 'node:timers/promises';
import { CliProcess } from '../support/cli.ts';
import { OneAtATime } from './one-at-a-time.ts';
import type { Report } from './report.ts';

export interface NodeSituation {
  readonly name: string;
  readonly kind: 'serve' | 'worker';
  readonly args: readonly string[];
  /** How long it may take to stop when it is asked to. */
  readonly stopMaxMs: number;
  readonly report: Report;
}

/** The place of a node: a process is in it, until a fault ends that one and another is started. */
export class ChaosNode {
  /** One fault at a time. */
  readonly acts = new OneAtATime();
  readonly #is: NodeSituation;
  #process: CliProcess | null = null;
  #isClosed = false;
  /** Where a server listens; null while there is none. */
  url: string | null = null;

  constructor(situation: NodeSituation) {
    this.#is = situation;
    // A run that ends without `close` leaves no node behind.
    process.on('exit', () => this.#process?.child.kill('SIGKILL'));
  }

  get name(): string {
    return this.#is.name;
  }

  get isServer(): boolean {
    return this.#is.kind === 'serve';
  }

  /** Resolves when it works, however long the database takes to come. */
  async start(): Promise<void> {
    const { name, report } = this.#is;
    for (;;) {
      const started = this.#spawn();
      const place = await started.says(/OffGridFlow (?:listens on|works as) (\S+)/).catch(() => null);
      if (place !== null) {
        this.url = this.isServer ? (place[1] as string) : null;
        void this.#restartIfItEnds(started);
        return;
      }
      const { code, stderr } = await started.ended();
      if (!this.#isClosed && !/could not be reached/.test(stderr))
        report.violation(`${name} ended with ${code} at its start: ${stderr}`);
    }
  }

  /** Starts a process that is killed so soon that it may not have begun to work. */
  async startAndKill(afterMs: number): Promise<void> {
    const started = this.#spawn();
    await setTimeout(afterMs);
    this.#leave();
    await started.kill('SIGKILL');
  }

  async kill(): Promise<void> {
    await this.#leave()?.kill('SIGKILL');
  }

  /** For good, whatever faults are under way: none of them starts it again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.kill();
  }

  /** In good order, within its time. */
  async stop(): Promise<void> {
    const { name, report, stopMaxMs } = this.#is;
    const left = this.#leave();
    if (left === undefined) return;
    const over = new AbortController();
    const ended = left.kill('SIGTERM').finally(() => over.abort());
    const late = setTimeout(stopMaxMs, 'late' as const, { signal: over.signal }).catch(() => ended);
    const result = await Promise.race([ended, late]);
    if (result === 'late') {
      report.violation(`${name} does not stop: ${left.stderr}${left.stdout.slice(-2_000)}`);
      await left.kill('SIGKILL');
    } else if (result.code !== 0) {
      report.violation(`${name} stopped with ${result.code ?? result.signal}: ${result.stderr}`);
    }
  }

  async pause(ms: number): Promise<void> {
    const child = this.#process?.child;
    child?.kill('SIGSTOP');
    await setTimeout(ms);
    child?.kill('SIGCONT');
  }

  /** The last that it said, for whoever looks for what is wrong. */
  lastWords(): string {
    return this.#process?.stdout.slice(-2_000) ?? '';
  }

  #spawn(): CliProcess {
    if (this.#isClosed) throw new Error(`${this.name} is closed.`);
    const { kind, args } = this.#is;
    this.#process = new CliProcess([kind, ...(kind === 'serve' ? ['--port', '0'] : []), ...args]);
    return this.#process;
  }

  #leave(): CliProcess | undefined {
    const left = this.#process;
    this.#process = null;
    this.url = null;
    return left ?? undefined;
  }

  /** No fault ends a process by itself: that is a crash. */
  async #restartIfItEnds(started: CliProcess): Promise<void> {
    const { code, signal, stderr, stdout } = await started.ended();
    if (this.#process !== started) return;
    this.url = null;
    const { name, report } = this.#is;
    report.violation(`${name} ended by itself with ${code ?? signal}: ${stderr}${stdout.slice(-2_000)}`);
    await this.acts.alone(() => this.start());
  }
}
