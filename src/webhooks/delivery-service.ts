import type { BatchJob } from '../domain/batch-job.ts';
import { faultText } from '../domain/fault-text.ts';
import { type Clock, systemClock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { noProbe, type Probe } from '../foundation/probe.ts';
import { repeatedly } from '../foundation/repeatedly.ts';
import type { Service } from '../foundation/service.ts';
import { Poller } from '../scheduler/poller.ts';
import type { AttemptOutcome, ClaimedDelivery, DeliveryStore } from '../store/delivery-store.ts';
import { attemptDelivery, type Sender } from './attempt-delivery.ts';
import { InHand } from './in-hand.ts';
import { nextDelayMs, retryDelaysMs } from './retry-schedule.ts';
import type { WebhookTargets } from './targets.ts';

export interface DeliveryServiceDeps {
  readonly store: DeliveryStore;
  readonly targets: WebhookTargets;
  /** The batch as the API shows it. */
  readonly present: (batch: BatchJob) => unknown;
  /** In `user-agent`. */
  readonly version: string;
  /** Who this node is, in attempts. */
  readonly nodeId: string;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly probe?: Probe;
  readonly random?: () => number;
  readonly pace?: Partial<DeliveryPace>;
}

export interface DeliveryPace {
  /** Between two looks for what no notification announced. */
  readonly pollMs: number;
  /** How long an endpoint may take. */
  readonly timeoutMs: number;
  readonly retryDelaysMs: readonly number[];
  /** After an attempt that failed, the next to the same webhook comes no sooner. */
  readonly pauseMs: number;
}

const paceDefault: DeliveryPace = { pollMs: 60_000, timeoutMs: 15_000, retryDelaysMs, pauseMs: 1_000 };

/** At a time on this node: altogether, of one organisation, and to one webhook. */
const sentMax = 100;
const sentMaxPerOrg = 20;
const sentMaxPerWebhook = 5;
/** Beyond the endpoint's time: how long the database may take to hear of the attempt. */
const savingMs = 10_000;
const leaseReserveMs = 5_000;
/** Where another node was faster, or a webhook is at its limit there. */
const nextLookMs = 1_000;
/** How long what is being sent may still take when the node stops. */
const lastAnswersMs = 5_000;
const dayMs = 86_400_000;
/** A webhook that no attempt has reached for so long is disabled. */
const giveUpMs = 5 * dayMs;
/** Deliveries are kept for so long after their end. */
const keepMs = 30 * dayMs;
const cleaningIntervalMs = 3_600_000;
const cleanedAtOnce = 1_000;

/**
 * Delivers what the database holds for webhooks, with any number of nodes that do the same. A delivery is claimed under a
 * lease; a node that dies leaves it due again at the end of that. It was sent at least once when it counts as delivered, and
 * perhaps twice: the answer may be lost, or what is said of it.
 */
export class DeliveryService implements Service {
  readonly #deps: DeliveryServiceDeps;
  readonly #pace: DeliveryPace;
  readonly #clock: Clock;
  readonly #probe: Probe;
  readonly #random: () => number;
  readonly #poller: Poller;
  readonly #inHand = new InHand(sentMaxPerWebhook);
  #stopping = new AbortController();
  /** Nobody waits for answers any more. */
  #cutOff = new AbortController();
  #cleanAtMs = 0;
  #lookAtMs = 0;

  constructor(deps: DeliveryServiceDeps) {
    this.#deps = deps;
    this.#pace = { ...paceDefault, ...deps.pace };
    this.#clock = deps.clock ?? systemClock;
    this.#probe = deps.probe ?? noProbe;
    this.#random = deps.random ?? Math.random;
    this.#poller = new Poller(() => this.#deliverDue(), {
      intervalMs: this.#pace.pollMs,
      jitterMs: this.#pace.pollMs / 10,
      clock: this.#clock,
      logger: deps.logger.child({ part: 'webhooks' }),
      probe: (moment, fields) => this.#probe(`deliveries.${moment}`, fields),
      random: this.#random,
    });
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    this.#cutOff = new AbortController();
    this.#cleanAtMs = this.#clock.monotonicMs() + this.#random() * cleaningIntervalMs;
    await this.#poller.start();
  }

  wake(): void {
    this.#poller.wake();
  }

  async stop(deadline?: AbortSignal): Promise<void> {
    this.#stopping.abort();
    await this.#poller.stop();
    const isDone = new AbortController();
    const patience = AbortSignal.any([isDone.signal, ...(deadline ? [deadline] : [])]);
    const cutOff = this.#clock.sleep(lastAnswersMs, patience).then(() => this.#cutOff.abort());
    await this.#inHand.empty();
    isDone.abort();
    await cutOff;
  }

  async #deliverDue(): Promise<void> {
    await this.#clean();
    while (!this.#stopping.signal.aborted) {
      const room = sentMax - this.#inHand.count;
      if (room <= 0) return;
      const dueInMs = await this.#deps.store.findDueInMs(this.#inHand.full());
      if (dueInMs === null) return;
      if (dueInMs > 0) return this.#lookAgainIn(dueInMs);
      const claimed = await this.#deps.store.claimDeliveries({
        limit: room,
        perWebhook: sentMaxPerWebhook,
        perOrg: sentMaxPerOrg,
        busy: this.#inHand.busy(),
        leaseMs: this.#pace.timeoutMs + savingMs + leaseReserveMs,
      });
      if (claimed.length === 0) return this.#lookAgainIn(nextLookMs);
      for (const delivery of claimed) this.#inHand.take(delivery, this.#deliver(delivery));
    }
  }

  /** Announced once, however often it is found before its time. */
  #lookAgainIn(delayMs: number): void {
    const nowMs = this.#clock.monotonicMs();
    const atMs = nowMs + Math.ceil(delayMs) + 1;
    const isAnnounced = this.#lookAtMs > nowMs && this.#lookAtMs <= atMs;
    if (isAnnounced || delayMs >= this.#pace.pollMs) return;
    this.#lookAtMs = atMs;
    this.#poller.wakeIn(atMs - nowMs);
  }

  async #deliver(delivery: ClaimedDelivery): Promise<void> {
    const { logger } = this.#deps;
    const { orgId, webhookId, deliveryId } = delivery;
    try {
      const outcome = await this.#attempt(delivery);
      if (outcome === null) await this.#deps.store.handBackDelivery(delivery);
      else await this.#save(delivery, outcome);
    } catch (error) {
      // The end of the lease brings it back.
      const fields = { orgId, webhookId, deliveryId, error: faultText(error) };
      logger.warn(fields, 'what became of a delivery could not be saved: it is sent again');
      await this.#pause();
    }
    this.#inHand.letGo(delivery);
    this.#poller.wake();
  }

  /** Null where the node stopped before there was an answer. */
  async #attempt(delivery: ClaimedDelivery): Promise<AttemptOutcome | null> {
    const { targets, present, version, nodeId } = this.#deps;
    const { timeoutMs, retryDelaysMs } = this.#pace;
    const sender: Sender = { targets, present, version, clock: this.#clock, timeoutMs };
    const { retryAfterMs, ...result } = await attemptDelivery(delivery, sender, this.#cutOff.signal);
    if (result.statusCode === null && this.#cutOff.signal.aborted) return null;
    const delayMs =
      result.error === null ? null : nextDelayMs({ ...delivery, retryAfterMs }, this.#random, retryDelaysMs);
    return { ...result, node: nodeId, delayMs, giveUpMs };
  }

  async #save(delivery: ClaimedDelivery, outcome: AttemptOutcome): Promise<void> {
    const { store, logger } = this.#deps;
    const { orgId, webhookId, deliveryId, type } = delivery;
    const { statusCode, error, delayMs } = outcome;
    const { disabledReason } = await repeatedly(() => store.saveAttempt(delivery, outcome), {
      clock: this.#clock,
      forMs: savingMs,
      isWorthwhile: () => true,
      over: this.#cutOff.signal,
    });
    const fields = { orgId, webhookId, deliveryId, type, statusCode };
    if (error === null) logger.debug(fields, 'an event was delivered');
    else logger.info({ ...fields, error, nextInMs: delayMs }, 'an event could not be delivered');
    if (disabledReason !== null)
      logger.warn({ orgId, webhookId, reason: disabledReason }, 'a webhook was disabled');
    this.#probe('delivery.attempted', { deliveryId, isDelivered: error === null });
    this.#inHand.heard(delivery, error === null);
    if (error !== null) await this.#pause();
  }

  /** An endpoint that is down is not asked as fast as it refuses. */
  #pause(): Promise<void> {
    return this.#clock.sleep(this.#pace.pauseMs, this.#stopping.signal);
  }

  /** Now and then, what is long over. */
  async #clean(): Promise<void> {
    if (this.#clock.monotonicMs() < this.#cleanAtMs) return;
    this.#cleanAtMs = this.#clock.monotonicMs() + cleaningIntervalMs;
    while ((await this.#deps.store.deleteOldDeliveries(keepMs, cleanedAtOnce)) === cleanedAtOnce);
  }
}
