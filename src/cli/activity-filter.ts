import type { components } from '../client/client.ts';
import { CommandError } from './exit-codes.ts';

type ActivityFilter = components['schemas']['ActivityFilter'];

export interface FilterOptions {
  readonly filter?: readonly string[];
  readonly all?: boolean;
  readonly allWorkspaces?: boolean;
  readonly stale?: boolean;
  readonly withoutRecord?: boolean;
  readonly import?: string;
}

const conditions = ['workspace', 'source', 'category', 'location', 'period', 'period-from', 'period-to'];

/** The filter that the options ask for, or null where they ask for none. Ids narrow it. */
export function filterOf(options: FilterOptions, activityIds: readonly string[]): ActivityFilter | null {
  const { filter = [], all, allWorkspaces, stale, withoutRecord, import: importId } = options;
  if (filter.length === 0 && importId === undefined && !all && !allWorkspaces && !stale && !withoutRecord)
    return null;
  return {
    ...Object.fromEntries(named(filter)),
    ...(allWorkspaces && { all_workspaces: true }),
    ...(importId !== undefined && { import_id: importId }),
    ...(stale && { stale: true }),
    ...(withoutRecord && { without_record: true }),
    ...(activityIds.length > 0 && { activity_ids: activityIds }),
  };
}

function named(filter: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const condition of filter) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(condition) ?? [];
    if (!conditions.includes(name) || value === '') {
      throw new CommandError(
        `Error: --filter is "${condition}": give name=value with a name of ${conditions.join(', ')}.`,
      );
    }
    const field = name.replace('-', '_');
    if (values.has(field)) throw new CommandError(`Error: --filter ${name} is given twice.`);
    values.set(field, value);
  }
  return values;
}
