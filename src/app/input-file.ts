import { createHash } from 'node:crypto';
import { type BigIntStats, createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ValidationError } from '../domain/errors.ts';
import { decodeUtf8, LineCounter } from '../importing/decode-utf8.ts';

/** A file that can be read again and again. */
export interface InputFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Throws a `ValidationError` where the file can no longer be read, or is no longer the one that was found. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** One that was read through, and is known by its content. */
export interface CheckedFile extends InputFile {
  readonly lines: number;
  /** sha256 of its bytes, in hex. */
  readonly digest: string;
}

/** Throws a `ValidationError` for what is no file that can be read. */
export async function findInputFile(path: string): Promise<InputFile> {
  const found = await statOf(path);
  return { path, sizeBytes: Number(found.size), bytes: () => unchangedBytes(path, found) };
}

/** Reads all of it. Throws a `ValidationError` where it is not UTF-8. */
export async function checkInputFile(
  file: InputFile,
  onProgress: (bytesDone: number, bytesTotal: number) => void,
  signal: AbortSignal,
): Promise<CheckedFile> {
  const hash = createHash('sha256');
  const lines = new LineCounter();
  let bytesDone = 0;
  async function* observed() {
    for await (const chunk of file.bytes()) {
      signal.throwIfAborted();
      hash.update(chunk);
      lines.count(chunk);
      bytesDone += chunk.length;
      onProgress(bytesDone, file.sizeBytes);
      yield chunk;
    }
  }
  for await (const _ of decodeUtf8(observed()));
  return { ...file, lines: lines.total, digest: hash.digest('hex') };
}

/** A run reads its file several times, and what it says of it must be of one and the same content. */
async function* unchangedBytes(path: string, opened: BigIntStats): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw unreadable(path, error);
  }
  const now = await statOf(path);
  if (now.ino !== opened.ino || now.size !== opened.size || now.mtimeNs !== opened.mtimeNs) {
    throw new ValidationError(`${path} was changed while it was read: start the run again.`);
  }
}

async function statOf(path: string): Promise<BigIntStats> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (found.isDirectory()) throw new ValidationError(`${path} is a directory: name a CSV file in it.`);
  if (!found.isFile()) {
    throw new ValidationError(
      `${path} is not a file that can be read more than once: save its content to one.`,
    );
  }
  return found;
}

function unreadable(path: string, cause: unknown): ValidationError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: `There is no file ${path}.`,
    EACCES: `${path} must not be read by this user.`,
    EPERM: `${path} must not be read by this user.`,
  };
  return new ValidationError(reasons[code ?? ''] ?? `${path} cannot be read: ${message}.`, { cause });
}
