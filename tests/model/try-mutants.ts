/**
 * Lets the suites loose on every mutant and prints which caught which: `node tests/model/try-mutants.ts --chaos-minutes 4`.
 * The model has 400 histories for each; the chaos run gets those that are meant for it. Ends with 1 when one survives.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installBuiltInFactors } from '../../src/app/built-in-factors.ts';
import { migrateUp } from '../../src/db/migrator.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { numberOption, readOptions } from '../support/number-options.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { mutants } from './mutants.ts';
import { type Mutant, withMutant } from './mutation.ts';
import { Real } from './real.ts';
import { findDivergence } from './run-commands.ts';

const values = readOptions({ 'chaos-minutes': { type: 'string', default: '4' } });
const chaosMinutes = numberOption('--chaos-minutes', values['chaos-minutes'], { least: 0 });
const historiesMax = 400;

const survivors = [...(await againstModel()), ...(chaosMinutes > 0 ? await againstChaos() : [])];
process.stdout.write(`${mutants.length} mutants, ${survivors.length} survivors\n${survivors.join('\n')}\n`);
process.exitCode = survivors.length === 0 ? 0 : 1;

/** The names of those that it did not catch. */
async function againstModel(): Promise<string[]> {
  const server = await startPostgres(18);
  const url = server.urlOf('postgres');
  const db = await openPostgres({ url, poolSize: 5, connectTimeoutMs: 10_000, logger: silentLogger });
  const missed: string[] = [];
  try {
    await migrateUp(db, silentLogger, installBuiltInFactors);
    const real = new Real(db);
    await real.prepare();
    for (const mutant of mutants) {
      const seeds = Array.from({ length: historiesMax }, (_, index) => index + 1);
      const found = await withMutant(db, mutant, () => findDivergence(real, seeds));
      say('model', mutant, found && `after ${found.commands} commands (seed ${found.seed})`);
      if (found === null) missed.push(`model: ${mutant.does}`);
    }
    await real.reset();
  } finally {
    await db.close();
    await server.stop();
  }
  return missed;
}

async function againstChaos(): Promise<string[]> {
  const missed: string[] = [];
  for (const mutant of mutants.filter(({ isForChaos }) => isForChaos)) {
    const violations = await violationsUnder(mutant);
    say('chaos', mutant, violations[0] ?? null);
    if (violations.length === 0) missed.push(`chaos: ${mutant.does}`);
  }
  return missed;
}

async function violationsUnder(mutant: Mutant): Promise<string[]> {
  const preload = new URL('mutate-process.ts', import.meta.url).href;
  const run = fileURLToPath(new URL('../chaos/run.ts', import.meta.url));
  const child = spawn(process.execPath, [run, '--minutes', String(chaosMinutes), '--seed', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: `--import=${preload}`, MUTANT: mutant.does },
  });
  const found: string[] = [];
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    // The first is enough.
    found.push(...(/VIOLATION: (.*)/.exec(output)?.slice(1, 2) ?? []));
    if (found.length > 0) child.kill('SIGTERM');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return found;
}

function say(suite: string, { does }: Mutant, caught: string | null): void {
  process.stdout.write(`| ${does} | ${suite} | ${caught ?? 'SURVIVES'} |\n`);
}
