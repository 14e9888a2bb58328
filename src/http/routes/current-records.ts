import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import { type Caller, seesWorkspace } from '../../domain/access.ts';
import { type Activity, dataQualities } from '../../domain/activity.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { marketBases, regionMatches } from '../../domain/outcome.ts';
import type { CurrentRecordFilter } from '../../store/record-store.ts';
import { errorResponses } from '../error-response.ts';
import { choice, NoQuery, textLengthMax, textPattern } from '../json-schema.ts';
import {
  activityHistory,
  activityPage,
  activityWithRecord,
  currentRecordPage,
} from '../openapi/examples/activity-records.ts';
import {
  ActivitySchema,
  CurrentRecordSchema,
  FormerActivitySchema,
  presentActivity,
  presentCurrentRecord,
  presentFormerActivity,
} from '../present-activity.ts';
import { presentRecord, RecordSchema } from '../present-results.ts';
import { PageQuery, pageSchema, readPage } from '../result-page.ts';
import { visibleWorkspace } from '../visible-workspace.ts';

/** Which figure counts for an activity now, and what counted before. */
export const currentRecordRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/activities', { schema: activitiesSchema }, async ({ tenant, orgId, caller, query }) => {
    const { year, without_record: withoutRecord } = query;
    const workspace = visibleWorkspace(caller, query.workspace);
    const filter = {
      orgId,
      ...(workspace !== undefined && { workspaceId: workspace }),
      ...(year !== undefined && { year }),
      ...(withoutRecord !== undefined && { withoutRecord: withoutRecord === 'true' }),
    };
    const page = await readPage(
      query,
      ['activities', orgId],
      (page) => tenant.currentRecords.listActivities(filter, page),
      ({ id }) => id,
    );
    return {
      activities: page?.rows.map(presentActivity) ?? [],
      next: page?.next ?? null,
      limit: query.limit,
    };
  });

  app.get(
    '/activities/:activity_id',
    { schema: activitySchema },
    async ({ tenant, orgId, caller, params }) => {
      const id = params.activity_id;
      const state = foundActivity(caller, await tenant.currentRecords.getActivityState(orgId, id), id);
      const { activity } = state;
      const record = state.record && seesWorkspace(caller, state.record.workspaceId) ? state.record : null;
      return {
        activity: presentActivity(activity),
        current_record: record && presentCurrentRecord(record),
        is_stale: record?.isStale ?? false,
      };
    },
  );

  app.get(
    '/activities/:activity_id/history',
    { schema: historySchema },
    async ({ tenant, orgId, caller, params }) => {
      const id = params.activity_id;
      const isVisible = ({ workspaceId }: { workspaceId: string }) => seesWorkspace(caller, workspaceId);
      const history = foundActivity(caller, await tenant.currentRecords.getActivityHistory(orgId, id), id);
      return {
        activity: presentActivity(history.activity),
        former_versions: history.formerVersions.filter(isVisible).map(presentFormerActivity),
        records: history.records.filter(isVisible).map(presentRecord),
      };
    },
  );

  app.get('/records', { schema: recordsSchema }, async ({ tenant, orgId, caller, query }) => {
    const workspace = visibleWorkspace(caller, query.workspace);
    const filter = { orgId, ...readFilter({ ...query, ...(workspace !== undefined && { workspace }) }) };
    const page = await readPage(
      query,
      ['records', orgId],
      (page) => tenant.currentRecords.listCurrentRecords(filter, page),
      (record) => record.activityId,
    );
    return {
      records: page?.rows.map(presentCurrentRecord) ?? [],
      next: page?.next ?? null,
      limit: query.limit,
    };
  });
};

/** Of an activity in a workspace that the caller is not bound to, it does not learn that it is there. */
function foundActivity<Value extends { readonly activity: Activity }>(
  caller: Caller,
  value: Value | null,
  activityId: string,
): Value {
  if (value === null || !seesWorkspace(caller, value.activity.workspaceId))
    throw new NotFoundError(`There is no activity ${activityId}.`);
  return value;
}

const Name = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });

const YearOfEnd = Type.Optional(
  Type.Integer({ minimum: 1900, maximum: 2200, description: "Of the period's end." }),
);

const ActivitiesQuery = Type.Object(
  {
    ...PageQuery.properties,
    workspace: Type.Optional(Name),
    year: YearOfEnd,
    without_record: Type.Optional(choice(['true', 'false'])),
  },
  { additionalProperties: false },
);

const RecordsQuery = Type.Object(
  {
    ...PageQuery.properties,
    workspace: Type.Optional(Name),
    year: YearOfEnd,
    scope: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
    scope3_category: Type.Optional(Type.Integer({ minimum: 1, maximum: 15 })),
    category: Type.Optional(Name),
    location: Type.Optional(Name),
    data_quality: Type.Optional(choice(dataQualities)),
    region_match: Type.Optional(choice([...regionMatches, 'none'])),
    market_basis: Type.Optional(choice([...marketBases, 'none'])),
    factor_id: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2_000, pattern: textPattern, description: 'As in the record.' }),
    ),
    stale: Type.Optional(choice(['true', 'false'])),
  },
  { additionalProperties: false },
);

function readFilter(query: Static<typeof RecordsQuery>): Omit<CurrentRecordFilter, 'orgId'> {
  return {
    ...(query.workspace !== undefined && { workspaceId: query.workspace }),
    ...(query.year !== undefined && { year: query.year }),
    ...(query.scope !== undefined && { scope: query.scope }),
    ...(query.scope3_category !== undefined && { scope3Category: query.scope3_category }),
    ...(query.category !== undefined && { category: query.category }),
    ...(query.location !== undefined && { location: query.location }),
    ...(query.data_quality !== undefined && { dataQuality: query.data_quality }),
    ...(query.region_match !== undefined && { regionMatch: query.region_match }),
    ...(query.market_basis !== undefined && { marketBasis: query.market_basis }),
    ...(query.factor_id !== undefined && { factorId: query.factor_id }),
    ...(query.stale !== undefined && { stale: query.stale === 'true' }),
  };
}

const ActivityParams = Type.Object({ activity_id: Name }, { additionalProperties: false });

const activitiesSchema = {
  operationId: 'listActivities',
  tags: ['Activities'],
  summary: 'The activities of the organisation, by id',
  answers: { 200: { description: 'A page of activities.', example: activityPage } },
  querystring: ActivitiesQuery,
  response: { 200: pageSchema('activities', ActivitySchema), ...errorResponses },
};

const activitySchema = {
  operationId: 'getActivity',
  tags: ['Activities'],
  summary: 'An activity, the record that counts for it, and whether the activity has changed since',
  answers: {
    200: { description: 'The activity, with the record that counts.', example: activityWithRecord },
  },
  params: ActivityParams,
  querystring: NoQuery,
  response: {
    200: Type.Object(
      {
        activity: ActivitySchema,
        current_record: Type.Union([CurrentRecordSchema, Type.Null()]),
        is_stale: Type.Boolean(),
      },
      { $id: 'ActivityWithRecord' },
    ),
    ...errorResponses,
  },
};

const historySchema = {
  operationId: 'getActivityHistory',
  tags: ['Activities'],
  summary: 'What an activity was before, and all records that were made of it',
  answers: { 200: { description: 'Earlier versions and all records.', example: activityHistory } },
  params: ActivityParams,
  querystring: NoQuery,
  response: {
    200: Type.Object(
      {
        activity: ActivitySchema,
        former_versions: Type.Array(FormerActivitySchema),
        records: Type.Array(RecordSchema),
      },
      { $id: 'ActivityHistory' },
    ),
    ...errorResponses,
  },
};

const recordsSchema = {
  operationId: 'listRecords',
  tags: ['Inventory'],
  summary: 'The current records of the organisation, by activity id',
  answers: { 200: { description: 'A page of the records that count.', example: currentRecordPage } },
  querystring: RecordsQuery,
  response: { 200: pageSchema('records', CurrentRecordSchema), ...errorResponses },
};
