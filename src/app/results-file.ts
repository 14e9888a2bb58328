import { createWriteStream } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ValidationError } from '../domain/errors.ts';

/** A file that appears under its name when it is whole, never half. */
export interface ResultsFile {
  readonly path: string;
  write(lines: AsyncIterable<string>): Promise<void>;
}

/**
 * Finds out whether the file can be written before the work is done rather than after. Throws a `ValidationError` where
 * it cannot, and where writing it would overwrite `inputPath`.
 */
export async function openResultsFile(path: string, inputPath: string): Promise<ResultsFile> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw new ValidationError(`${path} is a directory: name a file for the results.`);
  if (found !== null && (await isSameFile(path, inputPath))) {
    throw new ValidationError(`The results would overwrite ${inputPath}: name another file for them.`);
  }
  // A device or a pipe cannot be replaced by a file, and has no content to keep.
  if (found !== null && !found.isFile()) return { path, write: (lines) => writeTo(path, path, lines) };
  // What a link points to is replaced, not the link.
  const target = found === null ? path : await realpath(path);
  const unfinished = `${target}.part`;
  await probe(path, unfinished);
  return { path, write: (lines) => writeWhole(path, unfinished, target, lines) };
}

async function probe(path: string, unfinished: string): Promise<void> {
  try {
    await (await open(unfinished, 'w')).close();
    await rm(unfinished);
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function writeWhole(
  path: string,
  unfinished: string,
  target: string,
  lines: AsyncIterable<string>,
): Promise<void> {
  try {
    await writeTo(path, unfinished, lines);
    await rename(unfinished, target).catch((error: unknown) => {
      throw unwritable(path, error);
    });
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeTo(path: string, target: string, lines: AsyncIterable<string>): Promise<void> {
  // Flushed, so that no loss of power leaves an empty file under the name of a whole one.
  const stream = createWriteStream(target, { flush: target !== path });
  let linesError: unknown = null;
  async function* observed() {
    try {
      yield* lines;
    } catch (error) {
      linesError = error;
      throw error;
    }
  }
  try {
    await pipeline(observed(), stream);
  } catch (error) {
    throw error === linesError ? error : unwritable(path, error);
  }
}

async function isSameFile(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })]);
  return one.ino === other.ino && one.dev === other.dev;
}

function unwritable(path: string, cause: unknown): ValidationError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such directory',
    ENOTDIR: 'there is no such directory',
    EACCES: 'this user must not write there',
    EPERM: 'this user must not write there',
    EROFS: 'the disk can only be read',
    ENOSPC: 'the disk is full',
    EDQUOT: "this user's share of the disk is full",
  };
  return new ValidationError(`The results cannot be written to ${path}: ${reasons[code ?? ''] ?? message}.`, {
    cause,
  });
}
