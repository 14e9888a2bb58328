import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../http-error.ts';

interface KnownPath {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/**
 * Answers what no route answers: 405 with `Allow` where the path is known under another method, OPTIONS with
 * the same `Allow`, 404 elsewhere; all before a body is read. Must be called before the routes are registered.
 */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method }) => {
    const path = paths.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) };
    for (const name of [method].flat()) path.methods.add(name);
    paths.set(url, path);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return answer(request, reply, [...paths.values()]);
  });
  app.setNotFoundHandler((request) => {
    throw notFound(request);
  });
}

function answer(request: FastifyRequest, reply: FastifyReply, paths: readonly KnownPath[]) {
  const path = pathOf(request);
  // `/batches/cancel` is a path of its own and, for GET, the batch of that id.
  const methods = new Set(paths.flatMap((known) => (known.pattern.test(path) ? [...known.methods] : [])));
  if (methods.size === 0) throw notFound(request);
  const allow = [...methods].sort().join(', ');
  if (request.method === 'OPTIONS') return reply.code(204).header('allow', allow).send();
  throw new HttpError('METHOD_NOT_ALLOWED', `${request.method} is not allowed here: use one of ${allow}.`, {
    allow,
  });
}

function notFound(request: FastifyRequest): HttpError {
  return new HttpError(
    'NOT_FOUND',
    `There is nothing at ${request.method} ${pathOf(request).slice(0, 200)}.`,
  );
}

function pathOf(request: FastifyRequest): string {
  return request.raw.url?.split('?', 1)[0] ?? '/';
}

/** `/batches/:batch_id` also knows `/batches/b1`, `*` knows all that follows, and each a slash at its end. */
function patternOf(url: string): RegExp {
  const pattern = url
    .replaceAll('.', '\\.')
    .replace(/:[a-z_]+/g, '[^/]+')
    .replaceAll('*', '.*');
  return new RegExp(`^${pattern}/?$`);
}
