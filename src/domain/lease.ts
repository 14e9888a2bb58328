/** One holder's term: each claim of a batch has a token of its own. */
export interface LeaseTerm {
  readonly batchId: string;
  readonly fencingToken: number;
}

/** The right to work on a batch: held by one scheduler, proven by its token, until it runs out. */
export interface Lease extends LeaseTerm {
  readonly orgId: string;
  /** Who holds it: the node's id. */
  readonly holder: string;
  /** When it runs out, by the database's clock. */
  readonly lockedUntil: Date;
}
