import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoRoomError } from '../domain/errors.ts';

const pieceBytes = 64 * 1024;

/** What all bodies of a node together may take of its disk: a full one ends more than the request that filled it. */
export class SpoolRoom {
  readonly #bytesMax: number;
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  take(bytes: number): void {
    if (this.#bytes + bytes > this.#bytesMax) throw noRoom();
    this.#bytes += bytes;
  }

  giveBack(bytes: number): void {
    this.#bytes -= bytes;
  }
}

/** Bytes that came once and are read again, in a file without a name: whatever becomes of the process, nothing is left. */
export class SpooledBytes {
  readonly #file: FileHandle;
  readonly #room: SpoolRoom;
  #bytes = 0;

  private constructor(file: FileHandle, room: SpoolRoom) {
    this.#file = file;
    this.#room = room;
  }

  static async open(room: SpoolRoom): Promise<SpooledBytes> {
    const path = join(tmpdir(), `offgridflow-${randomUUID()}`);
    const file = await withRoom(() => open(path, 'wx+', 0o600));
    await rm(path);
    return new SpooledBytes(file, room);
  }

  /** Gives the bytes on, and keeps them. */
  async *keep(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.#room.take(chunk.length);
      this.#bytes += chunk.length;
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

  async close(): Promise<void> {
    await this.#file.close();
    this.#room.giveBack(this.#bytes);
    this.#bytes = 0;
  }
}

async function withRoom<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') throw error;
    throw noRoom(error);
  }
}

function noRoom(cause?: unknown): NoRoomError {
  return new NoRoomError(
    'The server has no room at the moment to keep the body until all of it is checked: nothing was taken, try again later.',
    { cause },
  );
}
