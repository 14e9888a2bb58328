/** Whose rate it is: an organisation's as a whole where the subject is empty. */
export interface RateKey {
  readonly orgId: string;
  readonly subject: string;
}

/** Buckets of requests that all nodes share. Each holds so many requests as it is filled with in a minute. */
export interface RateStore {
  /** Takes up to `wanted` requests out of a bucket of `quota`. */
  takeRequests(key: RateKey, wanted: number, quota: number): Promise<TakenRequests>;
  forgetFullBuckets(): Promise<void>;
}

interface TakenRequests {
  readonly granted: number;
  /** When the bucket will be full, if nothing more is taken. */
  readonly fullInSeconds: number;
}
