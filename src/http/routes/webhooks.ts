import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { overlapHoursDefault, overlapHoursMax } from '../../domain/webhook.ts';
import type { WebhookTargets } from '../../webhooks/targets.ts';
import { errorResponses } from '../error-response.ts';
import { NoBody, NoQuery, textLengthMax, textPattern, WebhookParams } from '../json-schema.ts';
import {
  createdWebhook,
  disabledWebhook,
  newWebhook,
  rotatedSecret,
  webhook,
} from '../openapi/examples/webhooks.ts';
import { allowNoBody } from '../plugins/no-body.ts';
import {
  CreatedWebhookSchema,
  presentWebhook,
  RotatedSecretSchema,
  WebhookEvents,
  WebhookSchema,
} from '../present-webhook.ts';

interface Dependencies {
  readonly targets: Pick<WebhookTargets, 'check'>;
}

/** Where the organisation is told of its batches. What was and is to be delivered is in `webhook-deliveries.ts`. */
export const webhookRoutes: FastifyPluginAsyncTypebox<Dependencies> = async (app, { targets }) => {
  app.get('/webhooks', { schema: listSchema }, async ({ tenant, orgId }) => ({
    webhooks: (await tenant.webhooks.listWebhooks(orgId)).map(presentWebhook),
  }));

  app.post(
    '/webhooks',
    {
      config: { showsSecret: true },
      schema: createSchema,
      // Not in the handler: within a transaction nothing waits for name servers.
      preHandler: async ({ body }) => targets.check(body.url),
    },
    async ({ tenant, orgId, caller, body }, reply) => {
      const { url, events, description = '' } = body;
      const wanted = { orgId, url, events, description };
      const created = await tenant.webhooks.createWebhook(wanted, caller.actor);
      reply.code(201).header('location', `${app.prefix}/webhooks/${created.webhook.id}`);
      return { ...presentWebhook(created.webhook), secret: created.secret };
    },
  );

  app.get('/webhooks/:webhook_id', { schema: getSchema }, async ({ tenant, orgId, params }) =>
    presentWebhook(await tenant.webhooks.getWebhook({ orgId, webhookId: params.webhook_id })),
  );

  app.patch('/webhooks/:webhook_id', { schema: changeSchema }, async (request) => {
    const { tenant, orgId, caller, params, body } = request;
    if (body.url !== undefined) await targets.check(body.url);
    const key = { orgId, webhookId: params.webhook_id };
    return presentWebhook(await tenant.webhooks.changeWebhook(key, body, caller.actor));
  });

  app.delete(
    '/webhooks/:webhook_id',
    { schema: deleteSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }, reply) => {
      await tenant.webhooks.deleteWebhook({ orgId, webhookId: params.webhook_id }, caller.actor);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/webhooks/:webhook_id/enable',
    { schema: enableSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }) => {
      const key = { orgId, webhookId: params.webhook_id };
      return presentWebhook(await tenant.webhooks.enableWebhook(key, caller.actor));
    },
  );

  app.post(
    '/webhooks/:webhook_id/disable',
    { schema: disableSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }) => {
      const key = { orgId, webhookId: params.webhook_id };
      return presentWebhook(
        await tenant.webhooks.disableWebhook(key, caller.actor, 'It was disabled by a user.'),
      );
    },
  );

  app.post(
    '/webhooks/:webhook_id/rotate-secret',
    { config: { showsSecret: true }, schema: rotateSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params, body }) => {
      const key = { orgId, webhookId: params.webhook_id };
      const overlapMs = (body.overlap_hours ?? overlapHoursDefault) * 3_600_000;
      const { secret, formerExpireAt } = await tenant.webhooks.rotateSecret(key, overlapMs, caller.actor);
      return { secret, former_expires_at: formerExpireAt.toISOString() };
    },
  );
};

const Url = Type.String({
  minLength: 1,
  maxLength: 2_000,
  pattern: textPattern,
  description: 'It begins with https:// and leads to public addresses.',
});
const Description = Type.String({ maxLength: textLengthMax, pattern: textPattern });

const listSchema = {
  operationId: 'listWebhooks',
  tags: ['Webhooks'],
  answers: { 200: { description: 'All of them, without their secrets.', example: { webhooks: [webhook] } } },
  summary: 'The webhooks of the organisation, the oldest first',
  querystring: NoQuery,
  response: { 200: Type.Object({ webhooks: Type.Array(WebhookSchema) }), ...errorResponses },
};

const createSchema = {
  operationId: 'createWebhook',
  tags: ['Webhooks'],
  errors: ['CONFLICT'],
  requests: { 'application/json': { examples: { 'ended-batches': newWebhook } } },
  answers: {
    201: {
      description: 'The webhook; its secret is shown this once.',
      headers: ['Location'],
      example: createdWebhook,
    },
  },
  summary: 'Make a webhook; its secret is shown this once',
  querystring: NoQuery,
  body: Type.Object(
    { url: Url, events: WebhookEvents, description: Type.Optional(Description) },
    { $id: 'NewWebhook', additionalProperties: false },
  ),
  response: { 201: CreatedWebhookSchema, ...errorResponses },
};

const getSchema = {
  operationId: 'getWebhook',
  tags: ['Webhooks'],
  answers: { 200: { description: 'The webhook, without its secrets.', example: webhook } },
  summary: 'Get a webhook',
  params: WebhookParams,
  querystring: NoQuery,
  response: { 200: WebhookSchema, ...errorResponses },
};

const changeSchema = {
  operationId: 'changeWebhook',
  tags: ['Webhooks'],
  requests: {
    'application/json': { examples: { 'other-events': { events: ['batch.completed', 'batch.failed'] } } },
  },
  answers: { 200: { description: 'The webhook as it is now.', example: webhook } },
  summary: 'Change a webhook; what is left out stays as it is',
  params: WebhookParams,
  querystring: NoQuery,
  body: Type.Object(
    {
      url: Type.Optional(Url),
      events: Type.Optional(WebhookEvents),
      description: Type.Optional(Description),
    },
    { $id: 'WebhookChange', additionalProperties: false, minProperties: 1 },
  ),
  response: { 200: WebhookSchema, ...errorResponses },
};

const deleteSchema = {
  operationId: 'deleteWebhook',
  tags: ['Webhooks'],
  answers: { 204: { description: 'It is gone.' } },
  summary: 'Delete a webhook, with all that was and is to be delivered to it',
  params: WebhookParams,
  querystring: NoQuery,
  body: NoBody,
  response: { 204: Type.Null(), ...errorResponses },
};

const switched = {
  params: WebhookParams,
  querystring: NoQuery,
  body: NoBody,
  response: { 200: WebhookSchema, ...errorResponses },
};

const enableSchema = {
  operationId: 'enableWebhook',
  tags: ['Webhooks'],
  summary: 'Send events again',
  answers: { 200: { description: 'The webhook, enabled.', example: webhook } },
  ...switched,
};

const disableSchema = {
  operationId: 'disableWebhook',
  tags: ['Webhooks'],
  summary: 'Send no more events; what waits has failed',
  answers: { 200: { description: 'The webhook, disabled.', example: disabledWebhook } },
  ...switched,
};

const rotateSchema = {
  operationId: 'rotateWebhookSecret',
  tags: ['Webhooks'],
  isBodyOptional: true,
  requests: { 'application/json': { examples: { 'as-it-is': {}, 'at-once': { overlap_hours: 0 } } } },
  answers: { 200: { description: 'The new secret, shown this once.', example: rotatedSecret } },
  summary: 'Make a new secret, which is shown this once',
  params: WebhookParams,
  querystring: NoQuery,
  body: Type.Object(
    {
      overlap_hours: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: overlapHoursMax,
          description: `How long the former secrets sign beside it; default ${overlapHoursDefault}.`,
        }),
      ),
    },
    { $id: 'SecretRotation', additionalProperties: false },
  ),
  response: { 200: RotatedSecretSchema, ...errorResponses },
};
