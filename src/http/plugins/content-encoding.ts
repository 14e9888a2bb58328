import type { FastifyInstance } from 'fastify';
import { HttpError } from '../http-error.ts';

/** A compressed body would be read as if it were text and refused with a riddle. */
export function refuseCompressedBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
    throw new HttpError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as it is, without Content-Encoding.');
  });
}
