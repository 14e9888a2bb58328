import type { FastifyBaseLogger } from 'fastify';
import type { Health } from '../scheduler/health.ts';
import type { EventStore } from '../store/event-store.ts';
import type { RateStore } from '../store/rate-store.ts';
import type { WebhookTargets } from '../webhooks/targets.ts';
import type { ApiLimits } from './api-limits.ts';
import type { Authentication } from './authentication.ts';
import type { EventLimits } from './events/streams.ts';
import type { Pressure } from './pressure.ts';
import type { Tenants } from './tenant.ts';

/** What the API needs of the rest; `compose.ts` hands it over. */
export interface ApiDependencies {
  /** The one way to data: each request gets its organisation's, as `request.tenant`. */
  readonly tenants: Tenants;
  readonly authentication: Authentication;
  /** Of all organisations, for the one feed of this node. */
  readonly events: Pick<EventStore, 'readMoment' | 'readEvents'>;
  /** Of all organisations, for a limit comes before what is limited. */
  readonly rateLimits: RateStore;
  /** What this node suffers from; whoever makes it has it look. Without it the node suffers from nothing. */
  readonly pressure?: Pressure;
  readonly scheduler: HealthSource;
  readonly logger: FastifyBaseLogger | false;
  /** The product's version, shown by the health route. */
  readonly version: string;
  /** Of web pages that may speak to the API. */
  readonly corsOrigins?: readonly string[];
  /** Where webhooks may lead; without it no name is resolved before its first delivery. */
  readonly webhookTargets?: Pick<WebhookTargets, 'check'>;
  readonly limits?: Partial<ApiLimits>;
  readonly eventLimits?: Partial<EventLimits>;
}

/** The part of the scheduler that the API asks. */
export interface HealthSource {
  healthCheck(): Promise<Health>;
}
