import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { NotFoundError } from '../../domain/errors.ts';
import { explain, explanationText, factorsOf } from '../../emissions/explain-record.ts';
import { errorResponses } from '../error-response.ts';
import { found } from '../found.ts';
import { BatchParams, NoQuery, textLengthMax, textPattern } from '../json-schema.ts';
import { explanation } from '../openapi/examples/explanation.ts';
import { batchFactors } from '../openapi/examples/log.ts';
import {
  BatchFactorSchema,
  ExplanationSchema,
  presentBatchFactor,
  presentExplanation,
} from '../present-explanation.ts';

/** How a figure came about, and the factors that a batch's figures rest on. */
export const explanationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/records/:record_id/explain',
    { schema: explainSchema },
    async ({ tenant, orgId, params, headers }, reply) => {
      const id = params.record_id;
      // A batch's id has no colon; an activity's may.
      const end = id.indexOf(':');
      const key = { orgId, batchId: id.slice(0, Math.max(end, 0)) };
      const record = end < 1 ? null : await tenant.explanations.findRecord(key, id.slice(end + 1));
      if (record === null) {
        throw new NotFoundError(`There is no record ${id}: its id is <batch_id>:<activity_id>, URL-encoded.`);
      }
      const explained = explain(record, await tenant.explanations.findFactors(orgId, factorsOf(record)));
      if (prefersText(headers.accept)) {
        return reply
          .type('text/plain; charset=utf-8')
          .serializer((text: string) => text)
          .send(explanationText(explained) as never);
      }
      return presentExplanation(explained);
    },
  );

  app.get('/batches/:batch_id/factors', { schema: factorsSchema }, async ({ tenant, orgId, params }) => {
    const used = await tenant.explanations.listUsedFactors({ orgId, batchId: params.batch_id });
    return { factors: found(used, params.batch_id).map(presentBatchFactor) };
  });
};

/** A browser or a program that takes anything gets JSON. */
function prefersText(accept: string | undefined): boolean {
  return /^\s*text\/plain\b/i.test(accept ?? '');
}

const explainSchema = {
  operationId: 'explainRecord',
  tags: ['Results'],
  summary: 'How the figure of a record came about, computed again',
  answers: {
    200: {
      description: 'The steps from quantity to figure, as data and in words.',
      example: explanation,
      media: { 'text/plain': { schema: Type.String(), example: explanation.text } },
    },
  },
  params: Type.Object(
    { record_id: Type.String({ minLength: 1, maxLength: 2 * textLengthMax + 1, pattern: textPattern }) },
    { additionalProperties: false },
  ),
  querystring: NoQuery,
  response: { 200: ExplanationSchema, ...errorResponses },
};

const factorsSchema = {
  operationId: 'listBatchFactors',
  tags: ['Results'],
  summary: 'The factors that the records of a batch rest on, with their sources',
  answers: { 200: { description: 'Each factor with how many records use it.', example: batchFactors } },
  params: BatchParams,
  querystring: NoQuery,
  response: {
    200: Type.Object({ factors: Type.Array(BatchFactorSchema) }, { $id: 'BatchFactorList' }),
    ...errorResponses,
  },
};
