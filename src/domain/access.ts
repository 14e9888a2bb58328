/** What a caller may do, the least first: each may also do what the ones before it may. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who asks, and for whom: what a key or a token says, or what a trusted gateway says. */
export interface Caller {
  readonly orgId: string;
  /** Stands in the audit trail of all that the caller changes. */
  readonly actor: string;
  readonly role: Role;
  /** Null sees every workspace of the organisation. */
  readonly workspaces: readonly string[] | null;
}

export function hasRole({ role }: Pick<Caller, 'role'>, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

export function seesWorkspace({ workspaces }: Pick<Caller, 'workspaces'>, workspaceId: string): boolean {
  return workspaces === null || workspaces.includes(workspaceId);
}
