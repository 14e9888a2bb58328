import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static, type TSchema } from 'typebox';
import type { BatchJob } from '../../domain/batch-job.ts';
import type { BatchKey, BatchResult, Page, ResultKind } from '../../store/batch-store.ts';
import { Cursor, readCursor } from '../cursor.ts';
import { errorResponses } from '../error-response.ts';
import { found } from '../found.ts';
import { BatchParams } from '../json-schema.ts';
import { negotiate } from '../negotiate.ts';
import { resultExamples } from '../openapi/examples/all-results.ts';
import { activityErrorExamples, recordExamples } from '../openapi/examples/results.ts';
import {
  ActivityErrorSchema,
  presentActivityError,
  presentRecord,
  RecordSchema,
} from '../present-results.ts';
import { resultLines, statusOf } from '../result-lines.ts';
import { pageLimitDefault, pageLimitMax, pageSchema, readPage } from '../result-page.ts';
import { readRows, sendStream, varyBy } from '../stream-rows.ts';
import type { Tenant } from '../tenant.ts';

/** What became of the activities of a batch: by `Accept` a page as JSON, or all of it as a stream of NDJSON or CSV. */
export const batchOutcomeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  addListing(app, {
    ...{ operationId: 'listBatchRecords', name: 'records', which: 'records', row: RecordSchema },
    examples: recordExamples,
    summary: 'The emission records of a batch, by activity id',
    read: (batches, key, page) => batches.getRecords(key, page),
    present: presentRecord,
  });
  addListing(app, {
    ...{ operationId: 'listBatchErrors', name: 'errors', which: 'errors', row: ActivityErrorSchema },
    examples: activityErrorExamples,
    summary: "The activities of a batch's latest pass that ended in an error, by activity id",
    read: (batches, key, page) => batches.getErrors(key, page),
    present: presentActivityError,
  });
  addListing(app, {
    ...{ operationId: 'listBatchResults', name: 'results', which: 'all', row: ResultSchema },
    examples: resultExamples,
    summary: 'Every activity of a batch with its record, its error or neither yet, by activity id',
    read: (batches, key, page) => batches.getResults(key, page),
    present: presentResult,
  });
};

type Batches = Tenant['batches'];

interface Listing<Row> {
  readonly operationId: string;
  readonly name: string;
  readonly summary: string;
  /** Which lines its CSV has. */
  readonly which: ResultKind;
  readonly row: TSchema;
  /** A page, and the same as the streams have it. */
  readonly examples: { readonly page: object; readonly ndjson: string; readonly csv: string };
  readonly read: (batches: Batches, key: BatchKey, page: Page<string>) => Promise<Row[] | null>;
  readonly present: (row: Row) => object;
}

const mediaTypes = [
  'application/json',
  'application/x-ndjson',
  'text/csv',
  'application/ndjson',
  'application/jsonl',
] as const;

function addListing<Row extends { readonly activityId: string }>(
  app: FastifyInstance,
  listing: Listing<Row>,
): void {
  const { name } = listing;
  const routes = app.withTypeProvider<TypeBoxTypeProvider>();
  routes.get(`/batches/:batch_id/${name}`, { schema: schemaOf(listing) }, async (request, reply) => {
    varyBy(reply, 'Accept');
    const mediaType = negotiate(request.headers.accept, mediaTypes);
    const { batches } = request.tenant;
    const key = { orgId: request.orgId, batchId: request.params.batch_id };
    const list = [name, key.orgId, key.batchId];
    const { limit = pageLimitDefault, after } = request.query;
    if (mediaType === 'application/json') {
      const query = { limit, ...(after !== undefined && { after }) };
      const page = await readPage(query, list, (page) => listing.read(batches, key, page), idOf);
      const { rows, ...rest } = found(page, key.batchId);
      return { [name]: rows.map(listing.present), ...rest };
    }
    const range = {
      ...(after !== undefined && { after: readCursor(list, after) }),
      ...(request.query.limit !== undefined && { limit }),
    };
    const stream = mediaType === 'text/csv' ? sendCsv : sendNdjson;
    return stream(request, reply, { mediaType, key, range, listing, batches });
  });
}

interface Streamed<Row> {
  readonly mediaType: string;
  readonly key: BatchKey;
  readonly range: { readonly after?: string; readonly limit?: number };
  readonly listing: Listing<Row>;
  readonly batches: Batches;
}

async function sendNdjson<Row extends { readonly activityId: string }>(
  request: FastifyRequest,
  reply: FastifyReply,
  { mediaType, key, range, listing, batches }: Streamed<Row>,
): Promise<FastifyReply> {
  const batch = found(await batches.getBatch(key), key.batchId);
  const pages = found(await readRows((page) => listing.read(batches, key, page), idOf, range), key.batchId);
  const lines = async function* () {
    for await (const rows of ofOnePass(pages, batch, listing, batches)) {
      yield rows.map((row) => `${JSON.stringify(listing.present(row))}\n`).join('');
    }
  };
  return sendStream(request, reply, {
    mediaType,
    name: `${key.batchId}-${listing.name}.ndjson`,
    texts: lines(),
  });
}

async function sendCsv<Row>(
  request: FastifyRequest,
  reply: FastifyReply,
  { mediaType, key, range, listing, batches }: Streamed<Row>,
): Promise<FastifyReply> {
  const batch = found(await batches.getBatch(key), key.batchId);
  const read = (page: Page<string>) => batches.getResults(key, page, listing.which);
  const pages = found(await readRows(read, idOf, range), key.batchId);
  const texts = resultLines(request.caller, batch.workspaceId, ofOnePass(pages, batch, listing, batches));
  return sendStream(request, reply, { mediaType, name: `${key.batchId}-${listing.name}.csv`, texts });
}

/** Errors are those of the latest pass. Where a retry begins another one meanwhile, the rest of them is no longer there. */
async function* ofOnePass<Rows>(
  pages: AsyncIterable<Rows>,
  { orgId, id: batchId, attempt }: BatchJob,
  { which }: Pick<Listing<never>, 'which'>,
  batches: Batches,
): AsyncGenerator<Rows> {
  yield* pages;
  if (which !== 'errors') return;
  const batch = await batches.getBatch({ orgId, batchId });
  // An end would look as if this were all.
  if (batch?.attempt !== attempt)
    throw new Error('The batch whose errors were being read was retried meanwhile.');
}

function idOf({ activityId }: { readonly activityId: string }): string {
  return activityId;
}

const ResultSchema = Type.Object(
  {
    activity_id: Type.String(),
    status: Type.String({
      description: '`success`, `error`, or `pending` where the batch has not come to it.',
    }),
    record: Type.Union([RecordSchema, Type.Null()]),
    error: Type.Union([ActivityErrorSchema, Type.Null()]),
  },
  { $id: 'ActivityResult' },
);

function presentResult(result: BatchResult): Static<typeof ResultSchema> {
  return {
    activity_id: result.activityId,
    status: statusOf(result),
    record: result.record && presentRecord(result.record),
    error: result.error && presentActivityError(result.error),
  };
}

const ListingQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: pageLimitMax,
        description: `Rows of a page, ${pageLimitDefault} unless it is given; a stream has all rows unless it is given.`,
      }),
    ),
    after: Type.Optional(Cursor),
  },
  { additionalProperties: false },
);

function schemaOf<Row>({ operationId, name, summary, row, examples }: Listing<Row>) {
  const streamed = Type.String({ description: 'All rows, as they are read.' });
  const lines = { schema: streamed, example: examples.ndjson };
  return {
    ...{ operationId, tags: ['Results'], summary },
    errors: ['NOT_ACCEPTABLE'],
    answers: {
      200: {
        description: 'A page as JSON, or all rows as a stream of NDJSON or CSV.',
        headers: ['Vary'],
        example: examples.page,
        media: {
          ...{ 'application/x-ndjson': lines, 'application/ndjson': lines, 'application/jsonl': lines },
          'text/csv': { schema: streamed, example: examples.csv },
        },
      },
    },
    params: BatchParams,
    querystring: ListingQuery,
    response: {
      200: {
        description: 'A page as JSON, or all rows as a stream of NDJSON or CSV.',
        content: {
          'application/json': { schema: pageSchema(name, row) as TSchema },
          'application/x-ndjson': { schema: streamed },
          'text/csv': { schema: streamed },
        },
      },
      ...errorResponses,
    },
  };
}
