import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { dirname } from 'node:path';
import { version } from '../../src/app/version.ts';

/** Writes what was measured with all that it depends on: the machine, the versions, the commit. */
export async function writeResults(
  path: string,
  measured: object,
  versions: Readonly<Record<string, string>>,
): Promise<void> {
  const result = {
    ...measured,
    machine: machine(),
    versions: { ...ownVersions(), ...versions },
    ...commit(),
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
}

function machine() {
  return {
    system: `${type()} ${release()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
  };
}

function ownVersions() {
  return { offgridflow: version, node: process.versions.node };
}

/** The commit that was measured, and whether the tree held anything else. Null outside a repository. */
function commit() {
  try {
    const commit = git('rev-parse', 'HEAD');
    return { commit, isModified: git('status', '--porcelain', '--untracked-files=no') !== '' };
  } catch {
    return { commit: null, isModified: null };
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' }).trim();
}
