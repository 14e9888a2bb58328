import type { Caller } from '../domain/access.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { ActivityStore, ImportState } from '../store/activity-store.ts';

/** Of an import by somebody who sees more workspaces than the caller, the caller does not learn that it is there. */
export async function findImport(
  activities: Pick<ActivityStore, 'getImport'>,
  { orgId, workspaces }: Caller,
  importId: string,
): Promise<ImportState> {
  const state = await activities.getImport(orgId, Number(importId));
  const isVisible =
    workspaces === null || (state?.boundTo?.every((workspace) => workspaces.includes(workspace)) ?? false);
  if (state === null || !isVisible) throw new NotFoundError(`There is no import ${importId}.`);
  return state;
}

/** At most 15 digits, which a number keeps. */
export const importIdPattern = '^[1-9][0-9]{0,14}$';
