import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a script with a disk of its own of so many bytes, whose directory is its first argument, and gives its output.
 * Nobody else sees the disk, and it goes with the process.
 */
export async function runOnSmallDisk(script: string, directory: string, bytes: number): Promise<string> {
  const command = `mount -t tmpfs -o size=${bytes} tmpfs "$1" && exec "$2" "$3" "$1"`;
  const args = mounting(command, [directory, process.execPath, script]);
  const { stdout } = await promisify(execFile)('unshare', args);
  return stdout;
}

/** Whether this system lets a process have mounts of its own: Linux does, unless it was told otherwise. */
export function hasSmallDisks(directory: string): boolean {
  const args = mounting('mount -t tmpfs -o size=1000000 tmpfs "$1"', [directory]);
  return spawnSync('unshare', args).status === 0;
}

function mounting(command: string, args: readonly string[]): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return [...asRoot, '--mount', 'sh', '-c', command, 'sh', ...args];
}
