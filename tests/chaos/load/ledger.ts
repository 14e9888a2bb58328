import { createHash } from 'node:crypto';

/** How often something was asked for: with an answer, and without one. */
export interface Asked {
  acknowledged: number;
  unknown: number;
}

/** A batch whose submission was acknowledged, and what its client has done with it since. */
export interface KnownBatch {
  readonly orgId: string;
  readonly id: string;
  readonly activityCount: number;
  /** Of the activity ids, sorted; null where a filter has named them. */
  readonly idsHash: string | null;
  readonly cancels: Asked;
  readonly retries: Asked;
  readonly deletes: Asked;
}

/** What clients were told: the database is judged by it in the end. */
export class Ledger {
  readonly batches: KnownBatch[] = [];
  readonly #submissions = new Map<string, Asked>();

  acknowledge(orgId: string, id: string, activityCount: number, idsHash: string | null): KnownBatch {
    this.submissionsOf(orgId).acknowledged += 1;
    const batch = { orgId, id, activityCount, idsHash, cancels: none(), retries: none(), deletes: none() };
    this.batches.push(batch);
    return batch;
  }

  submissionsOf(orgId: string): Asked {
    const asked = this.#submissions.get(orgId) ?? none();
    this.#submissions.set(orgId, asked);
    return asked;
  }

  count(of: 'cancels' | 'retries' | 'deletes'): Asked {
    return sum(this.batches.map((batch) => batch[of]));
  }

  countSubmissions(): Asked {
    return sum([...this.#submissions.values()]);
  }
}

export function hashOf(ids: readonly string[]): string {
  return createHash('md5')
    .update([...ids].sort().join(','))
    .digest('hex');
}

function none(): Asked {
  return { acknowledged: 0, unknown: 0 };
}

function sum(all: readonly Asked[]): Asked {
  return {
    acknowledged: all.reduce((total, { acknowledged }) => total + acknowledged, 0),
    unknown: all.reduce((total, { unknown }) => total + unknown, 0),
  };
}
