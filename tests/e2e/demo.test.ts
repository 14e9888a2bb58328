import { mkdir, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProcess } from '../support/cli.ts';
import { makeClone, packageJson } from '../support/clone.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('npm run demo', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let script: string;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    await makeClone(directory.path('.'));
    const { demo } = (await packageJson()).scripts;
    script = /^node (\S+)$/.exec(demo ?? '')?.[1] ?? '';
  });

  afterAll(async () => {
    await directory.remove();
  });

  /** With a directory of its own for temporary files, and settings that the demo must not heed. */
  async function startDemo(name: string): Promise<CliProcess> {
    const TMPDIR = directory.path(name);
    await mkdir(TMPDIR);
    const settings = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', OFFGRIDFLOW_CHUNK_SIZE: 'many' };
    return new CliProcess([], { ...settings, TMPDIR }, { script, directory: directory.path('.') });
  }

  it('names the ten bad rows with what to do about each, ends with the totals and exits with 0', async () => {
    const { code, stdout, stderr } = await (await startDemo('whole')).ended();
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('10 rows without a result');
    const bad = stdout.match(/^ {4}(line \d+, \w+|act-\d+): /gm);
    const groups = stdout.match(/^ {2}[A-Z_]+ \(\d+\)$/gm);
    expect(bad).toHaveLength(10);
    expect(stdout.match(/^ {4}What to do: \S/gm)).toHaveLength(groups?.length ?? 0);
    const end = stdout.trimEnd().split('\n').slice(-5).join('\n');
    expect(end).toMatch(/^ {2}Total, location-based\s+1,237\s+11,868,494\.687607715$/m);
  });

  it('leaves nothing behind, also when it is stopped in the middle', async () => {
    const demo = await startDemo('stopped');
    await demo.says(/^batch_\w+: /m);
    await demo.kill('SIGTERM');
    expect(await readdir(directory.path('stopped'))).toEqual([]);
    expect(await readdir(directory.path('whole'))).toEqual([]);
  });
});
