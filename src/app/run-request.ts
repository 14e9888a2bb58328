import type { RowOwner } from '../domain/activity-rules.ts';
import type { RunEvent } from './run-summary.ts';

export interface RunRequest {
  readonly file: string;
  /** Where to write the results, if anywhere. */
  readonly out: string | null;
  /** The owner of rows that do not name theirs. */
  readonly orgId: string | null;
  readonly workspaceId: string | null;
  /** Begin anew even where this very file was run before. */
  readonly isFresh: boolean;
  readonly maxRetries: number;
  readonly signal: AbortSignal;
  onEvent(event: RunEvent): void;
}

export function ownerOf(request: RunRequest): RowOwner {
  return { orgId: request.orgId, workspaceId: request.workspaceId, isOrgEnforced: false };
}
