import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasCredential } from '../../foundation/credentials.ts';

/** Nothing here is a page: browsers must not guess types, frame it, run it or keep it. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export function setResponseHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(securityHeaders).header('x-request-id', request.id);
}

/** The caller's id where it is fit for a log, so that a request can be followed through several systems. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  const isFit = typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given) && !hasCredential(given);
  return isFit ? given : randomUUID();
}
