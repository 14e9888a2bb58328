import { type ApiLimits, apiLimitsDefault } from '../http/api-limits.ts';
import type { limitSettings } from './limit-settings.ts';

/** The limits of the API as the settings have them. */
export function apiLimitsOf(setting: (name: keyof typeof limitSettings) => number): ApiLimits {
  return {
    ...apiLimitsDefault,
    bodyBytes: setting('maxBodySize'),
    idsPerBatch: setting('maxIdsPerBatch'),
    keptBytes: setting('maxKeptBodySize'),
    keptBytesInAll: setting('maxKeptBodies'),
    urlBytes: setting('maxUrlLength'),
    headerBytes: setting('maxHeaderSize'),
    headers: setting('maxHeaders'),
    connections: setting('maxConnections'),
    headersTimeoutMs: setting('headersTimeout'),
    requestTimeoutMs: setting('requestTimeout'),
    uploadBytesPerSecond: setting('minUploadRate'),
    idleTimeoutMs: setting('idleTimeout'),
    keepAliveTimeoutMs: setting('keepAliveTimeout'),
    failedLoginsPerMinute: setting('maxFailedLogins'),
    requestsPerKey: setting('rateLimitPerKey'),
    requestsPerOrg: setting('rateLimitPerOrg'),
    eventLoopDelayMs: setting('shedEventLoopDelay'),
    heapPercent: setting('shedHeap'),
    databaseQueue: setting('shedDatabaseQueue'),
    bodyBytesInFlight: setting('shedBodySize'),
  };
}
