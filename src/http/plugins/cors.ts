import type { FastifyReply, FastifyRequest } from 'fastify';

const requestHeaders =
  'Authorization, Content-Encoding, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, X-Org-ID, X-Request-ID, X-Workspace-ID';
const answerHeaders =
  'Allow, Content-Disposition, ETag, Idempotency-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-ID';
const preflight = {
  'access-control-allow-methods': 'DELETE, GET, HEAD, PATCH, POST, PUT',
  'access-control-allow-headers': requestHeaders,
  'access-control-max-age': '600',
};

/**
 * Lets web pages of these origins speak to the API, and no others: without a header of these, browsers keep a page from
 * what it asks for, and from reading why it was refused. Cookies are never asked for; credentials go in `Authorization`.
 */
export function allowOrigins(
  origins: readonly string[],
): (request: FastifyRequest, reply: FastifyReply) => void {
  if (origins.length === 0) return () => {};
  return ({ headers, method }, reply) => {
    reply.header('vary', 'Origin');
    const { origin } = headers;
    if (origin === undefined || !origins.includes(origin)) return;
    reply.header('access-control-allow-origin', origin);
    if (method === 'OPTIONS') reply.headers(preflight);
    else reply.header('access-control-expose-headers', answerHeaders);
  };
}
