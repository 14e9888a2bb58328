/**
 * Real processes on a real PostgreSQL under real faults: `node tests/chaos/run.ts --minutes 10 --seed 7`. The seed decides
 * which faults come in which order with which of their choices, and what each client does. When exactly they meet is left
 * to the machine, so that a seed makes a run like the one before, not the same.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Chance } from './chance.ts';
import { runCluster } from './cluster-run.ts';
import { Report } from './report.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    faults: { type: 'string' },
    seed: { type: 'string' },
  },
});

const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const report = new Report(seed);
const isLong = values.faults === undefined;
const endsAtMs = performance.now() + Number(values.minutes ?? 1) * 60_000;
// Whoever interrupts it finds no process left: each is ended when this one exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
report.say(`seed ${seed}`);
const figures = await runCluster({
  report,
  chance: new Chance(seed),
  isLong,
  isOver: () => (isLong ? performance.now() >= endsAtMs : report.faultCount >= Number(values.faults)),
});
process.stdout.write(`${report.summary(figures)}\n`);
process.exitCode = report.violations.length === 0 ? 0 : 1;
