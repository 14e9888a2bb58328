import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import type { Caller } from '../../domain/access.ts';
import { maxRetriesMax } from '../../domain/batch-job.ts';
import { ValidationError } from '../../domain/errors.ts';
import type { BatchAct, BulkOutcome } from '../../store/batch-store.ts';
import { BatchConditions, readBatchFilter } from '../batch-filter.ts';
import { errorResponses } from '../error-response.ts';
import { choice, NoQuery, textLengthMax, textPattern } from '../json-schema.ts';
import type { Tenant } from '../tenant.ts';

const batchesMax = 10_000;

/** Cancel, retry and delete many batches, by their ids or by a filter. */
export const bulkControlRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/batches/cancel', { schema: cancelSchema }, ({ tenant, caller, body }) =>
    changed('cancel', tenant, caller, body),
  );
  app.post('/batches/retry', { schema: retrySchema }, ({ tenant, caller, body }) =>
    changed('retry', tenant, caller, body),
  );
  app.post('/batches/delete', { schema: deleteSchema }, ({ tenant, caller, body }) =>
    changed('delete', tenant, caller, body),
  );
};

async function changed(act: BatchAct, tenant: Tenant, caller: Caller, body: RetryBody) {
  const { dry_run: isDryRun = false, limit = batchesMax, max_retries: maxRetries } = body;
  const outcome = await tenant.batches.changeBatches({
    ...{ act, orgId: caller.orgId, actor: caller.actor, workspaceIds: caller.workspaces },
    which: whichOf(caller, body),
    ...(maxRetries !== undefined && { maxRetries }),
    ...{ limit, isDryRun },
  });
  return presented(outcome, isDryRun);
}

/** All batches are never what is left when somebody forgets the rest. */
function whichOf(caller: Caller, { batch_ids, filter, all }: BulkBody) {
  if ([batch_ids, filter, all].filter((which) => which !== undefined).length !== 1) {
    throw new ValidationError('Give one of batch_ids, filter and all.');
  }
  if (batch_ids !== undefined) {
    const seen = new Set<string>();
    const twice = batch_ids.find((id) => seen.size === seen.add(id).size);
    if (twice === undefined) return { batchIds: batch_ids };
    throw new ValidationError(`batch_ids names ${JSON.stringify(twice)} more than once.`);
  }
  if (filter !== undefined && Object.keys(filter).length === 0) {
    throw new ValidationError('A filter without a condition is every batch: ask for it with "all": true.');
  }
  if (all === false) throw new ValidationError('all is true, or is left out.');
  return { filter: readBatchFilter(caller, filter ?? {}) };
}

function presented({ matched, changed, refused, refusals, isMore }: BulkOutcome, isDryRun: boolean) {
  return {
    matched,
    changed,
    refused,
    refusals: refusals.map(({ batchId, code, details }) => ({ batch_id: batchId, code, details })),
    more: isMore,
    dry_run: isDryRun,
  };
}

const Id = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });
const bulkFields = {
  batch_ids: Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: batchesMax, description: 'These batches.' }),
  ),
  filter: Type.Optional(Type.Object(BatchConditions, { additionalProperties: false })),
  all: Type.Optional(Type.Boolean({ description: 'true, in place of a filter: every batch that you see.' })),
  dry_run: Type.Optional(Type.Boolean({ description: 'true changes nothing, and tells what would be.' })),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: batchesMax,
      description: `Of what a filter matches, the oldest so many that can be changed; default ${batchesMax}.`,
    }),
  ),
};
const BulkBody = Type.Object(bulkFields, { $id: 'BatchSelection', additionalProperties: false });
const RetryBody = Type.Object(
  {
    ...bulkFields,
    max_retries: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: maxRetriesMax,
        description: 'Raises the number of retries allowed where it is lower.',
      }),
    ),
  },
  { $id: 'RetrySelection', additionalProperties: false },
);
type BulkBody = Static<typeof BulkBody>;
type RetryBody = Static<typeof RetryBody>;

const BulkOutcomeSchema = Type.Object(
  {
    matched: Type.Integer({ description: 'Looked at: those changed and those refused.' }),
    changed: Type.Integer(),
    refused: Type.Integer({ description: 'Left as they were.' }),
    refusals: Type.Array(
      Type.Object({
        batch_id: Type.String(),
        code: choice(['CONFLICT', 'NOT_FOUND']),
        details: Type.String(),
      }),
      { description: 'The first hundred of those refused, and why.' },
    ),
    more: Type.Boolean({ description: 'The limit was reached before the end: call again for the rest.' }),
    dry_run: Type.Boolean(),
  },
  { $id: 'BulkOutcome' },
);

const outcomeExample = {
  ...{ matched: 3, changed: 2, refused: 1 },
  refusals: [
    {
      batch_id: 'batch_1a20e1bb55f000bf2e9742c2538abd3a',
      code: 'CONFLICT',
      details: 'batch_1a20e1bb55f000bf2e9742c2538abd3a is complete and cannot be cancelled any more.',
    },
  ],
  ...{ more: false, dry_run: false },
};

function bulkSchema<Body>(operationId: string, summary: string, body: Body, filter: object) {
  return {
    operationId,
    tags: ['Batches'],
    summary,
    requests: {
      'application/json': {
        examples: {
          'by-filter': { filter },
          beforehand: { filter, dry_run: true },
          'by-id': { batch_ids: ['batch_1a20e1bb55f000bf2e9742c2538abd3a'] },
        },
      },
    },
    answers: { 200: { description: 'What was done, and what was left.', example: outcomeExample } },
    querystring: NoQuery,
    body,
    response: { 200: BulkOutcomeSchema, ...errorResponses },
  };
}

const cancelSchema = bulkSchema('cancelBatches', 'Cancel many batches', BulkBody, {
  workspace: 'plant',
  priority: '0-3',
});
const retrySchema = bulkSchema('retryBatches', 'Retry many failed batches', RetryBody, { status: 'failed' });
const deleteSchema = bulkSchema(
  'deleteBatches',
  'Delete many batches with their records and logs',
  BulkBody,
  {
    status: 'complete,cancelled',
    created_before: '2026-01-01T00:00:00Z',
  },
);
