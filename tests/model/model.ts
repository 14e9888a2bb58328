import {
  byTimeDue,
  end,
  errorsOf,
  errorsTolerated,
  follow,
  hasOutcome,
  isActive,
  type ModelBatch,
  tooManyErrors,
  toPending,
} from './model-batch.ts';

/*
 * What the store promises, said once more in the plainest way: sets and maps in memory, one command at a time, no
 * counters. The tests beside this file give the same commands to this model and to the real store, and compare each
 * answer and every batch. Where the two part, one of them is wrong.
 *
 * Time is whole minutes, and passes only where a command says so.
 */

/** Refused: nothing has changed. */
export type Refusal = 'LEASE_LOST' | 'CONFLICT' | 'NOT_FOUND';

/** An activity's outcome: billionths of a kilogram, or an error. */
export type Outcome = number | 'error';

/** One holder's term on a batch or a part, which it never forgets. */
export interface ModelTerm {
  readonly batch: ModelBatch;
  readonly token: number;
  readonly holder: string;
}

export interface ModelCommit {
  readonly from: string;
  readonly to: string;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly isLast: boolean;
}

export type NewModelBatch = Pick<
  ModelBatch,
  'org' | 'workspace' | 'priority' | 'tolerance' | 'maxRetries'
> & {
  activities: readonly string[];
};

/** Whose turn a claim makes it. */
export interface ModelTurns {
  /** Turns go on behind this organisation. */
  readonly lastOrg: string;
  readonly maxPerOrg: number;
  readonly maxPerWorkspace: number;
  readonly agedTurns: number;
  readonly agedAfter: number;
}

export class Model {
  now = 0;
  #order = 0;
  readonly #partSize: number;
  readonly batches: ModelBatch[] = [];
  /** Holders whose session is there. */
  readonly present = new Set<string>();

  constructor(partSize: number) {
    this.#partSize = partSize;
  }

  /** What holders work on: batches, and in place of a large one its parts. */
  get units(): ModelBatch[] {
    return this.batches.flatMap((batch) => (batch.parts.length > 0 ? batch.parts : [batch]));
  }

  submit({ activities, ...fields }: NewModelBatch): ModelBatch {
    const batch = this.#pending({ ...fields, name: `batch ${this.batches.length + 1}` }, activities);
    batch.log.push('submitted');
    const count = Math.ceil(activities.length / this.#partSize);
    const sorted = [...activities].sort();
    for (let part = 0; count > 1 && part < count; part++) {
      const isOfPart = (_: string, place: number) => Math.floor((place * count) / sorted.length) === part;
      const name = `part ${part + 1} of ${batch.name}`;
      const rangeAfter = [...(batch.parts.at(-1)?.refs ?? [])].at(-1) ?? '';
      const within = { name, whole: batch, tolerance: null, rangeAfter, cursor: rangeAfter };
      batch.parts.push(this.#pending({ ...fields, ...within }, sorted.filter(isOfPart)));
    }
    this.batches.push(batch);
    return batch;
  }

  addRef(batch: ModelBatch, activity: string): Refusal | null {
    if (batch.isDeleted) return 'NOT_FOUND';
    if (batch.status !== 'pending' || batch.wasStarted || batch.parts.length > 0) return 'CONFLICT';
    batch.refs.add(activity);
    return null;
  }

  /**
   * What has been due for longest in each priority, where turns are for the aged, or under limits in each workspace of
   * each; then the higher priorities first, and within one the organisations in turn, each giving what it has that has been
   * due for longest.
   */
  claim(holder: string, limit: number, minutes: number, isPresent: boolean, turns: ModelTurns): ModelTerm[] {
    const terms: ModelTerm[] = [];
    const give = (org: string, priority: number, last?: ModelBatch) => {
      const batch = terms.length < limit ? this.#nextOf(org, priority, turns, last) : undefined;
      if (batch) terms.push(this.#grant(batch, holder, minutes, isPresent));
      return batch !== undefined;
    };
    for (const aged of this.#aged(turns)) {
      if (terms.length < turns.agedTurns) give(aged.org, aged.priority, aged);
    }
    const orgs = [...new Set(this.#due().map(({ org }) => org))].sort();
    const ring = [
      ...orgs.filter((org) => org > turns.lastOrg),
      ...orgs.filter((org) => org <= turns.lastOrg),
    ];
    for (let priority = 10; priority >= 0; priority--) {
      while (ring.map((org) => give(org, priority)).some((hasGiven) => hasGiven));
    }
    return terms;
  }

  /** One batch or part, pending and due or under a lease that ran out. */
  acquire(batch: ModelBatch, holder: string, minutes: number): ModelTerm | null {
    if (batch.parts.length > 0) return null;
    if (this.#isDue(batch)) return this.#grant(batch, holder, minutes, false);
    if (!this.#hasExpired(batch) || batch.retries >= batch.maxRetries) return null;
    batch.retries += 1;
    batch.log.push('lease_expired');
    return this.#grant(batch, holder, minutes, false);
  }

  start(term: ModelTerm): Refusal | null {
    if (!this.holds(term)) return 'LEASE_LOST';
    term.batch.status = 'processing';
    term.batch.wasStarted = true;
    follow(term.batch);
    return null;
  }

  /** Those that are still held; they run on from now. */
  renew(terms: readonly ModelTerm[], minutes: number): ModelTerm[] {
    const held = terms.filter((term) => this.holds(term));
    for (const { batch } of held) if (batch.lease) batch.lease.until = this.now + minutes;
    return held;
  }

  /** Expired, taken, cancelled, deleted; not those that their holder has ended. */
  lost(terms: readonly ModelTerm[]): ModelTerm[] {
    return terms.filter(
      ({ batch, token }) => batch.isDeleted || batch.token !== token || this.#hasExpired(batch),
    );
  }

  release(term: ModelTerm): Refusal | null {
    if (!this.holds(term)) return 'LEASE_LOST';
    toPending(term.batch, 'handed_back');
    return null;
  }

  scheduleRetry(term: ModelTerm, delay: number, reason: string): Refusal | null {
    const { batch } = term;
    if (!this.holds(term) || batch.retries >= batch.maxRetries) return 'LEASE_LOST';
    batch.retries += 1;
    batch.message = reason;
    this.#dueIn(batch, delay);
    toPending(batch, 'retry_scheduled');
    return null;
  }

  fail(term: ModelTerm, reason: string, activities: readonly string[]): Refusal | null {
    const { batch } = term;
    if (!this.holds(term) || batch.status !== 'processing') return 'LEASE_LOST';
    for (const activity of activities) batch.errors.at(-1)?.add(activity);
    end(batch, 'failed', reason);
    return null;
  }

  /** Terms under leases whose holder's session is gone. */
  abandoned(): ModelTerm[] {
    return this.units.flatMap((batch) => {
      const { lease, token } = batch;
      if (!lease?.isPresent || this.present.has(lease.holder)) return [];
      return [{ batch, token, holder: lease.holder }];
    });
  }

  /** Takes back what expired, and the terms that are named where they are still the latest. */
  reap(abandoned: readonly ModelTerm[]): { handedBack: number; failed: number } {
    const isNamed = (batch: ModelBatch) =>
      batch.lease !== null && abandoned.some((term) => term.batch === batch && term.token === batch.token);
    const ended = this.units.filter((batch) => this.#hasExpired(batch) || isNamed(batch));
    const usedUp = ended.filter(
      ({ status, retries, maxRetries }) => status === 'processing' && retries >= maxRetries,
    );
    for (const batch of ended) {
      batch.retries = Math.min(batch.retries + 1, batch.maxRetries);
      batch.token += 1;
      batch.message = 'a worker stopped answering';
      if (usedUp.includes(batch)) end(batch, 'failed', 'its workers stopped answering');
      else toPending(batch, 'lease_expired');
    }
    return { handedBack: ended.length - usedUp.length, failed: usedUp.length };
  }

  /** What has no outcome in this pass, in byte order. Reading proves nothing and needs no lease. */
  read(batch: ModelBatch, cursor: string, limit: number): string[] {
    if (batch.isDeleted) return [];
    const left = [...batch.refs].filter((activity) => activity > cursor && !hasOutcome(batch, activity));
    return left.sort().slice(0, limit);
  }

  commit(term: ModelTerm, { from, to, outcomes, isLast }: ModelCommit): Refusal | null {
    const { batch } = term;
    if (!this.holds(term) || batch.status !== 'processing' || batch.cursor !== from) return 'LEASE_LOST';
    batch.cursor = to;
    for (const [activity, outcome] of outcomes) {
      if (outcome === 'error') batch.errors.at(-1)?.add(activity);
      else batch.results.set(activity, outcome);
    }
    const errors = errorsOf(batch).size;
    if (errors > (errorsTolerated(batch) ?? (isLast ? 0 : errors)))
      end(batch, 'failed', tooManyErrors(batch));
    else if (isLast) end(batch, 'complete', null);
    else {
      batch.log.push('progress');
      follow(batch);
    }
    return null;
  }

  /** One outcome, in any order: the cursor stays. */
  mark(term: ModelTerm, activity: string, outcome: Outcome, doesExist: boolean): Refusal | null {
    const { batch } = term;
    if (!this.holds(term) || batch.status !== 'processing') return 'LEASE_LOST';
    if (!batch.refs.has(activity)) return 'NOT_FOUND';
    if (hasOutcome(batch, activity)) return 'CONFLICT';
    if (!doesExist && outcome !== 'error') return 'NOT_FOUND';
    const isLast = batch.results.size + errorsOf(batch).size + 1 === batch.refs.size;
    const { cursor } = batch;
    return this.commit(term, { from: cursor, to: cursor, outcomes: new Map([[activity, outcome]]), isLast });
  }

  cancel(batch: ModelBatch): Refusal | null {
    if (batch.isDeleted) return 'NOT_FOUND';
    if (!isActive(batch)) return 'CONFLICT';
    batch.token += 1;
    end(batch, 'cancelled', null);
    return null;
  }

  /** A new pass over what has no result, in the parts that have such. */
  retry(batch: ModelBatch, maxRetries = 0): Refusal | null {
    if (batch.isDeleted) return 'NOT_FOUND';
    const allowed = Math.max(batch.maxRetries, maxRetries);
    if (batch.status !== 'failed' || batch.retries >= allowed) return 'CONFLICT';
    const retries = batch.retries + 1;
    for (const one of [batch, ...batch.parts.filter(({ status }) => status !== 'complete')]) {
      one.maxRetries = allowed;
      one.retries = retries;
      one.cursor = one.rangeAfter;
      one.errors.push(new Set());
      one.message = null;
      this.#dueIn(one, 0);
      one.status = 'pending';
      one.log.push('retried');
    }
    return null;
  }

  delete(batch: ModelBatch): Refusal | null {
    if (batch.isDeleted) return 'NOT_FOUND';
    if (batch.status === 'processing') return 'CONFLICT';
    for (const one of [batch, ...batch.parts]) {
      one.isDeleted = true;
      one.lease = null;
    }
    return null;
  }

  /** The whole protocol: the latest token, on a lease that has not run out. */
  holds({ batch, token }: ModelTerm): boolean {
    return batch.token === token && batch.lease !== null && batch.lease.until > this.now;
  }

  #pending(
    fields: Omit<NewModelBatch, 'activities'> & Pick<ModelBatch, 'name'> & Partial<ModelBatch>,
    activities: readonly string[],
  ): ModelBatch {
    return {
      refs: new Set(activities),
      parts: [],
      whole: null,
      rangeAfter: '',
      status: 'pending',
      isDeleted: false,
      wasStarted: false,
      notBefore: this.now,
      notBeforeOrder: this.#order++,
      lease: null,
      token: 0,
      retries: 0,
      cursor: '',
      results: new Map(),
      errors: [new Set()],
      message: null,
      log: [],
      ...fields,
    };
  }

  /** The head of each lane that has been due for so long, the longest first. */
  #aged({ agedTurns, agedAfter, maxPerOrg, maxPerWorkspace }: ModelTurns): ModelBatch[] {
    if (agedTurns === 0) return [];
    const isLimited = Number.isFinite(maxPerOrg) || Number.isFinite(maxPerWorkspace);
    const laneOf = ({ priority, org, workspace }: ModelBatch) =>
      isLimited ? `${priority} ${org} ${workspace}` : `${priority}`;
    const aged = this.#due().filter(({ notBefore }) => notBefore <= this.now - agedAfter);
    const heads = Map.groupBy(aged.sort(byTimeDue), laneOf).values();
    return [...heads].flatMap((one) => one.slice(0, 1)).sort(byTimeDue);
  }

  /** What the organisation has of a priority that has been due for longest, as long as `last` where that is given. */
  #nextOf(org: string, priority: number, turns: ModelTurns, last?: ModelBatch): ModelBatch | undefined {
    const inFlight = this.units.filter((batch) => batch.lease !== null && batch.org === org);
    if (inFlight.length >= turns.maxPerOrg) return undefined;
    const isFull = (workspace: string) =>
      inFlight.filter((batch) => batch.workspace === workspace).length >= turns.maxPerWorkspace;
    const waiting = this.#due().filter((batch) => batch.org === org && batch.priority === priority);
    return waiting
      .filter((batch) => !isFull(batch.workspace) && (last === undefined || byTimeDue(batch, last) <= 0))
      .sort(byTimeDue)[0];
  }

  #dueIn(batch: ModelBatch, delay: number): void {
    batch.notBefore = this.now + delay;
    batch.notBeforeOrder = this.#order++;
  }

  #due(): ModelBatch[] {
    return this.units.filter((batch) => this.#isDue(batch));
  }

  #isDue(batch: ModelBatch): boolean {
    return !batch.isDeleted && batch.status === 'pending' && batch.notBefore <= this.now;
  }

  #hasExpired({ lease }: ModelBatch): boolean {
    return lease !== null && lease.until <= this.now;
  }

  #grant(batch: ModelBatch, holder: string, minutes: number, isPresent: boolean): ModelTerm {
    if (batch.status === 'pending') batch.status = 'queued';
    batch.token += 1;
    batch.lease = { holder, until: this.now + minutes, isPresent: isPresent && this.present.has(holder) };
    batch.log.push('claimed');
    follow(batch);
    return { batch, token: batch.token, holder };
  }
}
