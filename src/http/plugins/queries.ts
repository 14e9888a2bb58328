import type { FastifyInstance } from 'fastify';

/**
 * Query parameters are text. Those that a schema calls integers become numbers when they are written in plain
 * digits: Ajv's own coercion would also take `0x10`, `1e2` and ` 5`. An optional one that is empty (`status=`) counts
 * as absent.
 */
export function readQueries(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    const schema = request.routeOptions.schema?.querystring as QuerySchema | undefined;
    const query = request.query as Record<string, unknown>;
    for (const [name, { type }] of Object.entries(schema?.properties ?? {})) {
      const value = query[name];
      if (typeof value !== 'string') continue;
      if (type === 'integer' && plainInteger.test(value)) query[name] = Number(value);
      if (value === '' && !schema?.required?.includes(name)) delete query[name];
    }
  });
}

interface QuerySchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
}

/** At most 16 digits: what is longer is no safe integer and is refused as text. */
const plainInteger = /^-?\d{1,16}$/;
