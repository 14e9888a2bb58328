/**
 * Real processes on a real PostgreSQL under real faults: `node tests/chaos/run.ts --minutes 10 --seed 7`; `--embedded` for
 * one process with the embedded database; `--faults N` for so many faults in place of a time. The seed decides
 * which faults come in which order with which of their choices, and what each client does. When exactly they meet is left
 * to the machine, so that a seed makes a run like the one before, not the same.
 */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Chance } from './chance.ts';
import { runCluster } from './cluster-run.ts';
import { runEmbedded } from './embedded-run.ts';
import { Report } from './report.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    faults: { type: 'string' },
    seed: { type: 'string' },
    embedded: { type: 'boolean' },
  },
});

const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const report = new Report(seed);
const isLong = values.faults === undefined;
const endsAtMs = performance.now() + Number(values.minutes ?? 1) * 60_000;
// Whoever interrupts it finds no process left: each is ended when this one exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
// Most of what a node's start takes is to compile the sources, and here are many starts.
const compiled = await mkdtemp(join(tmpdir(), 'offgridflow-compiled-'));
process.env.NODE_COMPILE_CACHE ??= compiled;
report.say(`seed ${seed}`);
const run = {
  report,
  chance: new Chance(seed),
  isLong,
  isOver: () => (isLong ? performance.now() >= endsAtMs : report.faultCount >= Number(values.faults)),
};
const figures = await (values.embedded ? runEmbedded(run) : runCluster(run));
await rm(compiled, { recursive: true, force: true, maxRetries: 10 });
process.stdout.write(`${report.summary(figures)}\n`);
process.exitCode = report.violations.length === 0 ? 0 : 1;
