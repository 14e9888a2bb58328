import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const cliMain = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export const sampleFile = fileURLToPath(new URL('../../examples/activities.csv', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Another script than the command line's sources, another Node, and where it runs. */
export interface CliPlace {
  /** On a terminal of 100 columns, both its outputs there; `hasTerminals` says whether that can be had. */
  readonly isOnTerminal?: boolean;
  readonly script?: string;
  readonly node?: string;
  readonly directory?: string;
}

/** A command line that runs as a process of its own. */
export class CliProcess {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  #isOver = false;
  readonly #ended: Promise<CliResult>;
  readonly #watchers = new Set<() => void>();

  constructor(args: readonly string[], env: Record<string, string> = {}, place: CliPlace = {}) {
    const command = [place.node ?? process.execPath, place.script ?? cliMain, ...args];
    const [program = '', ...rest] = place.isOnTerminal ? onTerminal(command) : command;
    this.child = spawn(program, rest, { env: { ...cleanEnvironment(), ...env }, cwd: place.directory });
    this.child.stdout?.setEncoding('utf8').on('data', (data) => this.#note(() => (this.stdout += data)));
    this.child.stderr?.setEncoding('utf8').on('data', (data) => this.#note(() => (this.stderr += data)));
    this.#ended = once(this.child, 'close').then(([code, signal]) => {
      this.#note(() => (this.#isOver = true));
      return { code, signal, stdout: this.stdout, stderr: this.stderr };
    });
  }

  ended(): Promise<CliResult> {
    return this.#ended;
  }

  /** Resolves when the output matches; rejects when the process ends before. */
  async says(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = `${this.stdout}\n${this.stderr}`.match(pattern);
      if (match !== null) return match;
      if (this.#isOver) {
        throw new Error(`The process ended without saying ${pattern}:\n${this.stdout}\n${this.stderr}`);
      }
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<CliResult> {
    this.child.kill(signal);
    return this.#ended;
  }

  #note(take: () => void): void {
    take();
    for (const wake of this.#watchers) wake();
    this.#watchers.clear();
  }
}

export function runCli(args: readonly string[], env: Record<string, string> = {}): Promise<CliResult> {
  return new CliProcess(args, env).ended();
}

/** `script` of util-linux gives a command a terminal; that of other systems takes other arguments. */
export function hasTerminals(): boolean {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return stdout?.includes('util-linux') ?? false;
}

function onTerminal(command: readonly string[]): string[] {
  const quoted = command.map((part) => `'${part.replaceAll("'", "'\\''")}'`).join(' ');
  return ['script', '--quiet', '--return', '--command', `stty cols 100; exec ${quoted}`, '/dev/null'];
}

/** The environment without what would configure the product. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (name === 'DATABASE_URL' || name.startsWith('OFFGRIDFLOW_')) delete env[name];
  }
  return env;
}
