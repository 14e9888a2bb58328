import type { BatchJob } from '../domain/batch-job.ts';

export interface DeliveryTerm {
  readonly orgId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
  /** Grows with every claim: what an older one says of the future is not heard. */
  readonly claim: number;
  /** Where it is sent: the webhook's may be another by the time of an answer. */
  readonly url: string;
}

/** A delivery that this node is to attempt, alone until the end of its lease. */
export interface ClaimedDelivery extends DeliveryTerm {
  /** By the database's clock. */
  readonly claimedAt: Date;
  readonly type: string;
  readonly happenedAt: Date;
  /** Attempts before this one since the event or the last replay. */
  readonly tries: number;
  /** All that have not expired, the newest first. */
  readonly secrets: readonly string[];
  /** The batch as it was when it happened; null for a test. */
  readonly batch: BatchJob | null;
}

/** So many deliveries to one webhook are being sent. */
export interface Busy extends Pick<DeliveryTerm, 'orgId' | 'webhookId'> {
  readonly sent: number;
}

export interface DeliveryClaim {
  readonly limit: number;
  /** At a time of one webhook, on this node. */
  readonly perWebhook: number;
  /** At a time of one organisation, on this node. */
  readonly perOrg: number;
  /** What this node is sending at this moment. */
  readonly busy: readonly Busy[];
  readonly leaseMs: number;
}

/** What became of an attempt, and what follows. */
export interface AttemptOutcome {
  readonly node: string;
  readonly durationMs: number;
  readonly statusCode: number | null;
  readonly answer: string | null;
  /** Null where it was delivered. */
  readonly error: string | null;
  /** The endpoint wants no more of them. */
  readonly isGone: boolean;
  /** Until the next attempt; null where there is none. */
  readonly delayMs: number | null;
  /** A webhook is disabled where no attempt has worked for as long, and this was the last of its delivery. */
  readonly giveUpMs: number;
}

/** What delivers to the webhooks of all organisations. */
export interface DeliveryStore {
  /** Until the next delivery is due, of those webhooks that are not at their limit here; null where nothing waits. */
  findDueInMs(full: readonly string[]): Promise<number | null>;
  claimDeliveries(claim: DeliveryClaim): Promise<ClaimedDelivery[]>;
  /** The reason, where the webhook is disabled by this. */
  saveAttempt(
    term: DeliveryTerm,
    outcome: AttemptOutcome,
  ): Promise<{ readonly disabledReason: string | null }>;
  /** Makes it due at once, as if it had not been claimed. */
  handBackDelivery(term: DeliveryTerm): Promise<void>;
  /** Deletes up to `limit` deliveries that ended so long ago, and what no webhook is left for; how many. */
  deleteOldDeliveries(keepMs: number, limit: number): Promise<number>;
}
