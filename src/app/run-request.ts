import type { RowOwner } from '../domain/activity-rules.ts';
import { maxRetriesDefault } from '../domain/batch-job.ts';
import type { CalculationChoice } from '../domain/calculation.ts';
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
  /** How many activities of a batch may end in an error, or which share of them; null for neither. */
  readonly errorTolerance: number | null;
  readonly errorToleranceShare: number | null;
  /** In place of what the organisation has set. The same file computed in another way is another run. */
  readonly calculation: CalculationChoice;
  readonly signal: AbortSignal;
  onEvent(event: RunEvent): void;
}

/** What a caller must say of a run, and may say. */
export type RunOptions = Pick<RunRequest, 'file'> & Partial<RunRequest>;

export function completeRequest(options: RunOptions): RunRequest {
  return {
    out: null,
    orgId: null,
    workspaceId: null,
    isFresh: false,
    maxRetries: maxRetriesDefault,
    errorTolerance: null,
    errorToleranceShare: null,
    calculation: {},
    signal: new AbortController().signal,
    onEvent: () => {},
    ...options,
  };
}

export function ownerOf(request: RunRequest): RowOwner {
  return { orgId: request.orgId, workspaceId: request.workspaceId, isOrgEnforced: false };
}
