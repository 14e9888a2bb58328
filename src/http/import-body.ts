import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ValidationError } from '../domain/errors.ts';
import type { InputRow } from '../importing/input-row.ts';
import { readCsv } from '../importing/read-csv.ts';
import { readJsonArray, readNdjson } from '../importing/read-json.ts';

export type Bytes = AsyncIterable<Uint8Array>;
type Owner = Parameters<typeof readCsv>[1];
export type Reader = (bytes: Bytes, owner: Owner) => AsyncGenerator<InputRow>;

/** How a body becomes rows, by its media type. */
export type Readers = Readonly<Record<string, Reader>>;

export function readersOf(nestingDepthMax: number): Readers {
  return {
    'application/json': (bytes) => readJsonArray(bytes, nestingDepthMax),
    'application/x-ndjson': readNdjson,
    'application/ndjson': readNdjson,
    'application/jsonl': readNdjson,
    'text/csv': readCsv,
  };
}

/** Here a body is bytes for a reader, whatever its media type; others than the readers' are a 415. */
export function readBodiesAsBytes(app: FastifyInstance, readers: Readers): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(Object.keys(readers), async (request: FastifyRequest, body: Readable) =>
    bytesOf(request, body),
  );
}

/** The bytes of the request's body, and the reader for them. Throws a `ValidationError` where there is none. */
export function bodyOf(request: FastifyRequest, readers: Readers): { bytes: Bytes; read: Reader } {
  const { body, mediaType } = request;
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body))
    throw new ValidationError('The body is empty.');
  const read = readers[mediaType ?? ''];
  if (read === undefined) throw new Error(`There is a parser but no reader for ${mediaType}.`);
  return { bytes: body as Bytes, read };
}

/**
 * Where a reader stops early the request stays open, since the refusal goes out on its socket; what still comes in
 * is dropped, or it would stand before the connection's next request.
 */
async function* bytesOf({ raw }: FastifyRequest, body: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* body.iterator({ destroyOnReturn: false });
  } finally {
    // What was being unpacked from it need not be any more.
    if (body !== (raw as Readable)) body.destroy();
    raw.resume();
  }
}
