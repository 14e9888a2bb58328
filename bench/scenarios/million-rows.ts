/**
 * `npm run bench:memory`: the main job on a large file, on a PostgreSQL of its own that syncs its disk. Measures how
 * fast each phase goes and the most memory that the process of `run` held, which must not grow with the file.
 *
 *   npm run bench:memory -- [--rows 1000000] [--results bench/results/million-rows.json]
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeClone } from '../../tests/support/clone.ts';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { writeActivitiesFile } from '../support/activities-file.ts';
import { type MeasuredProcess, runMeasured } from '../support/measured-process.ts';
import { writeResults } from '../support/results-file.ts';

const resultsDefault = fileURLToPath(new URL('../results/million-rows.json', import.meta.url));
const peakAllowedMb = 300;
const someFailed = 2;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    results: { type: 'string', default: resultsDefault },
  },
});
const rows = Number(values.rows);
assert(Number.isInteger(rows) && rows > 0, `--rows is "${values.rows}": give a whole number above 0.`);

const directory = await mkdtemp(join(tmpdir(), 'offgridflow-bench-'));
const server = await startPostgres(18, ['-c', 'fsync=on']);
try {
  const file = join(directory, 'activities.csv');
  await writeActivitiesFile(file, rows);
  // What a user runs: compiled, through the launcher.
  await makeClone(join(directory, 'package'));
  const launcher = join(directory, 'package/bin/offgridflow.js');
  const run = await runMeasured(
    [launcher, 'run', file, '--out', join(directory, 'results.csv'), '--json'],
    environment(server.urlOf('postgres')),
  );
  const result = { scenario: 'million-rows', rows, ...measuresOf(run) };
  report(result);
  await writeResults(values.results, result, { postgresql: String(server.version) });
  if (result.peakMemoryMb > peakAllowedMb) process.exitCode = 1;
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

function environment(databaseUrl: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, DATABASE_URL: databaseUrl };
}

type Measures = ReturnType<typeof measuresOf>;

function measuresOf(run: MeasuredProcess) {
  const said = run.said.map(({ text }) => text).join('\n');
  assert.equal(run.code, someFailed, `run ended with ${run.code}:\n${said}`);
  const { succeeded, failed, rejected } = JSON.parse(run.stdout) as Record<string, number>;
  assert.equal((succeeded ?? 0) + (failed ?? 0) + (rejected ?? 0), rows, 'every row has an outcome');
  return {
    peakMemoryMb: rounded(run.peakMemoryBytes / 1024 ** 2),
    seconds: rounded(run.seconds),
    cpuSeconds: rounded(run.cpuSeconds),
    rowsPerSecond: Math.round(rows / run.seconds),
    phases: phasesOf(run),
  };
}

/** From the first line that a phase says to that of the next. */
function phasesOf({ said, seconds }: MeasuredProcess) {
  const begins = [
    { phase: 'start and reading', atSeconds: 0 },
    ...[
      ['importing', /^Importing /],
      ['submitting', /^Submitting /],
      ['processing', /^Processing /],
      ['writing results', /^Writing results /],
    ].flatMap(([phase, pattern]) => {
      const line = said.find(({ text }) => (pattern as RegExp).test(text));
      return line === undefined ? [] : [{ phase: phase as string, atSeconds: line.atSeconds }];
    }),
  ];
  return begins.map(({ phase, atSeconds }, place) => {
    const took = (begins[place + 1]?.atSeconds ?? seconds) - atSeconds;
    return { phase, seconds: rounded(took), rowsPerSecond: Math.round(rows / took) };
  });
}

function report({ peakMemoryMb, seconds, cpuSeconds, rowsPerSecond, phases }: Measures): void {
  const lines = [...phases, { phase: 'all', seconds, rowsPerSecond }].map(
    (phase) =>
      `${phase.phase.padEnd(20)} ${phase.seconds.toFixed(1).padStart(8)} s ${String(phase.rowsPerSecond).padStart(9)} rows/s`,
  );
  process.stdout.write(
    `${rows} rows\n${lines.join('\n')}\n${cpuSeconds} s of processor time of its own, peak memory ${peakMemoryMb} MB of ${peakAllowedMb} MB allowed\n`,
  );
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
