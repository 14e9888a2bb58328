import { authMethods } from '../http/authentication.ts';
import { limitSettings as limits } from './limit-settings.ts';
import { duration, integer, type Setting, text, web } from './setting-kinds.ts';

export const chunkSizeDefault = 1_000;
export const chunkSizeMax = 100_000;
export const chunkTimeoutMsDefault = 300_000;

/** By key pairs alone: with a shared secret, whoever can check a token could make one. */
const tokenAlgorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA'.split(' ');

/** Every setting there is: the source of the configuration, of `--help` and of docs/configuration.md. */
export const settings = {
  databaseUrl: {
    env: 'DATABASE_URL',
    flag: 'database-url',
    kind: {
      type: 'url',
      protocols: ['postgres:', 'postgresql:'],
      example: 'postgres://user:password@host:5432/database',
      mayHaveUser: true,
    },
    default: null,
    help: 'PostgreSQL 15 or newer; without it the database is embedded',
  },
  dataDir: {
    env: 'OFFGRIDFLOW_DATA_DIR',
    flag: 'data-dir',
    kind: text,
    default: '.offgridflow',
    help: 'directory of the embedded database',
  },
  databaseConnectTimeout: {
    env: 'OFFGRIDFLOW_DATABASE_CONNECT_TIMEOUT',
    flag: 'database-connect-timeout',
    kind: duration(0),
    default: '30s',
    help: 'how long to try to reach the database at the start',
  },
  databasePoolSize: {
    env: 'OFFGRIDFLOW_DATABASE_POOL_SIZE',
    flag: 'database-pool-size',
    kind: integer(3, 1000),
    default: '20',
    help: 'connections that this process may open',
  },
  preset: {
    env: 'OFFGRIDFLOW_PRESET',
    flag: 'preset',
    kind: { type: 'choice', choices: ['default', 'high-throughput', 'high-reliability'] },
    default: 'default',
    help: 'the set of scheduler settings that the ones below change',
  },
  pollingInterval: {
    env: 'OFFGRIDFLOW_POLLING_INTERVAL',
    flag: 'polling-interval',
    kind: duration(1),
    default: null,
    help: 'between two looks for work that no wake-up announced',
  },
  workerPoolSize: {
    env: 'OFFGRIDFLOW_WORKER_POOL_SIZE',
    flag: 'worker-pool-size',
    kind: integer(1, 1000),
    default: null,
    help: 'batches worked on at the same time',
  },
  jitterRange: {
    env: 'OFFGRIDFLOW_JITTER_RANGE',
    flag: 'jitter-range',
    kind: duration(0),
    default: null,
    help: 'at most this is added to each polling interval at random',
  },
  maxBatchesPerPoll: {
    env: 'OFFGRIDFLOW_MAX_BATCHES_PER_POLL',
    flag: 'max-batches-per-poll',
    kind: integer(1, 10_000),
    default: null,
    help: 'batches claimed at a time; never more than workers are free',
  },
  lockTimeout: {
    env: 'OFFGRIDFLOW_LOCK_TIMEOUT',
    flag: 'lock-timeout',
    kind: duration(100),
    default: null,
    help: 'how long a node that stopped answering keeps its batches',
  },
  maxRetries: {
    env: 'OFFGRIDFLOW_MAX_RETRIES',
    flag: 'max-retries',
    kind: integer(0, 1000),
    default: null,
    help: 'retries of a batch that does not say itself',
  },
  maxInFlightPerOrg: {
    env: 'OFFGRIDFLOW_MAX_IN_FLIGHT_PER_ORG',
    flag: 'max-in-flight-per-org',
    kind: integer(1, 1_000_000),
    default: null,
    help: 'batches of one organisation that all nodes together hold at a time; without it as many as come',
  },
  maxInFlightPerWorkspace: {
    env: 'OFFGRIDFLOW_MAX_IN_FLIGHT_PER_WORKSPACE',
    flag: 'max-in-flight-per-workspace',
    kind: integer(1, 1_000_000),
    default: null,
    help: 'the same for one workspace',
  },
  ageingAfter: {
    env: 'OFFGRIDFLOW_AGEING_AFTER',
    flag: 'ageing-after',
    kind: duration(0),
    default: '5m',
    help: 'what has been due for longer gets one turn in ten, whatever its priority',
  },
  partSize: {
    env: 'OFFGRIDFLOW_PART_SIZE',
    flag: 'part-size',
    kind: integer(1, 10_000_000),
    default: '100000',
    help: 'a batch of more activities is split into parts that several workers share',
  },
  chunkSize: {
    env: 'OFFGRIDFLOW_CHUNK_SIZE',
    flag: 'chunk-size',
    kind: integer(1, chunkSizeMax),
    default: String(chunkSizeDefault),
    help: 'activities for each transaction',
  },
  chunkTimeout: {
    env: 'OFFGRIDFLOW_CHUNK_TIMEOUT',
    flag: 'chunk-timeout',
    kind: duration(1),
    default: `${chunkTimeoutMsDefault / 1000}s`,
    help: 'how long a processor may take over one chunk',
  },
  shutdownTimeout: {
    env: 'OFFGRIDFLOW_SHUTDOWN_TIMEOUT',
    flag: 'shutdown-timeout',
    kind: duration(0),
    default: '30s',
    help: 'how long to finish the work in hand when asked to stop',
  },
  webhookNetworks: {
    env: 'OFFGRIDFLOW_WEBHOOK_NETWORKS',
    flag: 'webhook-networks',
    kind: { type: 'networks' },
    default: null,
    help: 'networks that are not public and that webhooks may lead to all the same, also by http; without it none',
  },
  logLevel: {
    env: 'OFFGRIDFLOW_LOG_LEVEL',
    flag: 'log-level',
    kind: { type: 'choice', choices: ['debug', 'info', 'warn', 'error', 'silent'] },
    default: null,
    help: 'the least that is logged; without it info for serve and worker, else warn',
  },
  port: {
    env: 'OFFGRIDFLOW_PORT',
    flag: 'port',
    kind: integer(0, 65_535),
    default: '8080',
    help: 'port of the API; 0 takes a free one',
  },
  host: {
    env: 'OFFGRIDFLOW_HOST',
    flag: 'host',
    kind: text,
    default: '127.0.0.1',
    help: 'address that the API listens on',
  },
  auth: {
    env: 'OFFGRIDFLOW_AUTH',
    flag: 'auth',
    kind: { type: 'choices', choices: authMethods },
    default: null,
    help: 'who is believed: owner headers, API keys, tokens; without it headers and keys, where --host is the machine itself',
  },
  jwtIssuer: {
    env: 'OFFGRIDFLOW_JWT_ISSUER',
    flag: 'jwt-issuer',
    kind: web('https://login.example.com'),
    default: null,
    help: 'who issues the tokens that are believed, as their iss has it',
  },
  jwtAudience: {
    env: 'OFFGRIDFLOW_JWT_AUDIENCE',
    flag: 'jwt-audience',
    kind: text,
    default: null,
    help: 'what a token must have in its aud',
  },
  jwtKeysUrl: {
    env: 'OFFGRIDFLOW_JWT_KEYS_URL',
    flag: 'jwt-keys-url',
    kind: web('https://login.example.com/keys'),
    default: null,
    help: "the issuer's keys (JWKS); without it where its /.well-known/openid-configuration says",
  },
  jwtAlgorithms: {
    env: 'OFFGRIDFLOW_JWT_ALGORITHMS',
    flag: 'jwt-algorithms',
    kind: { type: 'choices', choices: tokenAlgorithms },
    default: 'RS256,PS256,ES256,EdDSA',
    help: 'how a token may be signed',
  },
  jwtOrgClaim: {
    env: 'OFFGRIDFLOW_JWT_ORG_CLAIM',
    flag: 'jwt-org-claim',
    kind: text,
    default: 'org_id',
    help: 'the claim that names the organisation',
  },
  jwtRoleClaim: {
    env: 'OFFGRIDFLOW_JWT_ROLE_CLAIM',
    flag: 'jwt-role-claim',
    kind: text,
    default: 'role',
    help: 'the claim with the role, or with several of which the highest counts',
  },
  jwtWorkspacesClaim: {
    env: 'OFFGRIDFLOW_JWT_WORKSPACES_CLAIM',
    flag: 'jwt-workspaces-claim',
    kind: text,
    default: 'workspaces',
    help: 'the claim with the workspaces that a token is bound to; a token without it sees all',
  },
  jwtClockTolerance: {
    env: 'OFFGRIDFLOW_JWT_CLOCK_TOLERANCE',
    flag: 'jwt-clock-tolerance',
    kind: duration(0),
    default: '30s',
    help: "how far the issuer's clock may be from ours",
  },
  corsOrigins: {
    env: 'OFFGRIDFLOW_CORS_ORIGINS',
    flag: 'cors-origins',
    kind: { type: 'origins' },
    default: null,
    help: 'web pages that may speak to the API from a browser; without it none of another origin',
  },
  eventInterval: {
    env: 'OFFGRIDFLOW_EVENT_INTERVAL',
    flag: 'event-interval',
    kind: duration(10),
    default: '250ms',
    help: 'between two looks for what is new, while somebody follows events',
  },
  eventHeartbeat: {
    env: 'OFFGRIDFLOW_EVENT_HEARTBEAT',
    flag: 'event-heartbeat',
    kind: duration(100),
    default: '15s',
    help: 'between two signs of life of an event stream, at which its key is looked at again',
  },
  eventStreams: {
    env: 'OFFGRIDFLOW_EVENT_STREAMS',
    flag: 'event-streams',
    kind: integer(0, 100_000),
    default: '5000',
    help: 'event streams that this node serves at a time',
  },
  eventStreamsPerOrg: {
    env: 'OFFGRIDFLOW_EVENT_STREAMS_PER_ORG',
    flag: 'event-streams-per-org',
    kind: integer(0, 100_000),
    default: '2500',
    help: 'of these, those of one organisation',
  },
  eventBuffer: {
    env: 'OFFGRIDFLOW_EVENT_BUFFER',
    flag: 'event-buffer',
    kind: integer(1_000, 100_000_000),
    default: '1000000',
    help: 'bytes that may wait for a slow client of an event stream; with more it is cut off',
  },
  ...limits,
  url: {
    env: 'OFFGRIDFLOW_URL',
    flag: 'url',
    kind: web('http://127.0.0.1:8080'),
    default: 'http://127.0.0.1:8080',
    help: 'the server that the client commands talk to',
  },
  apiKey: {
    env: 'OFFGRIDFLOW_API_KEY',
    flag: 'api-key',
    kind: { type: 'secret' },
    default: null,
    help: 'key that the client commands send; better as a variable, since others can see flags',
  },
  org: {
    env: 'OFFGRIDFLOW_ORG',
    flag: 'org',
    kind: { type: 'name' },
    default: null,
    help: 'organisation: the owner of what is submitted, and of rows without an org_id',
  },
  workspace: {
    env: 'OFFGRIDFLOW_WORKSPACE',
    flag: 'workspace',
    kind: { type: 'name' },
    default: null,
    help: 'workspace: likewise',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

/** Which settings the commands that open the database take, and which the clients of a server. */
export const databaseSettings = [
  'databaseUrl',
  'dataDir',
  'databaseConnectTimeout',
  'databasePoolSize',
  'logLevel',
] as const satisfies readonly SettingName[];

export const schedulerSettings = [
  'preset',
  'pollingInterval',
  'workerPoolSize',
  'jitterRange',
  'maxBatchesPerPoll',
  'lockTimeout',
  'maxRetries',
  'maxInFlightPerOrg',
  'maxInFlightPerWorkspace',
  'ageingAfter',
  'partSize',
  'chunkSize',
  'chunkTimeout',
  'shutdownTimeout',
] as const satisfies readonly SettingName[];

/** Of those that deliver to webhooks. */
export const webhookSettings = ['webhookNetworks'] as const satisfies readonly SettingName[];

export const serverSettings = [
  'port',
  'host',
  'auth',
  'jwtIssuer',
  'jwtAudience',
  'jwtKeysUrl',
  'jwtAlgorithms',
  'jwtOrgClaim',
  'jwtRoleClaim',
  'jwtWorkspacesClaim',
  'jwtClockTolerance',
  'corsOrigins',
  'eventInterval',
  'eventHeartbeat',
  'eventStreams',
  'eventStreamsPerOrg',
  'eventBuffer',
] as const satisfies readonly SettingName[];
export const limitSettings = Object.keys(limits) as readonly (keyof typeof limits)[];
export const ownerSettings = ['org', 'workspace'] as const satisfies readonly SettingName[];
export const clientSettings = ['url', 'apiKey', ...ownerSettings] as const satisfies readonly SettingName[];
