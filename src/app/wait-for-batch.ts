import type { BatchJob } from '../domain/batch-job.ts';
import { NotFoundError } from '../domain/errors.ts';
import { systemClock } from '../foundation/clock.ts';
import type { BatchKey } from '../store/batch-store.ts';
import type { OffGridFlow } from './compose.ts';

const lookIntervalMs = 100;

/**
 * Resolves with the batch once it has ended, whichever node works on it. A scheduler must run somewhere, or it waits for
 * ever. Rejects with the signal's reason when it aborts, and with `NotFoundError` when there is no such batch.
 */
export async function waitForBatch(
  flow: Pick<OffGridFlow, 'store'>,
  { orgId, batchId }: BatchKey,
  signal?: AbortSignal,
): Promise<BatchJob> {
  for (;;) {
    signal?.throwIfAborted();
    const batch = await flow.store.getBatch({ orgId, batchId });
    if (batch === null) throw new NotFoundError(`There is no batch ${batchId}.`);
    if (batch.completedAt !== null) return batch;
    await systemClock.sleep(lookIntervalMs, signal);
  }
}
