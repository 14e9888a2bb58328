import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** What a request asks for, as a hash: the same for one that is sent again, and another for all that is not the same. */
export async function requestHashOf(
  request: FastifyRequest,
  stream: AsyncIterable<Uint8Array> | null,
): Promise<string> {
  const { method, routeOptions, params, query, caller, workspaceId, mediaType, body } = request;
  const asked = [
    ...[method, routeOptions.url, params, query],
    // The workspaces that a caller is bound to decide about what is done, and about what may be seen of it.
    ...[caller.workspaces, workspaceId],
    ...(stream === null ? [body] : [mediaType]),
  ];
  const hash = createHash('sha256').update(JSON.stringify(asked.map(ordered)));
  if (stream !== null) for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

/** With the fields of every object in one order: nobody promises to send them in the same one. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const fields = Object.entries(value).map(([name, part]) => [name, ordered(part)] as const);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
