/**
 * `npm run demo`: the main job on real-looking data, on the embedded database in a temporary directory.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const someFailed = 2;
const cli = fileURLToPath(new URL('../bin/offgridflow.js', import.meta.url));
const activities = fileURLToPath(new URL('activities.csv', import.meta.url));

const before = `
This runs examples/activities.csv, 1,247 activities of two made-up companies, on a database in a temporary
directory. Ten rows are bad on purpose: each is named with its reason, and what to do about it is said.

  offgridflow run examples/activities.csv

`;
const after = `
The ten rows without a result are the bad ones; a run that meets such rows exits with 2, this demo with 0.
Next, a file of your own: bin/offgridflow.js run YOUR.csv --out results.csv (README.md, docs/import-format.md).
`;

const directory = await mkdtemp(join(tmpdir(), 'offgridflow-demo-'));
try {
  process.stdout.write(before);
  const code = await run([cli, 'run', activities, '--data-dir', join(directory, 'database')]);
  if (code === someFailed) process.stdout.write(after);
  process.exitCode = code === someFailed ? 0 : code;
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

function run(args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: plainEnvironment() });
  // Ctrl-C reaches both: the run stops in good order, and the directory is removed behind it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Without the settings of somebody who has used the product before: the demo touches nobody's database. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const given = Object.entries(process.env);
  return Object.fromEntries(
    given.filter(([name]) => name !== 'DATABASE_URL' && !name.startsWith('OFFGRIDFLOW_')),
  );
}
