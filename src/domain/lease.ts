/** The right to work on a batch: held by one scheduler, proven by its token, until it runs out. */
export interface Lease {
  readonly batchId: string;
  readonly orgId: string;
  /** Who holds it: the node's id. */
  readonly holder: string;
  readonly fencingToken: number;
  /** When it runs out, by the database's clock. */
  readonly lockedUntil: Date;
}
