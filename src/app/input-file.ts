import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ValidationError } from '../domain/errors.ts';
import { decodeUtf8 } from '../importing/decode-utf8.ts';

/** A file that can be read again and again and is known by its content. */
export interface InputFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly lines: number;
  /** sha256 of its bytes, in hex. */
  readonly digest: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * Reads a file through once: its digest, its lines, and that all of it is UTF-8, so that a file in another encoding is
 * refused before anything is written. Throws a `ValidationError` for what cannot be read.
 */
export async function openInputFile(
  path: string,
  onProgress: (bytesDone: number, bytesTotal: number) => void,
  signal: AbortSignal,
): Promise<InputFile> {
  const sizeBytes = await sizeOf(path);
  const bytes = () => createReadStream(path, { highWaterMark: 256 * 1024 });
  const hash = createHash('sha256');
  let bytesDone = 0;
  let lines = 0;
  async function* observed() {
    for await (const chunk of bytes() as AsyncIterable<Uint8Array>) {
      signal.throwIfAborted();
      hash.update(chunk);
      bytesDone += chunk.length;
      onProgress(bytesDone, sizeBytes);
      yield chunk;
    }
  }
  for await (const text of decodeUtf8(observed())) lines += text.split('\n').length - 1;
  if (bytesDone === 0) throw new ValidationError(`${path} is empty: its first line must name the columns.`);
  return { path, sizeBytes, lines: lines + 1, digest: hash.digest('hex'), bytes };
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new ValidationError(`${path} is a directory: name a CSV file in it.`);
    return found.size;
  } catch (error) {
    if (error instanceof ValidationError) throw error;
    const code = (error as { code?: string }).code;
    if (code === 'ENOENT') throw new ValidationError(`There is no file ${path}.`, { cause: error });
    if (code === 'EACCES')
      throw new ValidationError(`${path} must not be read by this user.`, { cause: error });
    throw error;
  }
}
