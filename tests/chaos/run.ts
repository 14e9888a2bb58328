/**
 * Real processes on a real PostgreSQL under real faults: `node tests/chaos/run.ts --minutes 10 --seed 7`; `--embedded` for
 * one process with the embedded database; `--faults N` for so many faults in place of a time. The minutes are those of the
 * faults: what comes before and after them is not counted. The seed decides which faults come in which order with which of
 * their choices, and what each client does. When exactly they meet is left to the machine, so that a seed makes a run like
 * the one before, not the same. Ends with 1 when something was violated, and when no fault was injected.
 */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chance } from '../support/chance.ts';
import { numberOption, readOptions } from '../support/number-options.ts';
import { type Run, runCluster } from './cluster-run.ts';
import { runEmbedded } from './embedded-run.ts';
import { interruption } from './interruption.ts';
import { Report } from './report.ts';

const values = readOptions({
  minutes: { type: 'string' },
  faults: { type: 'string' },
  seed: { type: 'string' },
  embedded: { type: 'boolean' },
});
const aboveZero = { least: 0, isAbove: true };
const minutes = numberOption('--minutes', values.minutes ?? '1', aboveZero);
const faults =
  values.faults === undefined
    ? null
    : numberOption('--faults', values.faults, { ...aboveZero, isWhole: true });
const seed = numberOption('--seed', values.seed ?? String(randomInt(2 ** 31)), { least: 0, isWhole: true });

const report = new Report(seed);
const interrupted = await interruption();
// Most of what a node's start takes is to compile the sources, and here are many starts.
const compiled = await mkdtemp(join(tmpdir(), 'offgridflow-compiled-'));
process.env.NODE_COMPILE_CACHE ??= compiled;
report.say(`seed ${seed}`);
const extent = faults === null ? { minutes } : { faults };
const run: Run = { report, chance: new Chance(seed), isLong: faults === null, extent, interrupted };
let hasEnded = false;
try {
  const figures = await (values.embedded ? runEmbedded(run) : runCluster(run));
  if (report.faultCount === 0) report.violation('no fault was injected: the run shows nothing');
  process.stdout.write(`${report.summary(figures)}\n`);
  hasEnded = true;
} catch (error) {
  report.say(`the run is left: ${interrupted.aborted ? interrupted.reason : error}`);
  if (!interrupted.aborted) console.error(error);
} finally {
  await rm(compiled, { recursive: true, force: true, maxRetries: 10 });
}
// What a run that was left had begun may still wait for something.
process.exit(hasEnded && report.violations.length === 0 ? 0 : 1);
