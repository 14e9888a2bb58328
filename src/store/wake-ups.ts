import type { Database } from '../db/database.ts';
import type { WakeUpListener } from './batch-store.ts';

/** Notified by the statements that make a batch claimable and by `cancelBatch`; the payload is the batch's id. */
const availableChannel = 'offgridflow_available';
const cancelledChannel = 'offgridflow_cancelled';

export function listenForWakeUps(db: Database, listener: WakeUpListener): Promise<() => Promise<void>> {
  return db.listen([availableChannel, cancelledChannel], {
    onNotification: (channel, payload) => {
      if (channel === cancelledChannel) listener.onBatchCancelled(payload);
      else listener.onBatchAvailable();
    },
    onReconnect: () => listener.onReconnect(),
  });
}
