import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnavailableError } from '../domain/errors.ts';

const pieceBytes = 64 * 1024;

/** Bytes that came once and are read again, in a file without a name: whatever becomes of the process, nothing is left. */
export class SpooledBytes {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(): Promise<SpooledBytes> {
    const path = join(tmpdir(), `offgridflow-${randomUUID()}`);
    const file = await withRoom(() => open(path, 'wx+', 0o600));
    await rm(path);
    return new SpooledBytes(file);
  }

  /** Gives the bytes on, and keeps them. */
  async *keep(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      await withRoom(() => this.#file.writeFile(chunk));
      yield chunk;
    }
  }

  /** All that was kept, from its beginning. A stream of the file would close it where its reader stops early. */
  async *read(): AsyncGenerator<Uint8Array> {
    for (let position = 0; ; ) {
      const { bytesRead, buffer } = await this.#file.read({
        buffer: Buffer.allocUnsafe(pieceBytes),
        position,
      });
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function withRoom<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') throw error;
    throw new UnavailableError('The server has no room to keep the body until all of it is checked.', {
      cause: error,
    });
  }
}
