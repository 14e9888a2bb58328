import type { AdvisoryLock, Database } from '../db/database.ts';
import type { WakeUpListener } from './batch-store.ts';

/** Notified by the statements that make a batch claimable and by `cancelBatch`; the payload is the batch's id. */
const availableChannel = 'offgridflow_available';
const cancelledChannel = 'offgridflow_cancelled';
/** Notified where something is to be delivered to a webhook. */
const deliveriesChannel = 'offgridflow_deliveries';
/** The advisory locks that say which holders of leases are there: "offg" in ASCII, as a number. */
export const presenceClass = 0x6f666667;

export function listenForWakeUps(
  db: Database,
  listener: WakeUpListener,
  presenceKey?: number,
): Promise<() => Promise<void>> {
  const told = {
    onNotification: (channel: string, payload: string) => {
      if (channel === cancelledChannel) listener.onBatchCancelled(payload);
      else if (channel === deliveriesChannel) listener.onDeliveryDue?.();
      else listener.onBatchAvailable();
    },
    onReconnect: () => listener.onReconnect(),
  };
  const presence: AdvisoryLock | undefined =
    presenceKey === undefined ? undefined : [presenceClass, presenceKey];
  return db.listen([availableChannel, cancelledChannel, deliveriesChannel], told, presence);
}
