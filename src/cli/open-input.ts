import type { ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CommandError } from './exit-codes.ts';

/** Opens a file that a user named. It is read as it is asked for, never whole. */
export async function openInput(file: string): Promise<ReadStream> {
  try {
    const handle = await open(file);
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw new CommandError(`Error: ${file} is a directory: name a file in it.`);
    }
    return handle.createReadStream();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`Error: ${reasonOf(file, error)}`);
  }
}

function reasonOf(file: string, error: unknown): string {
  const { code } = error as { code?: string };
  if (code === 'ENOENT') return `there is no file ${file}.`;
  if (code === 'EACCES') return `${file} must not be read by this user.`;
  return `${file} cannot be read: ${error instanceof Error ? error.message : error}.`;
}
