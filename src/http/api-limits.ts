/** What a request, a client and a node may take. docs/configuration.md has the setting of each, under Limits. */
export interface ApiLimits {
  /** Of a JSON body, unpacked; activities are streamed and have no limit. */
  readonly bodyBytes: number;
  readonly idsPerBatch: number;
  /** How deep arrays and objects of a JSON body may nest. */
  readonly nestingDepth: number;
  /** Of activities, unpacked, that are taken all or not at all: they are kept on disk until all have come. */
  readonly keptBytes: number;
  /** Of all such activities of this node together. */
  readonly keptBytesInAll: number;
  readonly urlBytes: number;
  /** Of the first line and all headers. */
  readonly headerBytes: number;
  readonly headers: number;
  readonly connections: number;
  /** Until all headers have come. */
  readonly headersTimeoutMs: number;
  /** Until the whole request has come. */
  readonly requestTimeoutMs: number;
  /** A body that comes slower is given up. 0 for any rate. */
  readonly uploadBytesPerSecond: number;
  /** For which nothing moves on a connection, while a request or an answer is on its way. */
  readonly idleTimeoutMs: number;
  /** Between two requests on a connection. */
  readonly keepAliveTimeoutMs: number;
  /** Wrong credentials from one address. 0 for any number. */
  readonly failedLoginsPerMinute: number;
  /** In a minute, on all nodes together. 0 for any number. */
  readonly requestsPerKey: number;
  readonly requestsPerOrg: number;
  /** Beyond each of these, requests are refused until it is over: see pressure.ts. 0 for never. */
  readonly eventLoopDelayMs: number;
  /** Of the heap that V8 may have. */
  readonly heapPercent: number;
  /** What waits for a connection to the database. */
  readonly databaseQueue: number;
  /** Of all bodies that are in memory. */
  readonly bodyBytesInFlight: number;
}

export const apiLimitsDefault: ApiLimits = {
  bodyBytes: 32 * 1024 * 1024,
  idsPerBatch: 1_000_000,
  nestingDepth: 20,
  keptBytes: 2 * 1024 ** 3,
  keptBytesInAll: 8 * 1024 ** 3,
  urlBytes: 8_000,
  headerBytes: 16_384,
  headers: 100,
  connections: 10_000,
  headersTimeoutMs: 30_000,
  requestTimeoutMs: 3_600_000,
  uploadBytesPerSecond: 500,
  idleTimeoutMs: 120_000,
  keepAliveTimeoutMs: 72_000,
  failedLoginsPerMinute: 60,
  requestsPerKey: 0,
  requestsPerOrg: 0,
  eventLoopDelayMs: 1_000,
  heapPercent: 90,
  databaseQueue: 3_000,
  bodyBytesInFlight: 256 * 1024 * 1024,
};
