import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { errorResponses } from '../error-response.ts';
import { found } from '../found.ts';
import { BatchParams, NoQuery } from '../json-schema.ts';
import { progress } from '../openapi/examples/batches.ts';
import { logPage } from '../openapi/examples/log.ts';
import { ProgressSchema, presentProgress } from '../present-batch.ts';
import { LogEntrySchema, presentLogEntry } from '../present-results.ts';
import { PageQuery, pageSchema, readNumberedPage } from '../result-page.ts';

/** How far a batch is, and what happened to it. */
export const batchResultRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/batches/:batch_id/progress', { schema: progressSchema }, async ({ tenant, orgId, params }) => {
    return presentProgress(
      found(await tenant.batches.getBatch({ orgId, batchId: params.batch_id }), params.batch_id),
    );
  });

  app.get('/batches/:batch_id/log', { schema: logSchema }, async ({ tenant, orgId, params, query }) => {
    const key = { orgId, batchId: params.batch_id };
    const page = await readNumberedPage(
      query,
      ['log', orgId, key.batchId],
      (page) => tenant.batches.getProgressLog(key, page),
      (entry) => entry.id,
    );
    const { rows, ...rest } = found(page, key.batchId);
    return { log: rows.map(presentLogEntry), ...rest };
  });
};

const progressSchema = {
  operationId: 'getBatchProgress',
  tags: ['Batches'],
  summary: 'How far a batch is',
  answers: { 200: { description: 'Where it stands now.', example: progress } },
  params: BatchParams,
  querystring: NoQuery,
  response: { 200: ProgressSchema, ...errorResponses },
};

const logSchema = {
  operationId: 'listBatchLog',
  tags: ['Results'],
  summary: "The events of a batch's life, oldest first",
  answers: { 200: { description: 'A page of the log.', example: logPage } },
  params: BatchParams,
  querystring: PageQuery,
  response: { 200: pageSchema('log', LogEntrySchema), ...errorResponses },
};
