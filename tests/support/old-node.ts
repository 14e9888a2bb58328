import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Node of this machine that is too old for the product, as many machines have one; null where there is none. */
export function findOldNode(): string | null {
  const directories = (process.env.PATH ?? '').split(delimiter);
  const nodes = directories.map((directory) => join(directory, 'node')).filter((path) => existsSync(path));
  return nodes.find(isOld) ?? null;
}

function isOld(node: string): boolean {
  const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' })
    .split('.')
    .map(Number);
  return major < 22 || (major === 22 && minor < 18);
}
