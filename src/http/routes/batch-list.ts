import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { ValidationError } from '../../domain/errors.ts';
import type { BatchPlace } from '../../store/batch-store.ts';
import { BatchConditions, readBatchFilter } from '../batch-filter.ts';
import { Cursor, foreignCursor, readCursor, writeCursor } from '../cursor.ts';
import { errorResponses } from '../error-response.ts';
import { choice, nullable } from '../json-schema.ts';
import { batchList } from '../openapi/examples/batches.ts';
import { BatchSchema, presentBatch } from '../present-batch.ts';
import { readTime } from '../read-time.ts';

/** The batches of the organisation: filtered, sorted, counted, in pages. */
export const batchListRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/batches', { schema: listSchema }, async ({ tenant, orgId, caller, query }) => {
    const { limit, offset, after, sort = '-created_at', total: isCounted } = query;
    if (after !== undefined && offset > 0) {
      throw new ValidationError('Give after or offset, not both: after begins where the page before ended.');
    }
    const { status, workspace, priority, created_from, created_before } = query;
    const filter = readBatchFilter(caller, query);
    const list = [...['batches', orgId, sort, status, workspace, priority, created_from, created_before]].map(
      (part) => part ?? '',
    );
    const { batches, total, next } = await tenant.batches.listBatches({
      ...filter,
      ...{ limit, offset },
      ...(after !== undefined && { after: readPlace(list, after) }),
      order: sort.endsWith('priority') ? 'priority' : 'created_at',
      isAscending: !sort.startsWith('-'),
      isCounted: isCounted !== 'false',
    });
    return {
      batches: batches.map(presentBatch),
      total,
      limit,
      offset,
      next: next && writeCursor(list, `${next.priority} ${next.createdAt} ${next.batchId}`),
    };
  });
};

function readPlace(list: readonly string[], cursor: string): BatchPlace {
  const key = readCursor(list, cursor);
  const [, priority, createdAt, batchId] = /^(\d{1,2}) (\S{1,40}) (.{1,200})$/u.exec(key) ?? [];
  if (createdAt === undefined || batchId === undefined) throw foreignCursor();
  readTime('after', createdAt);
  return { priority: Number(priority), createdAt, batchId };
}

const listSchema = {
  operationId: 'listBatches',
  tags: ['Batches'],
  summary: 'List batches, newest first unless said otherwise',
  answers: { 200: { description: 'The page that was asked for.', example: batchList } },
  querystring: Type.Object(
    {
      ...BatchConditions,
      sort: Type.Optional(
        choice(['created_at', '-created_at', 'priority', '-priority'], {
          description:
            'Rising, or with a minus falling; within a priority by time in the same direction. Default -created_at.',
        }),
      ),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 10 }),
      offset: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
      after: Type.Optional(Cursor),
      total: Type.Optional(choice(['true', 'false'], { description: 'false: `total` is null, uncounted.' })),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object(
      {
        batches: Type.Array(BatchSchema),
        total: nullable(
          Type.Integer({ description: 'All that match, on every page. Null only with total=false.' }),
        ),
        limit: Type.Integer(),
        offset: Type.Integer(),
        next: nullable(
          Type.String({ description: 'Give it as `after` for the next page; null on the last.' }),
        ),
      },
      { $id: 'BatchList' },
    ),
    ...errorResponses,
  },
};
