import type { Activity } from '../domain/activity.ts';
import { activityColumns } from '../domain/activity-columns.ts';
import { type ImportSummary, importActivities as importRows } from '../importing/import-activities.ts';
import type { InputRow } from '../importing/input-row.ts';
import { unknownField } from '../importing/unknown-field.ts';
import type { OffGridFlow } from './compose.ts';

type Required = 'id' | 'source' | 'category' | 'location' | 'quantity' | 'unit' | 'periodStart' | 'periodEnd';

/** An activity as a program gives it. Its owner may be named once for all of them instead. */
export type NewActivity = Pick<Activity, Required> & Partial<Omit<Activity, Required | 'version'>>;

export interface ImportActivitiesOptions {
  /** The owner of activities that do not name theirs. */
  readonly orgId?: string;
  readonly workspaceId?: string;
  readonly signal?: AbortSignal;
}

/**
 * Inserts or updates activities by the rules of docs/import-format.md: the good ones are written, the others counted as
 * rejected and explained by the fields' names in that format, with their place (from 1) as the line.
 */
export async function importActivities(
  flow: Pick<OffGridFlow, 'activities'>,
  activities: Iterable<NewActivity> | AsyncIterable<NewActivity>,
  { orgId, workspaceId, signal }: ImportActivitiesOptions = {},
): Promise<ImportSummary> {
  const begun = await flow.activities.beginImport('library', null, { orgId: null, actor: 'library' });
  return importRows(flow.activities, begun, rowsOf(activities), {
    owner: { orgId: orgId ?? null, workspaceId: workspaceId ?? null, isOrgEnforced: false },
    ...(signal && { signal }),
  });
}

async function* rowsOf(
  activities: Iterable<NewActivity> | AsyncIterable<NewActivity>,
): AsyncGenerator<InputRow> {
  let line = 0;
  for await (const activity of activities) {
    line += 1;
    const fields = Object.entries(activity).map(([field, value]) => [columnOf(field), value] as const);
    const unknown = fields.map(([column]) => column).filter((column) => !activityColumns.includes(column));
    yield { line, values: Object.fromEntries(fields), problems: unknown.map(unknownField) };
  }
}

/** `periodStart` is `period_start`. */
function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
