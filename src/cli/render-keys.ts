import type { KeyView } from '../app/keys.ts';
import { minute, table } from './format.ts';

export function renderKeys(keys: readonly KeyView[]): string {
  if (keys.length === 0) return 'There is no key yet: make one with "offgridflow keys create".';
  return table([
    ['KEY', 'NAME', 'ROLE', 'WORKSPACES', 'STATUS', 'CREATED', 'EXPIRES', 'LAST USED'],
    ...keys.map((key) => [
      key.id,
      key.name,
      key.role,
      workspacesOf(key),
      key.status,
      key.created_at.slice(0, 10),
      key.expires_at === null ? 'never' : minute(key.expires_at),
      key.last_used_at === null ? 'never' : minute(key.last_used_at),
    ]),
  ]);
}

export function renderKey(key: KeyView): string {
  return table([
    ['Key', key.id],
    ['Name', key.name],
    ['Organisation', key.org_id],
    ['Workspaces', workspacesOf(key)],
    ['Role', key.role],
    ['Expires', key.expires_at ?? 'never'],
  ]);
}

function workspacesOf({ workspaces }: KeyView): string {
  return workspaces === null ? 'all' : workspaces.join(', ');
}
