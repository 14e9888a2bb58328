import type { ToldEvent } from '../../src/store/event-store.ts';

/** The entry of a batch's log with this id. */
export function toldEntry(id: number, batchId = 'batch_1', orgId = 'org-1'): ToldEvent {
  return {
    kind: 'entry',
    event: {
      ...{ orgId, workspaceId: 'ws-1', activityCount: 10, startedAt: null, statusBefore: 'processing' },
      entry: {
        ...{ id, batchId, event: 'progress', status: 'processing', successCount: 1, errorCount: 0 },
        ...{ totalEmissions: '1', retryCount: 0, fencingToken: 1, actor: 'node-a', message: null },
        at: new Date('2026-01-01T00:00:00Z'),
      },
    },
  };
}
