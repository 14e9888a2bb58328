import { apiLimitsDefault } from '../http/api-limits.ts';
import { duration, integer, type Setting, type SettingKind } from './setting-kinds.ts';

/** What bounds a request, a client and a node: docs/configuration.md has them under Limits. */
export const limitSettings = {
  maxBodySize: limit(
    'max-body-size',
    integer(1_000, 500_000_000),
    apiLimitsDefault.bodyBytes,
    'bytes of a JSON body, unpacked; activities are streamed and have no limit',
  ),
  maxIdsPerBatch: limit(
    'max-ids-per-batch',
    integer(1, 10_000_000),
    apiLimitsDefault.idsPerBatch,
    'activity ids that one submission may name; by filter there is no limit',
  ),
  maxKeptBodySize: limit(
    'max-kept-body-size',
    integer(1_000, 100_000_000_000),
    apiLimitsDefault.keptBytes,
    'bytes of activities, unpacked, with on_error=abort or an Idempotency-Key; they are kept on disk',
  ),
  maxKeptBodies: limit(
    'max-kept-bodies',
    integer(1_000, 900_000_000_000),
    apiLimitsDefault.keptBytesInAll,
    'bytes of all such activities of this node together; no more than its temporary directory has room for',
  ),
  maxUrlLength: limit(
    'max-url-length',
    integer(500, 60_000),
    apiLimitsDefault.urlBytes,
    'bytes of a URL with its query',
  ),
  maxHeaderSize: limit(
    'max-header-size',
    integer(2_000, 100_000),
    apiLimitsDefault.headerBytes,
    'bytes of a request before its body: its first line and its headers',
  ),
  maxHeaders: limit('max-headers', integer(10, 1_000), apiLimitsDefault.headers, 'headers of a request'),
  maxConnections: limit(
    'max-connections',
    integer(1, 1_000_000),
    apiLimitsDefault.connections,
    'connections of this node; further ones are closed as they come',
  ),
  headersTimeout: limit(
    'headers-timeout',
    duration(10),
    seconds(apiLimitsDefault.headersTimeoutMs),
    'how long the headers of a request may take to arrive',
  ),
  requestTimeout: limit(
    'request-timeout',
    duration(10),
    seconds(apiLimitsDefault.requestTimeoutMs),
    'how long a whole request may take to arrive: the longest upload',
  ),
  minUploadRate: limit(
    'min-upload-rate',
    integer(0, 1_000_000),
    apiLimitsDefault.uploadBytesPerSecond,
    'bytes a second that a body must come with, over half a minute; 0 for any rate',
  ),
  idleTimeout: limit(
    'idle-timeout',
    duration(10),
    seconds(apiLimitsDefault.idleTimeoutMs),
    'how long a request or an answer may stand still before its connection is closed',
  ),
  keepAliveTimeout: limit(
    'keep-alive-timeout',
    duration(10),
    seconds(apiLimitsDefault.keepAliveTimeoutMs),
    'how long a connection may wait for its next request; more than that of a proxy in front',
  ),
  statementTimeout: limit(
    'statement-timeout',
    duration(10),
    '120s',
    'how long one statement of a request may take in the database; those of workers have no limit',
  ),
  maxFailedLogins: limit(
    'max-failed-logins',
    integer(0, 1_000_000),
    apiLimitsDefault.failedLoginsPerMinute,
    'wrong credentials from one address in a minute, before others from there are no longer looked at; 0 for any number',
  ),
  rateLimitPerKey: limit(
    'rate-limit-per-key',
    integer(0, 10_000_000),
    apiLimitsDefault.requestsPerKey,
    'requests a minute of one key or token, on all nodes together; 0 for any number',
  ),
  rateLimitPerOrg: limit(
    'rate-limit-per-org',
    integer(0, 10_000_000),
    apiLimitsDefault.requestsPerOrg,
    'the same for one organisation, whoever asks',
  ),
  shedEventLoopDelay: limit(
    'shed-event-loop-delay',
    duration(0),
    seconds(apiLimitsDefault.eventLoopDelayMs),
    'how late this process may be, on average over a second, before it refuses requests; 0s for any',
  ),
  shedHeap: limit(
    'shed-heap',
    integer(0, 100),
    apiLimitsDefault.heapPercent,
    'percent of the heap that may be in use before requests are refused; 0 for any',
  ),
  shedDatabaseQueue: limit(
    'shed-database-queue',
    integer(0, 1_000_000),
    apiLimitsDefault.databaseQueue,
    'statements that may wait for a connection before requests are refused; 0 for any number',
  ),
  shedBodySize: limit(
    'shed-body-size',
    integer(0, 100_000_000_000),
    apiLimitsDefault.bodyBytesInFlight,
    'bytes of JSON bodies that may be in memory before further ones are refused; 0 for any number',
  ),
} as const satisfies Record<string, Setting>;

function limit(flag: string, kind: SettingKind, value: number | string, help: string): Setting {
  const env = `OFFGRIDFLOW_${flag.toUpperCase().replaceAll('-', '_')}`;
  return { env, flag, kind, default: String(value), help };
}

function seconds(ms: number): string {
  return `${ms / 1_000}s`;
}
