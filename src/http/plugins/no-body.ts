import type { FastifyRequest } from 'fastify';

/** No body is the same as an empty object, also from clients that always name a Content-Type. */
export async function allowNoBody(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}
