import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { maxRetriesMax } from '../../domain/batch-job.ts';
import { errorResponses } from '../error-response.ts';
import { BatchParams, NoBody, NoQuery } from '../json-schema.ts';
import { cancelledBatch, retriedBatch } from '../openapi/examples/batches.ts';
import { allowNoBody } from '../plugins/no-body.ts';
import { BatchSchema, presentBatch } from '../present-batch.ts';

/** Cancel, retry and delete a batch. */
export const batchControlRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.addHook('preValidation', allowNoBody);

  app.post(
    '/batches/:batch_id/cancel',
    { schema: cancelSchema },
    async ({ tenant, orgId, caller, params }) => {
      return presentBatch(
        await tenant.batches.cancelBatch({ orgId, batchId: params.batch_id }, caller.actor),
      );
    },
  );

  app.post(
    '/batches/:batch_id/retry',
    { schema: retrySchema },
    async ({ tenant, orgId, caller, params, body }) => {
      const key = { orgId, batchId: params.batch_id };
      return presentBatch(await tenant.batches.retryBatch(key, caller.actor, body.max_retries));
    },
  );

  app.delete(
    '/batches/:batch_id',
    { schema: deleteSchema },
    async ({ tenant, orgId, caller, params }, reply) => {
      await tenant.batches.deleteBatch({ orgId, batchId: params.batch_id }, caller.actor);
      return reply.code(204).send(null);
    },
  );
};

const batchAnswer = { 200: BatchSchema, ...errorResponses };

const cancelSchema = {
  operationId: 'cancelBatch',
  tags: ['Batches'],
  summary: 'Cancel a batch that has not ended',
  errors: ['CONFLICT'],
  answers: {
    200: { description: 'The batch, cancelled; results that exist are kept.', example: cancelledBatch },
  },
  params: BatchParams,
  querystring: NoQuery,
  body: NoBody,
  response: batchAnswer,
};

const retrySchema = {
  operationId: 'retryBatch',
  tags: ['Batches'],
  summary: 'Send a failed batch back for the activities without a result',
  errors: ['CONFLICT'],
  isBodyOptional: true,
  requests: { 'application/json': { examples: { 'as-it-is': {}, 'more-retries': { max_retries: 5 } } } },
  answers: { 200: { description: 'The batch, pending again.', example: retriedBatch } },
  params: BatchParams,
  querystring: NoQuery,
  body: Type.Object(
    {
      max_retries: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: maxRetriesMax,
          description: 'Raises the number of retries allowed.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: batchAnswer,
};

const deleteSchema = {
  operationId: 'deleteBatch',
  tags: ['Batches'],
  summary: 'Delete a batch with its records and log',
  errors: ['CONFLICT'],
  answers: { 204: { description: 'It is gone.' } },
  params: BatchParams,
  querystring: NoQuery,
  body: NoBody,
  response: { 204: Type.Null(), ...errorResponses },
};
