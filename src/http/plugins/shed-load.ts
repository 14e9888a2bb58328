import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiLimits } from '../api-limits.ts';
import { HttpError } from '../http-error.ts';
import type { Pressure } from '../pressure.ts';

/** What JSON shrinks to a tenth of, by experience. */
const packedRatio = 10;
/** Of the largest body, where a client does not say how large its is. */
const unknownShare = 1 / 8;
const largeBytes = 1024 * 1024;

/** Refuses requests to `app` while the node has more to do than it can. Whatever else the node answers, such as its health, goes on. */
export function shedLoad(app: FastifyInstance, pressure: Pressure): void {
  app.addHook('onRequest', async (request) => {
    if (pressure.strains(isHeavy(request)).length > 0) throw overloaded();
  });
}

/** Refuses bodies for which there is no room in memory. To be called when it is known whose they are. */
export function makeRoomForBodies(
  app: FastifyInstance,
  pressure: Pressure,
  { bodyBytes }: Pick<ApiLimits, 'bodyBytes'>,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const bytes = keptBytesOf(request, bodyBytes);
    if (bytes === 0) return;
    const giveBack = pressure.takeBody(request.orgId, bytes);
    if (giveBack === null) throw overloaded();
    // A client that goes away ends no answer, and the tests' requests close no connection.
    reply.raw.once('finish', giveBack).once('close', giveBack);
  });
}

function overloaded(): HttpError {
  return new HttpError(
    'UNAVAILABLE',
    'This node has more to do at the moment than it can: nothing was done, try again soon.',
    { 'retry-after': '2' },
  );
}

/** Bodies and answers that are streamed, which go on for long, and large bodies. */
function isHeavy({ headers, routeOptions }: FastifyRequest): boolean {
  const { schema } = routeOptions;
  if (schema?.requests !== undefined && schema.body === undefined) return true;
  if (/csv|ndjson|event-stream/.test(headers.accept ?? '')) return true;
  return Number(headers['content-length'] ?? 0) > largeBytes;
}

/** How much of a body will be in memory at once, as far as can be told; streams are not. */
function keptBytesOf({ headers, routeOptions }: FastifyRequest, bytesMax: number): number {
  if (routeOptions.schema?.body === undefined) return 0;
  const length = headers['content-length'];
  if (length === undefined) return headers['transfer-encoding'] === undefined ? 0 : bytesMax * unknownShare;
  const isPacked = headers['content-encoding'] !== undefined;
  return Math.min(Number(length) * (isPacked ? packedRatio : 1), bytesMax);
}
