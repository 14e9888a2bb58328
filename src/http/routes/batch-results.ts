import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { errorResponses } from '../error-response.ts';
import { found } from '../found.ts';
import { BatchParams, NoQuery } from '../json-schema.ts';
import { ProgressSchema, presentProgress } from '../present-batch.ts';
import {
  ActivityErrorSchema,
  LogEntrySchema,
  presentActivityError,
  presentLogEntry,
  presentRecord,
  RecordSchema,
} from '../present-results.ts';
import { ActivityPageQuery, LogPageQuery, pageSchema, readPage } from '../result-page.ts';

/** How far a batch is, and what became of its activities. */
export const batchResultRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/batches/:batch_id/progress', { schema: progressSchema }, async ({ tenant, orgId, params }) => {
    return presentProgress(
      found(await tenant.batches.getBatch({ orgId, batchId: params.batch_id }), params.batch_id),
    );
  });

  app.get(
    '/batches/:batch_id/records',
    { schema: recordsSchema },
    async ({ tenant, orgId, params, query }) => {
      const key = { orgId, batchId: params.batch_id };
      const page = await readPage(
        query,
        (page) => tenant.batches.getRecords(key, page),
        (record) => record.activityId,
      );
      const { rows, ...rest } = found(page, key.batchId);
      return { records: rows.map(presentRecord), ...rest };
    },
  );

  app.get('/batches/:batch_id/errors', { schema: errorsSchema }, async ({ tenant, orgId, params, query }) => {
    const key = { orgId, batchId: params.batch_id };
    const page = await readPage(
      query,
      (page) => tenant.batches.getErrors(key, page),
      (error) => error.activityId,
    );
    const { rows, ...rest } = found(page, key.batchId);
    return { errors: rows.map(presentActivityError), ...rest };
  });

  app.get('/batches/:batch_id/log', { schema: logSchema }, async ({ tenant, orgId, params, query }) => {
    const key = { orgId, batchId: params.batch_id };
    const page = await readPage(
      query,
      (page) => tenant.batches.getProgressLog(key, page),
      (entry) => entry.id,
    );
    const { rows, ...rest } = found(page, key.batchId);
    return { log: rows.map(presentLogEntry), ...rest };
  });
};

const progressSchema = {
  summary: 'How far a batch is',
  params: BatchParams,
  querystring: NoQuery,
  response: { 200: ProgressSchema, ...errorResponses },
};

const recordsSchema = {
  summary: 'The emission records of a batch, by activity id',
  params: BatchParams,
  querystring: ActivityPageQuery,
  response: { 200: pageSchema('records', RecordSchema), ...errorResponses },
};

const errorsSchema = {
  summary: "The activities of a batch's latest pass that ended in an error, by activity id",
  params: BatchParams,
  querystring: ActivityPageQuery,
  response: { 200: pageSchema('errors', ActivityErrorSchema), ...errorResponses },
};

const logSchema = {
  summary: "The events of a batch's life, oldest first",
  params: BatchParams,
  querystring: LogPageQuery,
  response: { 200: pageSchema('log', LogEntrySchema), ...errorResponses },
};
