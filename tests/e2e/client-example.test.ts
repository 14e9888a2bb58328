import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliProcess } from '../support/cli.ts';
import { compile, makeClone } from '../support/clone.ts';
import { root } from '../support/document.ts';
import { createTestDatabase } from '../support/each-database.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);

/**
 * The client of examples/client, in a project that has nothing but the package: packed as it would be published, and
 * installed from the tarball. What it depends on comes from npm's cache, where `npm ci` has put it.
 */
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let project: string;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const clone = directory.path('clone');
  project = directory.path('project');
  await mkdir(clone);
  await makeClone(clone);
  const flags = ['--ignore-scripts', '--silent'];
  await run('npm', ['pack', ...flags, '--pack-destination', directory.path('.')], { cwd: clone });
  await cp(join(root, 'examples/client'), project, { recursive: true });
  const manifest = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  manifest.dependencies.offgridflow = `file:../offgridflow-${version}.tgz`;
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', ...flags, '--prefer-offline', '--no-audit', '--no-fund'], { cwd: project });
});

afterAll(() => directory.remove());

it('does the whole journey with the published package alone', async () => {
  const bin = join(project, 'node_modules/offgridflow/bin/offgridflow.js');
  const settings = { DATABASE_URL: await createTestDatabase() };
  const server = new CliProcess(['serve', '--port', '0'], settings, { script: bin, directory: project });
  const [, url = ''] = await server.says(/listens on (\S+)/);
  const owner = { OFFGRIDFLOW_URL: url, OFFGRIDFLOW_ORG: 'acme', OFFGRIDFLOW_WORKSPACE: 'main' };
  const script = join(project, 'journey.ts');
  const { code, stdout, stderr } = await new CliProcess([], owner, { script, directory: project }).ended();
  await server.kill('SIGTERM');
  expect([code, stderr]).toEqual([0, '']);
  const said = stdout.split('\n').filter((line) => !/^(status|progress|log): /.test(line));
  expect(said).toEqual([
    'imported: 3 activities',
    'submitted: 3 activities',
    'ended: failed, 2 records, 1 errors',
    expect.stringMatching(/^error: boiler-gas-03: UNKNOWN_UNIT: The unit "kilowats" is not known/),
    expect.stringMatching(/^retried: complete, \d+\.\d+ kg CO2e$/),
    expect.stringMatching(/^record: boiler-gas-03: [\d.]+ kg by defra-2025-/),
    expect.stringMatching(/^record: office-power-03: 221\.3385 kg by defra-2025-electricity-kwh$/),
    expect.stringMatching(/^record: van-diesel-03: [\d.]+ kg by defra-2025-diesel-l$/),
    'records: 3',
    'explained: quantity, factor, conversion, co2e_of_factor, result, quality, proof; equal: true',
    'refused: 409 CONFLICT',
    '',
  ]);
  expect(stdout).toContain('status: failed, 100 %');
});

it('is typed by the package, for Node and for browsers', async () => {
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ strict: true, noEmit: true, target: 'es2024', module: 'nodenext', skipLibCheck: false },
        ...{ lib: ['es2024', 'dom', 'dom.iterable'], types: [], exactOptionalPropertyTypes: true },
      },
      include: ['browser.ts'],
    }),
  );
  const program = `import { OffGridFlowClient } from 'offgridflow/client';
    const client = new OffGridFlowClient({ url: location.origin, key: async () => 'a token' });
    const { batches } = await client.call('listBatches', { query: { limit: 5 } });
    document.title = batches.map(({ id }) => id).join();
    // @ts-expect-error There is no such field.
    batches[0]?.no_such_field;
    // @ts-expect-error It takes the id of a batch.
    await client.call('getBatch');
    // @ts-expect-error Activities do not come as pictures.
    await client.call('importActivities', { contentType: 'image/png', content: '' });
  `;
  await writeFile(join(project, 'browser.ts'), program);
  await compile(['-p', project], project);
});
