import Type, { type Static } from 'typebox';
import { activitySources } from '../domain/activity.ts';
import { ValidationError } from '../domain/errors.ts';
import type { ActivityFilter } from '../store/batch-store.ts';
import { choice, textLengthMax, textPattern } from './json-schema.ts';
import { readPeriod } from './read-period.ts';
import { importIdPattern } from './visible-import.ts';

/** That ids are distinct is checked by the store: `uniqueItems` would compare them pair by pair. */
const ActivityId = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });
const NameRules = { minLength: 1, maxLength: textLengthMax, pattern: textPattern };
const Name = Type.String(NameRules);

export function activityIdsSchema(idsPerBatch: number) {
  return Type.Array(ActivityId, { minItems: 1, maxItems: idsPerBatch });
}

/** Activities that have all that is named; without anything, all of the workspace. */
export function activityFilterSchema(idsPerBatch: number) {
  return Type.Object(
    {
      all_workspaces: Type.Optional(
        Type.Boolean({ description: "Of the whole organisation; else of the batch's workspace." }),
      ),
      workspace: Type.Optional(
        Type.String({ ...NameRules, description: "Of this workspace, in place of the batch's." }),
      ),
      import_id: Type.Optional(
        Type.String({
          pattern: importIdPattern,
          maxLength: 15,
          description: 'Those that this import was the last to name.',
        }),
      ),
      activity_ids: Type.Optional(activityIdsSchema(idsPerBatch)),
      source: Type.Optional(choice(activitySources)),
      category: Type.Optional(Name),
      location: Type.Optional(Name),
      period: Type.Optional(
        Type.String({
          maxLength: textLengthMax,
          description:
            'The period has a day in this year (2025), month (2025-03) or range (2025-01-15/2025-03-31).',
        }),
      ),
      period_from: Type.Optional(
        Type.String({ description: 'A date: the period has a day on or after it.' }),
      ),
      period_to: Type.Optional(Type.String({ description: 'A date: the period has a day on or before it.' })),
      stale: Type.Optional(
        Type.Boolean({ description: 'True: changed since their current record was made.' }),
      ),
      without_record: Type.Optional(
        Type.Boolean({ description: 'True: without a current record. With stale: either of the two.' }),
      ),
    },
    { $id: 'ActivityFilter', additionalProperties: false },
  );
}

type GivenFilter = Static<ReturnType<typeof activityFilterSchema>>;

export function readActivityFilter(given: GivenFilter): ActivityFilter {
  if (given.workspace !== undefined && given.all_workspaces)
    throw new ValidationError('Give filter.workspace or filter.all_workspaces, not both.');
  return {
    ...periodOf(given),
    ...(given.all_workspaces !== undefined && { allWorkspaces: given.all_workspaces }),
    ...(given.workspace !== undefined && { workspaceId: given.workspace }),
    ...(given.import_id !== undefined && { importId: Number(given.import_id) }),
    ...(given.activity_ids !== undefined && { activityIds: given.activity_ids }),
    ...(given.source !== undefined && { source: given.source }),
    ...(given.category !== undefined && { category: given.category }),
    ...(given.location !== undefined && { location: given.location }),
    ...(given.stale !== undefined && { stale: given.stale }),
    ...(given.without_record !== undefined && { withoutRecord: given.without_record }),
  };
}

function periodOf({ period, period_from: from, period_to: to }: GivenFilter) {
  if (period !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new ValidationError('Give filter.period, or filter.period_from and filter.period_to, not both.');
    const read = readPeriod(period);
    return { periodFrom: read.from, periodTo: read.to };
  }
  return { ...(from !== undefined && { periodFrom: from }), ...(to !== undefined && { periodTo: to }) };
}
