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

const directory = await mkdtemp(join(tmpdir(), 'offgridflow-demo-'));
const { DATABASE_URL: _, ...env } = process.env;
try {
  const code = await run([cli, 'run', activities, '--data-dir', join(directory, 'database')]);
  // Ten rows of the sample are bad on purpose, and a run that meets bad rows says so with its exit code.
  if (code === someFailed) explain();
  process.exitCode = code === someFailed ? 0 : code;
} finally {
  await rm(directory, { recursive: true, force: true });
}

function run(args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function explain(): void {
  process.stdout.write(
    [
      '',
      'The ten rows without a result are in the sample on purpose, to show what bad data looks like.',
      'Next: offgridflow run YOUR.csv --out results.csv (docs/import-format.md describes the columns),',
      'or offgridflow serve for the REST API (README.md).',
      '',
    ].join('\n'),
  );
}
