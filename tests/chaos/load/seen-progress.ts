/** A batch as its client saw it. */
export interface Sight {
  readonly status: string;
  readonly successCount: number;
  readonly errorCount: number;
  readonly totalEmissions: number;
  readonly retryCount: number;
}

export function sightOf(body: Readonly<Record<string, unknown>>): Sight {
  return {
    status: String(body.status),
    successCount: Number(body.success_count),
    errorCount: Number(body.error_count),
    totalEmissions: Number(body.total_emissions),
    retryCount: Number(body.retry_count),
  };
}

export function hasEnded({ status }: Sight): boolean {
  return ['complete', 'failed', 'cancelled'].includes(status);
}

/**
 * What has gone back between two looks at a batch; null where nothing has. A retry that a user asked for between them, or
 * whose request may still be on its way, begins a new pass: the errors start again, and a failed batch goes on.
 */
export function wentBack(before: Sight, now: Sight, mayBeRetried: boolean): string | null {
  if (now.successCount < before.successCount) return 'the success count';
  if (now.totalEmissions < before.totalEmissions) return 'the total';
  if (now.retryCount < before.retryCount) return 'the retry count';
  if (now.errorCount < before.errorCount && !mayBeRetried) return 'the error count';
  const isOver = hasEnded(before) && !(before.status === 'failed' && mayBeRetried);
  return isOver && JSON.stringify(now) !== JSON.stringify(before) ? 'its end' : null;
}
