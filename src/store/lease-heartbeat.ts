import type { Database } from '../db/database.ts';
import type { LeaseTerm } from '../domain/lease.ts';
import { termsOf } from './batch-leases.ts';
import type { LeaseHeartbeat, LeaseHeartbeatOptions } from './batch-store.ts';
import { type IRenewLeasesResult, renewLeases } from './queries/leases.queries.ts';
import { renamed, statementOf } from './run-query.ts';
import { presenceClass } from './wake-ups.ts';

export function startLeaseHeartbeat(
  db: Database,
  { lockTimeoutMs, lifelessMsMax, presenceKey }: LeaseHeartbeatOptions,
): LeaseHeartbeat | null {
  const heartbeat = db.startHeartbeat({
    intervalMs: lockTimeoutMs / 3,
    lifelessMsMax,
    sessionLock: [presenceClass, presenceKey],
  });
  if (heartbeat === null) return null;
  const renewalOf = (terms: readonly LeaseTerm[]) =>
    statementOf(renewLeases, { ...termsOf(terms), lockTimeoutMs });
  return {
    hold: (terms) => heartbeat.set(terms.length === 0 ? null : renewalOf(terms)),
    takeRenewals: () =>
      heartbeat
        .takeAnswers()
        .map(({ rows, ageMs }) => ({ terms: renamed<IRenewLeasesResult>(rows).map(toTerm), ageMs })),
    stop: () => heartbeat.stop(),
  };
}

function toTerm({ id, fencingToken }: IRenewLeasesResult): LeaseTerm {
  return { batchId: id, fencingToken };
}
