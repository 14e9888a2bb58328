import { finished, Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ValidationError } from '../../domain/errors.ts';
import { HttpError } from '../http-error.ts';

/** Tables and JSON shrink to a fiftieth at best. What unpacks to more than this is there to keep the server busy. */
const ratioMax = 200;
/** Short bodies, such as one long run of blanks, may shrink as they like. */
const unsuspectedBytes = 1024 * 1024;

/** Bodies may come packed with gzip, on every route. Any other encoding would be read as if it were text. */
export function unpackBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const coding = codingOf(request);
    if (coding === 'identity' || coding === 'gzip') return;
    throw new HttpError(
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Encoding is ${JSON.stringify(coding.slice(0, 100))}: send the body as it is, or with gzip.`,
      { 'accept-encoding': 'gzip' },
    );
  });
  app.addHook('preParsing', async (request, _reply, body) => {
    return codingOf(request) === 'gzip' ? unpacked(body as Readable) : body;
  });
}

function codingOf({ headers }: FastifyRequest): string {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  return coding === '' ? 'identity' : coding === 'x-gzip' ? 'gzip' : coding;
}

/**
 * What was packed, as it is asked for and no sooner: however much comes out of it, no more than a few pieces of it are in
 * memory, and what nobody reads is not unpacked, nor found to be damaged when nobody listens any more. The request itself
 * stays open where this fails or is left, for the refusal to go out on its socket; what still comes in is dropped.
 */
function unpacked(body: Readable): Readable {
  const gunzip = createGunzip();
  const bytes = Readable.from(limited(body, gunzip), { objectMode: false });
  // By which the framework compares what came with Content-Length.
  return Object.defineProperty(bytes, 'receivedEncodedLength', { get: () => gunzip.bytesWritten });
}

async function* limited(body: Readable, gunzip: Gunzip): AsyncGenerator<Uint8Array> {
  // Also where the client has gone away by now.
  const forget = finished(body, { writable: false }, (error) => {
    if (error) gunzip.destroy(error);
  });
  body.pipe(gunzip);
  let bytes = 0;
  try {
    for await (const chunk of gunzip) {
      bytes += chunk.length;
      if (bytes > unsuspectedBytes && bytes > ratioMax * gunzip.bytesWritten) throw tooDense;
      yield chunk;
    }
  } catch (error) {
    throw explained(error);
  } finally {
    forget();
    body.unpipe(gunzip);
    body.resume();
  }
}

const tooDense = new HttpError(
  'PAYLOAD_TOO_LARGE',
  `The body unpacks to more than ${ratioMax} times its size: send it as it is, without Content-Encoding.`,
);

function explained(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'Z_BUF_ERROR')
    return new ValidationError('The gzip of the body ends too early: it was cut off on its way.');
  if (code?.startsWith('Z_'))
    return new ValidationError(`The body is not gzip, as Content-Encoding says, or is damaged: ${message}.`);
  return error;
}
