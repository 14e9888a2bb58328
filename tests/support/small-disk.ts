import { spawnSync } from 'node:child_process';

/**
 * Runs a script with a disk of its own of so many bytes, whose directory is its first argument. Nobody else sees the
 * disk, and it goes with the process.
 */
export function runOnSmallDisk(script: string, directory: string, bytes: number): string {
  const command = `mount -t tmpfs -o size=${bytes} tmpfs "$1" && exec "$2" "$3" "$1"`;
  const { status, stdout, stderr } = mounting(command, [directory, process.execPath, script]);
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

/** Whether this system lets a process have mounts of its own: Linux does, unless it was told otherwise. */
export function hasSmallDisks(directory: string): boolean {
  return mounting('mount -t tmpfs -o size=1000000 tmpfs "$1"', [directory]).status === 0;
}

function mounting(command: string, args: readonly string[]) {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return spawnSync('unshare', [...asRoot, '--mount', 'sh', '-c', command, 'sh', ...args], {
    encoding: 'utf8',
    timeout: 120_000,
  });
}
