import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { errorResponses } from '../error-response.ts';
import { BatchParams } from '../json-schema.ts';
import { comparison } from '../openapi/examples/comparison.ts';
import { ComparisonSchema, presentComparison } from '../present-comparison.ts';

/** What a recalculation changes, and why. */
export const comparisonRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/batches/:batch_id/comparison', { schema }, async ({ tenant, orgId, caller, params, query }) => {
    const key = { orgId, batchId: params.batch_id };
    const comparison = await tenant.comparisons.compareBatch(key, query.base, caller.workspaces);
    return presentComparison(comparison, key.batchId, query.base);
  });
};

const schema = {
  operationId: 'compareBatch',
  tags: ['Results'],
  summary: 'The records of a batch beside those of another, or beside those that counted before it',
  errors: ['CONFLICT'],
  answers: { 200: { description: 'What differs, by scope, by category and by cause.', example: comparison } },
  params: BatchParams,
  querystring: Type.Object(
    { base: Type.Optional(BatchParams.properties.batch_id) },
    { additionalProperties: false },
  ),
  response: { 200: ComparisonSchema, ...errorResponses },
};
