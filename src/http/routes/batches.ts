import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import { type Caller, seesWorkspace } from '../../domain/access.ts';
import {
  errorToleranceMax,
  maxRetriesDefault,
  maxRetriesMax,
  priorityDefault,
  priorityMax,
} from '../../domain/batch-job.ts';
import { batchPurposes } from '../../domain/calculation.ts';
import { ValidationError } from '../../domain/errors.ts';
import type { ActivityStore } from '../../store/activity-store.ts';
import { activityFilterSchema, activityIdsSchema, readActivityFilter } from '../activity-filter-schema.ts';
import { CalculationSchema, readCalculation } from '../calculation-schema.ts';
import { sendUnlessKnown } from '../conditional-get.ts';
import { errorResponses } from '../error-response.ts';
import { found } from '../found.ts';
import { HttpError } from '../http-error.ts';
import { BatchParams, choice, NoQuery } from '../json-schema.ts';
import { batch, newBatches, submittedBatch } from '../openapi/examples/batches.ts';
import { requiredWorkspaceOf } from '../plugins/authenticate.ts';
import { BatchSchema, presentBatch, presentSubmittedBatch, SubmittedBatchSchema } from '../present-batch.ts';
import { findImport, importIdPattern } from '../visible-import.ts';

interface Dependencies {
  readonly idsPerBatch: number;
}

/** Submit and get batches. */
export const batchRoutes: FastifyPluginAsyncTypebox<Dependencies> = async (app, { idsPerBatch }) => {
  app.post('/batches', { schema: submitSchema(idsPerBatch) }, async (request, reply) => {
    const { tenant } = request;
    const which = oneOf(request.body);
    const { activity_ids, filter } = which;
    const owner = {
      orgId: request.orgId,
      workspaceId: request.workspaceId ?? filter?.workspace ?? requiredWorkspaceOf(request),
    };
    await refuseOthers(request.caller, tenant.activities, which);
    const { actor, workspaces } = request.caller;
    const choices = { ...owner, actor, boundTo: workspaces, ...chosen(request.body) };
    await tenant.factorSets.prepare(owner.orgId, request.body.calculation?.factor_sets ?? []);
    const batch =
      filter === undefined
        ? await tenant.batches.createBatch({ ...choices, activityIds: activity_ids })
        : await tenant.batches.createBatchFromFilter({ ...choices, filter: readActivityFilter(filter) });
    reply.code(201).header('location', `${app.prefix}/batches/${batch.id}`);
    return presentSubmittedBatch(batch);
  });

  app.get('/batches/:batch_id', { schema: getSchema }, async (request, reply) => {
    const key = { orgId: request.orgId, batchId: request.params.batch_id };
    const batch = presentBatch(found(await request.tenant.batches.getBatch(key), key.batchId));
    return sendUnlessKnown(request, reply, batch, { ...batch, duration_seconds: null });
  });
};

const NewBatchOptions = {
  max_retries: Type.Optional(
    Type.Integer({ minimum: 0, maximum: maxRetriesMax, description: `Default ${maxRetriesDefault}.` }),
  ),
  priority: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: priorityMax,
      description: `Higher first; default ${priorityDefault}.`,
    }),
  ),
  error_tolerance: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: errorToleranceMax,
      description:
        'How many activities may end in an error for the batch still to complete; one more ends it at once. Without a tolerance it is worked through, and any error makes it failed at its end.',
    }),
  ),
  error_tolerance_share: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'The same as a share of the activities, in place of error_tolerance.',
    }),
  ),
  calculation: Type.Optional(CalculationSchema),
  purpose: Type.Optional(
    choice(batchPurposes, {
      description: 'Records of a scenario are not counted in the inventory; default inventory.',
    }),
  ),
};

function newBatchSchema(idsPerBatch: number) {
  return Type.Object(
    {
      activity_ids: Type.Optional(activityIdsSchema(idsPerBatch)),
      filter: Type.Optional(activityFilterSchema(idsPerBatch)),
      import_id: Type.Optional(
        Type.String({
          pattern: importIdPattern,
          maxLength: 15,
          description: 'In place of a filter with nothing else in it.',
        }),
      ),
      ...NewBatchOptions,
    },
    { $id: 'NewBatch', additionalProperties: false },
  );
}

function submitSchema(idsPerBatch: number) {
  return {
    operationId: 'submitBatch',
    tags: ['Batches'],
    summary: 'Submit a batch',
    errors: ['NOT_FOUND'],
    requests: { 'application/json': { examples: newBatches } },
    answers: {
      201: {
        description: 'The batch is durable and waits for its turn.',
        headers: ['Location'],
        example: submittedBatch,
      },
    },
    querystring: NoQuery,
    body: newBatchSchema(idsPerBatch),
    response: { 201: SubmittedBatchSchema, ...errorResponses },
  };
}

type SubmitBody = Static<ReturnType<typeof newBatchSchema>>;

type Which = Pick<SubmitBody, 'activity_ids' | 'filter'>;

/** Read here and not by the schema, whose refusal of a choice between shapes nobody understands. */
function oneOf({ activity_ids, filter, import_id }: SubmitBody) {
  const given = [activity_ids, filter, import_id].filter((which) => which !== undefined);
  if (given.length > 1) {
    throw new ValidationError(
      'Give activity_ids, filter or import_id, not several: filter.activity_ids and filter.import_id narrow a filter.',
    );
  }
  if (import_id !== undefined) return { filter: { import_id } as NonNullable<SubmitBody['filter']> };
  if (filter !== undefined) return { filter };
  if (activity_ids !== undefined) return { activity_ids };
  throw new ValidationError('activity_ids is required, or filter or import_id in place of it.');
}

/**
 * A batch shows the data of its activities, so that who is bound to workspaces submits only what is there and theirs. An
 * id of another workspace is refused like one that there is not, and so is an import that the caller does not see.
 */
async function refuseOthers(
  caller: Caller,
  activities: ActivityStore,
  { activity_ids, filter }: Which,
): Promise<void> {
  if (filter?.import_id !== undefined) await findImport(activities, caller, filter.import_id);
  const { orgId, workspaces } = caller;
  if (workspaces === null) return;
  if (filter?.all_workspaces) {
    throw new HttpError('FORBIDDEN', 'all_workspaces is for credentials that are not bound to workspaces.');
  }
  if (filter?.workspace !== undefined && !seesWorkspace(caller, filter.workspace)) {
    throw new HttpError('FORBIDDEN', 'The credentials are not for the workspace that the filter names.');
  }
  const outside = activity_ids && (await activities.findOutside(orgId, workspaces, activity_ids));
  if (outside) {
    throw new ValidationError(
      `There is no activity ${JSON.stringify(outside)} in the workspaces of the credentials.`,
    );
  }
}

function chosen(body: SubmitBody) {
  return {
    ...(body.max_retries !== undefined && { maxRetries: body.max_retries }),
    ...(body.priority !== undefined && { priority: body.priority }),
    ...(body.error_tolerance !== undefined && { errorTolerance: body.error_tolerance }),
    ...(body.error_tolerance_share !== undefined && { errorToleranceShare: body.error_tolerance_share }),
    ...(body.calculation !== undefined && { calculation: readCalculation(body.calculation) }),
    ...(body.purpose !== undefined && { purpose: body.purpose }),
  };
}

const getSchema = {
  operationId: 'getBatch',
  tags: ['Batches'],
  summary: 'Get a batch',
  requestHeaders: ['If-None-Match'],
  answers: {
    200: { description: 'The batch.', headers: ['ETag'], example: batch },
    304: { description: 'Nothing about the batch has changed.', headers: ['ETag'] },
  },
  params: BatchParams,
  querystring: NoQuery,
  response: { 200: BatchSchema, 304: Type.Null(), ...errorResponses },
};
