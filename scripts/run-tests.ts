/**
 * Runs one file of tests with settings of its own: `node scripts/run-tests.ts tests/model/model.test.ts --commands 100000
 * --seed 1` is `vitest run tests/model/model.test.ts` with MODEL_COMMANDS and MODEL_SEED set.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const [file, ...words] = process.argv.slice(2);
if (file === undefined || words.length % 2 > 0) {
  throw new Error(
    'Say which tests and with what: run-tests.ts tests/model/model.test.ts --commands 100000 --seed 1',
  );
}
const suite = basename(file, '.test.ts');
const settings: Record<string, string> = {};
for (let place = 0; place < words.length; place += 2) {
  const [flag, value] = words.slice(place) as [string, string];
  if (!flag.startsWith('--') || !/^\d+(\.\d+)?$/.test(value))
    throw new Error(`${flag} ${value} is not "--name number".`);
  settings[`${suite}_${flag.slice(2)}`.toUpperCase().replaceAll('-', '_')] = value;
}

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const run = spawn(process.execPath, [vitest, 'run', file], {
  stdio: 'inherit',
  env: { ...process.env, ...settings },
});
run.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
