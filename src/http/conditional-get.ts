import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Sends the answer with an `ETag`, or a 304 without it to whom has it. The tag is a weak one, made of `decisive`: what
 * else is in the answer, such as a duration that goes on, is no change. For clients that keep the tag themselves: caches
 * are told to keep nothing.
 */
export function sendUnlessKnown<Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  decisive: object,
): Answer | FastifyReply {
  const tag = createHash('sha256').update(JSON.stringify(decisive)).digest('base64url').slice(0, 27);
  reply.header('etag', `W/"${tag}"`);
  return isKnown(request.headers['if-none-match'], tag) ? reply.code(304).send() : answer;
}

/** RFC 9110, 13.1.2: a list of tags, strong or weak, or `*`. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return (
    header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === `"${tag}"`)
  );
}
