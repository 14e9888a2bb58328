import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { roles } from '../../domain/access.ts';
import { ValidationError } from '../../domain/errors.ts';
import { errorResponses } from '../error-response.ts';
import { choice, NoBody, NoQuery, textLengthMax, textPattern } from '../json-schema.ts';
import { allowNoBody } from '../plugins/no-body.ts';
import { CreatedKeySchema, KeySchema, presentKey } from '../present-key.ts';

/** The keys of the organisation. */
export const keyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/keys', { schema: listSchema }, async ({ tenant, orgId }) => ({
    keys: (await tenant.keys.listKeys(orgId)).map(presentKey),
  }));

  app.post('/keys', { schema: createSchema }, async ({ tenant, orgId, caller, body }, reply) => {
    const { name, role, workspaces, expires_at } = body;
    const wanted = {
      ...{ orgId, name, role },
      workspaces: workspaces ?? null,
      expiresAt: expires_at === undefined ? null : readTime(expires_at),
    };
    const { apiKey, key } = await tenant.keys.createKey(wanted, caller.actor);
    reply.code(201);
    return { ...presentKey(apiKey), key };
  });

  app.delete(
    '/keys/:key_id',
    { schema: revokeSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }, reply) => {
      await tenant.keys.revokeKey(orgId, params.key_id, caller.actor);
      return reply.code(204).send(null);
    },
  );
};

/** RFC 3339, with its offset: a time without one would be read by the clock on the server's wall. */
function readTime(text: string): Date {
  const time = new Date(text);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw new ValidationError(
    `expires_at ${JSON.stringify(text)} is not a time: write it like 2027-01-31T00:00:00Z.`,
  );
}

const Text = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });

const listSchema = {
  summary: 'The keys of the organisation, the newest first; revoked ones stay',
  querystring: NoQuery,
  response: { 200: Type.Object({ keys: Type.Array(KeySchema) }), ...errorResponses },
};

const createSchema = {
  summary: 'Make a key, which is shown this once',
  querystring: NoQuery,
  body: Type.Object(
    {
      name: Text,
      role: choice(roles),
      workspaces: Type.Optional(Type.Array(Text, { minItems: 1, maxItems: 100 })),
      expires_at: Type.Optional(Type.String({ maxLength: 40, description: 'A time; never without it.' })),
    },
    { $id: 'NewApiKey', additionalProperties: false },
  ),
  response: { 201: CreatedKeySchema, ...errorResponses },
};

const revokeSchema = {
  summary: 'Revoke a key at once',
  params: Type.Object({ key_id: Text }, { additionalProperties: false }),
  querystring: NoQuery,
  body: NoBody,
  response: { 204: Type.Null(), ...errorResponses },
};
