import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { NotFoundError } from '../../domain/errors.ts';
import { deliveryStatuses } from '../../domain/webhook.ts';
import { errorResponses } from '../error-response.ts';
import { choice, NoBody, NoQuery, textLengthMax, textPattern, WebhookParams } from '../json-schema.ts';
import {
  deliveries,
  deliveryWithAttempts,
  replayedDelivery,
  testDelivery,
} from '../openapi/examples/webhooks.ts';
import { allowNoBody } from '../plugins/no-body.ts';
import {
  DeliverySchema,
  DeliveryWithAttemptsSchema,
  presentAttempt,
  presentDelivery,
} from '../present-webhook.ts';
import { readTime } from '../read-time.ts';
import { PageQuery, pageSchema, readNumberedPage } from '../result-page.ts';

/** What a webhook was told, what it answered, and telling it again. */
export const webhookDeliveryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/webhooks/:webhook_id/deliveries', { schema: listSchema }, async (request) => {
    const { tenant, orgId, params, query } = request;
    const key = { orgId, webhookId: params.webhook_id };
    const { status } = query;
    const page = await readNumberedPage(
      query,
      ['webhook-deliveries', orgId, key.webhookId, status ?? ''],
      (asked) => tenant.webhooks.listDeliveries(key, { ...asked, status }),
      (delivery) => delivery.number,
    );
    if (page === null) throw new NotFoundError(`There is no webhook ${key.webhookId}.`);
    return { deliveries: page.rows.map(presentDelivery), next: page.next, limit: query.limit };
  });

  app.get('/webhooks/:webhook_id/deliveries/:delivery_id', { schema: getSchema }, async (request) => {
    const { tenant, orgId, params } = request;
    const key = { orgId, webhookId: params.webhook_id, deliveryId: params.delivery_id };
    const { delivery, attempts } = await tenant.webhooks.getDelivery(key);
    return { ...presentDelivery(delivery), attempts: attempts.map(presentAttempt) };
  });

  app.post(
    '/webhooks/:webhook_id/deliveries/:delivery_id/replay',
    { schema: replayOneSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }, reply) => {
      const key = { orgId, webhookId: params.webhook_id, deliveryId: params.delivery_id };
      reply.code(202);
      return presentDelivery(await tenant.webhooks.replayDelivery(key, caller.actor));
    },
  );

  app.post('/webhooks/:webhook_id/replay', { schema: replaySchema }, async (request, reply) => {
    const { tenant, orgId, caller, params, body } = request;
    const key = { orgId, webhookId: params.webhook_id };
    // Before that there were no webhooks, and not every driver knows of all years.
    const since = new Date(Math.max(0, readTime('since', body.since).getTime()));
    reply.code(202);
    return { replayed: await tenant.webhooks.replayFailed(key, since, caller.actor) };
  });

  app.post(
    '/webhooks/:webhook_id/test',
    { schema: testSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }, reply) => {
      reply.code(202);
      const key = { orgId, webhookId: params.webhook_id };
      return presentDelivery(await tenant.webhooks.sendTest(key, caller.actor));
    },
  );
};

const DeliveryParams = Type.Object(
  {
    ...WebhookParams.properties,
    delivery_id: Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern }),
  },
  { additionalProperties: false },
);

const listSchema = {
  operationId: 'listWebhookDeliveries',
  tags: ['Webhooks'],
  answers: { 200: { description: 'A page of deliveries, without their attempts.', example: deliveries } },
  summary: 'What is and was to be delivered to a webhook, the newest first',
  params: WebhookParams,
  querystring: Type.Object(
    { ...PageQuery.properties, status: Type.Optional(choice(deliveryStatuses)) },
    { additionalProperties: false },
  ),
  response: { 200: pageSchema('deliveries', DeliverySchema), ...errorResponses },
};

const getSchema = {
  operationId: 'getWebhookDelivery',
  tags: ['Webhooks'],
  answers: { 200: { description: 'The delivery.', example: deliveryWithAttempts } },
  summary: 'A delivery and its attempts',
  params: DeliveryParams,
  querystring: NoQuery,
  response: { 200: DeliveryWithAttemptsSchema, ...errorResponses },
};

const replayOneSchema = {
  operationId: 'replayWebhookDelivery',
  tags: ['Webhooks'],
  errors: ['CONFLICT'],
  answers: { 202: { description: 'The delivery, due now.', example: replayedDelivery } },
  summary: 'Deliver once more, with the same webhook-id',
  params: DeliveryParams,
  querystring: NoQuery,
  body: NoBody,
  response: { 202: DeliverySchema, ...errorResponses },
};

const replaySchema = {
  operationId: 'replayWebhookDeliveries',
  tags: ['Webhooks'],
  errors: ['CONFLICT'],
  requests: { 'application/json': { examples: { 'since-a-day': { since: '2026-11-23T00:00:00Z' } } } },
  answers: { 202: { description: 'How many are due now.', example: { replayed: 12 } } },
  summary: 'Deliver once more all that failed of what happened since a time',
  params: WebhookParams,
  querystring: NoQuery,
  body: Type.Object(
    { since: Type.String({ maxLength: 40, description: 'A time such as 2027-01-31T00:00:00Z.' }) },
    { $id: 'WebhookReplay', additionalProperties: false },
  ),
  response: {
    202: Type.Object(
      { replayed: Type.Integer({ description: 'Deliveries that are sent again.' }) },
      { $id: 'ReplayedDeliveries' },
    ),
    ...errorResponses,
  },
};

const testSchema = {
  operationId: 'testWebhook',
  tags: ['Webhooks'],
  errors: ['CONFLICT'],
  answers: { 202: { description: 'The delivery of the test.', example: testDelivery } },
  summary: 'Send a test event, once',
  params: WebhookParams,
  querystring: NoQuery,
  body: NoBody,
  response: { 202: DeliverySchema, ...errorResponses },
};
