import { JobStatus, type JobStatusName } from './batch-job.ts';

/**
 * What may happen to a batch and which status it leads to. Everything absent here is refused: by
 * `nextStatus` in memory and by the trigger `batch_jobs_status_moves` in the database. A lease that expires
 * while its batch may still be tried hands the batch back; when its tries are used up, it fails.
 */
export const transitions = {
  claim: { from: ['pending'], to: 'queued' },
  start: { from: ['queued'], to: 'processing' },
  complete: { from: ['processing'], to: 'complete' },
  fail: { from: ['processing'], to: 'failed' },
  handBack: { from: ['queued', 'processing'], to: 'pending' },
  cancel: { from: ['pending', 'queued', 'processing'], to: 'cancelled' },
  retry: { from: ['failed'], to: 'pending' },
} as const satisfies Record<string, { from: readonly JobStatusName[]; to: JobStatusName }>;

export type BatchEvent = keyof typeof transitions;

/** The status that `event` leads to from `from`, or null where that move is forbidden. */
export function nextStatus(from: JobStatus, event: BatchEvent): JobStatus | null {
  const { from: sources, to } = transitions[event] as { from: readonly JobStatusName[]; to: JobStatusName };
  return sources.some((name) => JobStatus[name] === from) ? JobStatus[to] : null;
}

/** Whether some event leads from `from` to `to`. */
export function canMove(from: JobStatus, to: JobStatus): boolean {
  return (Object.keys(transitions) as BatchEvent[]).some((event) => nextStatus(from, event) === to);
}
