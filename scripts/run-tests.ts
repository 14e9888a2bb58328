/**
 * Runs one file of tests with settings of its own: `node scripts/run-tests.ts tests/model/model.test.ts --commands 100000
 * --seed 1` is `vitest run tests/model/model.test.ts` with MODEL_COMMANDS and MODEL_SEED set.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { refuse } from '../tests/support/number-options.ts';

const [file, ...words] = process.argv.slice(2);
if (file === undefined || words.length % 2 > 0) {
  refuse('Say which tests and with what: run-tests.ts tests/model/model.test.ts --commands 100000 --seed 1');
}
const suite = basename(file, '.test.ts');
const suitesText = readFileSync(file, 'utf8');
const settings: Record<string, string> = {};
for (let place = 0; place < words.length; place += 2) {
  const [flag, value] = words.slice(place) as [string, string];
  if (!flag.startsWith('--') || !/^\d+$/.test(value)) refuse(`${flag} ${value} is not "--name number".`);
  const setting = `${suite}_${flag.slice(2)}`.toUpperCase().replaceAll('-', '_');
  // What nobody reads would be ignored, and the run be another than was asked for.
  if (!suitesText.includes(`process.env.${setting} `)) refuse(`${file} has no ${flag}.`);
  settings[setting] = value;
}

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const run = spawn(process.execPath, [vitest, 'run', file], {
  stdio: 'inherit',
  env: { ...process.env, ...settings },
});
run.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
