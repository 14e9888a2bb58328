import type { FastifyInstance } from 'fastify';

const requestHeaders = 'Authorization, Content-Type, If-None-Match, X-Org-ID, X-Request-ID, X-Workspace-ID';
const answerHeaders = 'Allow, ETag, Location, Retry-After, WWW-Authenticate, X-Request-ID';
const preflight = {
  'access-control-allow-methods': 'DELETE, GET, HEAD, POST, PUT',
  'access-control-allow-headers': requestHeaders,
  'access-control-max-age': '600',
};

/**
 * Lets web pages of these origins speak to the API, and no others: without a header of these, browsers keep a page from
 * what it asks for. Cookies are never asked for; credentials go in `Authorization`. Must be called before unknown routes
 * are answered, which answers the question that a browser asks beforehand.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  app.addHook('onRequest', async ({ headers, method }, reply) => {
    reply.header('vary', 'Origin');
    const { origin } = headers;
    if (origin === undefined || !origins.includes(origin)) return;
    reply.header('access-control-allow-origin', origin);
    if (method === 'OPTIONS') reply.headers(preflight);
    else reply.header('access-control-expose-headers', answerHeaders);
  });
}
