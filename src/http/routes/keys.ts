import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { roles } from '../../domain/access.ts';
import { errorResponses } from '../error-response.ts';
import { choice, NoBody, NoQuery, textLengthMax, textPattern } from '../json-schema.ts';
import { createdKey, keyList, newKey } from '../openapi/examples/access.ts';
import { allowNoBody } from '../plugins/no-body.ts';
import { CreatedKeySchema, KeySchema, presentKey } from '../present-key.ts';
import { readTime } from '../read-time.ts';
import { PageQuery, pageSchema, readPage } from '../result-page.ts';

/** The keys of the organisation. */
export const keyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/keys', { schema: listSchema }, async ({ tenant, orgId, query }) => {
    const page = await readPage(
      query,
      ['keys', orgId],
      (page) => tenant.keys.listKeys(orgId, page),
      (key) => key.id,
    );
    return { keys: (page?.rows ?? []).map(presentKey), next: page?.next ?? null, limit: query.limit };
  });

  app.post(
    '/keys',
    { schema: createSchema, config: { showsSecret: true } },
    async ({ tenant, orgId, caller, body }, reply) => {
      const { name, role, workspaces, expires_at } = body;
      const wanted = {
        ...{ orgId, name, role },
        workspaces: workspaces ?? null,
        expiresAt: expires_at === undefined ? null : readTime('expires_at', expires_at),
      };
      const { apiKey, key } = await tenant.keys.createKey(wanted, caller.actor);
      reply.code(201);
      return { ...presentKey(apiKey), key };
    },
  );

  app.delete(
    '/keys/:key_id',
    { schema: revokeSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }, reply) => {
      await tenant.keys.revokeKey(orgId, params.key_id, caller.actor);
      return reply.code(204).send(null);
    },
  );
};

const Text = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });

const listSchema = {
  operationId: 'listKeys',
  tags: ['Access'],
  summary: 'The keys of the organisation, the newest first; revoked ones stay',
  answers: { 200: { description: 'A page of keys, without their secrets.', example: keyList } },
  querystring: PageQuery,
  response: { 200: pageSchema('keys', KeySchema), ...errorResponses },
};

const createSchema = {
  operationId: 'createKey',
  tags: ['Access'],
  summary: 'Make a key, which is shown this once',
  requests: { 'application/json': { examples: { 'for-one-workspace': newKey } } },
  answers: { 201: { description: 'The key; its secret is shown this once.', example: createdKey } },
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
  operationId: 'revokeKey',
  tags: ['Access'],
  summary: 'Revoke a key at once',
  answers: { 204: { description: 'It is revoked, on every node.' } },
  params: Type.Object({ key_id: Text }, { additionalProperties: false }),
  querystring: NoQuery,
  body: NoBody,
  response: { 204: Type.Null(), ...errorResponses },
};
