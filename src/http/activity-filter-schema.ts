import Type, { type Static } from 'typebox';
import { activitySources } from '../domain/activity.ts';
import type { ActivityFilter } from '../store/batch-store.ts';
import { choice, textLengthMax, textPattern } from './json-schema.ts';

/** That ids are distinct is checked by the store: `uniqueItems` would compare them pair by pair. */
const ActivityId = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });
const Name = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });

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
      activity_ids: Type.Optional(activityIdsSchema(idsPerBatch)),
      source: Type.Optional(choice(activitySources)),
      category: Type.Optional(Name),
      location: Type.Optional(Name),
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

export function readActivityFilter(given: Static<ReturnType<typeof activityFilterSchema>>): ActivityFilter {
  return {
    ...(given.all_workspaces !== undefined && { allWorkspaces: given.all_workspaces }),
    ...(given.activity_ids !== undefined && { activityIds: given.activity_ids }),
    ...(given.source !== undefined && { source: given.source }),
    ...(given.category !== undefined && { category: given.category }),
    ...(given.location !== undefined && { location: given.location }),
    ...(given.period_from !== undefined && { periodFrom: given.period_from }),
    ...(given.period_to !== undefined && { periodTo: given.period_to }),
    ...(given.stale !== undefined && { stale: given.stale }),
    ...(given.without_record !== undefined && { withoutRecord: given.without_record }),
  };
}
