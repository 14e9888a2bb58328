import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface SaidLine {
  readonly text: string;
  /** When it was said, since the start of the process. */
  readonly atSeconds: number;
}

export interface MeasuredProcess {
  readonly code: number | null;
  readonly stdout: string;
  /** What it said on standard error, line by line. */
  readonly said: readonly SaidLine[];
  readonly seconds: number;
  /** Of its own threads; a database works in other processes. */
  readonly cpuSeconds: number;
  /** The most memory that it held at any time. */
  readonly peakMemoryBytes: number;
}

/** A process that goes on until it is told to end. */
export interface RunningProcess {
  /** The first line on standard error that matches, whenever it comes. Rejects where the process ends without one. */
  readonly saying: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** The most memory that it has held so far; null where the system does not tell. */
  readonly peakMemoryBytes: () => Promise<number | null>;
  /** Interrupts it, as a user does, and waits for its end. */
  readonly end: () => Promise<MeasuredProcess>;
}

/** Runs a script on this Node, as a process of its own, to its end. */
export async function runMeasured(args: readonly string[], env: NodeJS.ProcessEnv): Promise<MeasuredProcess> {
  return (await startMeasured(args, env)).ended;
}

/** The same for one that serves: whoever starts it ends it. */
export async function serveMeasured(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<RunningProcess> {
  const { child, ended, saying } = await startMeasured(args, env);
  const end = () => {
    child.kill('SIGINT');
    return ended;
  };
  const peakMemoryBytes = async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  };
  return { saying, peakMemoryBytes, end };
}

async function startMeasured(args: readonly string[], env: NodeJS.ProcessEnv) {
  const directory = await mkdtemp(join(tmpdir(), 'offgridflow-measured-'));
  const usageFile = join(directory, 'usage.json');
  const startedAtMs = performance.now();
  const seconds = () => (performance.now() - startedAtMs) / 1_000;
  const child = spawn(process.execPath, ['--import', tellUsage(usageFile), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: SaidLine[] = [];
  const lines = createInterface({ input: child.stderr });
  lines.on('line', (text) => said.push({ text, atSeconds: seconds() }));
  const measured = async (): Promise<MeasuredProcess> => {
    const [stdout, [code]] = await Promise.all([
      textOf(child.stdout),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(await readFile(usageFile, 'utf8'));
    await rm(directory, { recursive: true });
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    return { code, stdout, said, seconds: seconds(), cpuSeconds, peakMemoryBytes: maxRSS * 1024 };
  };
  const saying = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = (text: string) => {
        const found = pattern.exec(text);
        if (found !== null) resolve(found);
      };
      for (const { text } of said) look(text);
      lines.on('line', look);
      lines.once('close', () => reject(new Error(`It ended and did not say ${pattern}.`)));
    });
  return { child, ended: measured(), saying };
}

/**
 * Makes a process tell what it used as the last thing it does, as its operating system counted: nothing is sampled, and
 * a script that goes on as another program, as the launcher does, is measured all the same.
 */
function tellUsage(file: string): string {
  const program = `
    import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.resourceUsage())));`;
  return `data:text/javascript,${encodeURIComponent(program)}`;
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}
