import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptsGzip } from './negotiate.ts';

/** Larger pieces take no less time and more memory. */
const rowsPerRead = 500;

interface Range {
  readonly after?: string;
  /** At most so many rows; all where it is absent. */
  readonly limit?: number;
}

type Read<Row> = (page: { limit: number; after?: string }) => Promise<Row[] | null>;

/**
 * All rows of a list, some at a time; null where there is no such list. The first ones are read before this resolves, so
 * that what is refused is refused with a status; from then on the next ones are read while these are written. Each read is
 * for itself: a client that takes its time holds no transaction open, and one that goes away ends the reading.
 */
export async function readRows<Row>(
  read: Read<Row>,
  keyOf: (row: Row) => string,
  { after, limit = Number.POSITIVE_INFINITY }: Range,
): Promise<AsyncGenerator<Row[]> | null> {
  const size = (left: number) => Math.min(rowsPerRead, left);
  const first = await read({ limit: size(limit), ...(after !== undefined && { after }) });
  if (first === null) return null;
  return (async function* () {
    let left = limit;
    for (let rows = first; rows.length > 0; ) {
      const last = rows.at(-1);
      const isLast = rows.length < size(left) || rows.length === left || last === undefined;
      left -= rows.length;
      const reading = isLast ? null : read({ limit: size(left), after: keyOf(last) });
      // Nobody awaits it where the client goes away meanwhile.
      reading?.catch(() => {});
      yield rows;
      if (reading === null) return;
      const next = await reading;
      // An end would look as if this were all.
      if (next === null) throw new Error('What was being read was deleted meanwhile.');
      rows = next;
    }
  })();
}

interface StreamedFile {
  readonly mediaType: string;
  readonly name: string;
  readonly texts: AsyncIterable<string>;
}

/**
 * Sends a text as it comes into being, no faster than the client takes it, packed where the client can unpack it. Where it
 * breaks off the connection is cut: an answer that has an end is whole.
 */
export function sendStream(request: FastifyRequest, reply: FastifyReply, file: StreamedFile): FastifyReply {
  const isPacked = acceptsGzip(request.headers['accept-encoding']);
  reply
    .type(`${file.mediaType}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${file.name}"`);
  varyBy(reply, 'Accept-Encoding');
  if (isPacked) reply.header('content-encoding', 'gzip');
  // Fastify would read the body of a HEAD to its end, to throw it away.
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  const texts = Readable.from(file.texts);
  // Fast rather than small: it is the database's time that a slow packer would take.
  return reply.send(isPacked ? packed(texts) : texts);
}

/** A failure of either ends both, and the answer with them. */
function packed(texts: Readable): Readable {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  pipeline(texts, gzip, () => {});
  return gzip;
}

/** Beside what else the answer depends on. */
export function varyBy(reply: FastifyReply, header: string): void {
  const others = reply.getHeader('vary');
  reply.header('vary', others === undefined ? header : `${others}, ${header}`);
}
