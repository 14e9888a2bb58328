import type { FastifyInstance } from 'fastify';
import type { ApiLimits } from '../api-limits.ts';
import { HttpError } from '../http-error.ts';

/** Refuses what is out of proportion before anything else looks at it. How many bytes of headers are read is up to Node. */
export function limitRequests(app: FastifyInstance, limits: Pick<ApiLimits, 'urlBytes' | 'headers'>): void {
  // What is more than this Node leaves out without a word.
  app.server.maxHeadersCount = limits.headers + 1;
  app.addHook('onRequest', async ({ raw }) => {
    const urlBytes = Buffer.byteLength(raw.url ?? '');
    if (urlBytes > limits.urlBytes) {
      throw new HttpError('URI_TOO_LONG', `The URL has ${urlBytes} bytes: ${limits.urlBytes} are read.`);
    }
    if (raw.rawHeaders.length / 2 > limits.headers) {
      throw new HttpError('HEADERS_TOO_LARGE', `There are more than ${limits.headers} headers.`);
    }
  });
}
