import { nearestWord } from '../domain/edit-distance.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { cut } from '../domain/row-problem.ts';
import { idLengthMax, isStorableText } from '../domain/storable-text.ts';
import { withoutCredentials, withoutUserInfo } from '../foundation/credentials.ts';
import type { ApiLimits } from '../http/api-limits.ts';
import type { AuthMethod } from '../http/authentication.ts';
import type { EventLimits } from '../http/events/streams.ts';
import { completeConfig, type SchedulerConfig, schedulerPresets } from '../scheduler/scheduler-config.ts';
import { isNetwork } from '../webhooks/address-rules.ts';
import { apiLimitsOf } from './limits-config.ts';
import { durationMaxMs, type Setting, type SettingKind } from './setting-kinds.ts';
import { type SettingName, settings } from './settings.ts';

/** What the process runs with, complete and checked. Durations are milliseconds. */
export interface Config {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly databaseConnectTimeoutMs: number;
  readonly databasePoolSize: number;
  readonly scheduler: SchedulerConfig;
  readonly chunkSize: number;
  readonly chunkTimeoutMs: number;
  readonly partSize: number;
  readonly logLevel: string | null;
  readonly port: number;
  readonly host: string;
  /** Null where nothing is said: `authMethodsOf` decides by the host. */
  readonly auth: readonly AuthMethod[] | null;
  readonly tokens: TokenConfig;
  readonly corsOrigins: readonly string[];
  readonly eventLimits: EventLimits;
  readonly limits: ApiLimits;
  /** Of a statement that a request asks. */
  readonly statementTimeoutMs: number;
  readonly webhookNetworks: readonly string[];
  readonly url: string;
  readonly apiKey: string | null;
  readonly orgId: string | null;
  readonly workspaceId: string | null;
}

/** Which tokens are believed. Issuer and audience are needed where tokens are. */
export interface TokenConfig {
  readonly issuer: string | null;
  readonly audience: string | null;
  readonly keysUrl: string | null;
  readonly algorithms: readonly string[];
  readonly orgClaim: string;
  readonly roleClaim: string;
  readonly workspacesClaim: string;
  readonly clockToleranceMs: number;
}

/** Options of the command line by setting; those that were not given are absent or undefined. */
export type Flags = Partial<Record<SettingName, string | undefined>>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is read here and nowhere else. */
export const processEnvironment: Environment = process.env;

/**
 * A flag wins over its variable, that over the preset, that over the default. Throws a `ConfigurationError` of one line
 * that names the setting as it was given, its value and what would be accepted.
 */
export function readConfig(env: Environment = processEnvironment, flags: Flags = {}): Config {
  refuseUnknownVariables(env);
  const given = new GivenSettings(env, flags);
  return {
    databaseUrl: given.text('databaseUrl'),
    dataDir: given.required('dataDir'),
    databaseConnectTimeoutMs: given.requiredNumber('databaseConnectTimeout'),
    databasePoolSize: given.requiredNumber('databasePoolSize'),
    scheduler: schedulerConfig(given),
    chunkSize: given.requiredNumber('chunkSize'),
    chunkTimeoutMs: given.requiredNumber('chunkTimeout'),
    partSize: given.requiredNumber('partSize'),
    logLevel: given.text('logLevel'),
    port: given.requiredNumber('port'),
    host: given.required('host'),
    auth: given.list('auth') as readonly AuthMethod[] | null,
    tokens: tokenConfig(given),
    corsOrigins: given.list('corsOrigins') ?? [],
    eventLimits: eventLimits(given),
    limits: apiLimitsOf((name) => given.requiredNumber(name)),
    statementTimeoutMs: given.requiredNumber('statementTimeout'),
    webhookNetworks: given.list('webhookNetworks') ?? [],
    url: given.required('url'),
    apiKey: given.text('apiKey'),
    orgId: given.text('org'),
    workspaceId: given.text('workspace'),
  };
}

function eventLimits(given: GivenSettings): EventLimits {
  return {
    intervalMs: given.requiredNumber('eventInterval'),
    heartbeatMs: given.requiredNumber('eventHeartbeat'),
    streams: given.requiredNumber('eventStreams'),
    streamsPerOrg: given.requiredNumber('eventStreamsPerOrg'),
    bufferBytes: given.requiredNumber('eventBuffer'),
  };
}

function tokenConfig(given: GivenSettings): TokenConfig {
  return {
    issuer: given.text('jwtIssuer'),
    audience: given.text('jwtAudience'),
    keysUrl: given.text('jwtKeysUrl'),
    algorithms: given.list('jwtAlgorithms') ?? [],
    orgClaim: given.required('jwtOrgClaim'),
    roleClaim: given.required('jwtRoleClaim'),
    workspacesClaim: given.required('jwtWorkspacesClaim'),
    clockToleranceMs: given.requiredNumber('jwtClockTolerance'),
  };
}

const presetOf = {
  default: schedulerPresets.default,
  'high-throughput': schedulerPresets.highThroughput,
  'high-reliability': schedulerPresets.highReliability,
} as const;

function schedulerConfig(given: GivenSettings): SchedulerConfig {
  const preset = presetOf[given.required('preset') as keyof typeof presetOf];
  return completeConfig({
    ...preset,
    pollingInterval: given.number('pollingInterval') ?? preset.pollingInterval,
    workerPoolSize: given.number('workerPoolSize') ?? preset.workerPoolSize,
    jitterRange: given.number('jitterRange') ?? preset.jitterRange,
    maxBatchesPerPoll: given.number('maxBatchesPerPoll') ?? preset.maxBatchesPerPoll,
    lockTimeout: given.number('lockTimeout') ?? preset.lockTimeout,
    maxRetries: given.number('maxRetries') ?? preset.maxRetries,
    maxInFlightPerOrg: given.number('maxInFlightPerOrg'),
    maxInFlightPerWorkspace: given.number('maxInFlightPerWorkspace'),
    ageingAfter: given.requiredNumber('ageingAfter'),
    shutdownTimeout: given.requiredNumber('shutdownTimeout'),
  });
}

class GivenSettings {
  readonly #env: Environment;
  readonly #flags: Flags;

  constructor(env: Environment, flags: Flags) {
    this.#env = env;
    this.#flags = flags;
  }

  /** Checked for its kind; null where neither flag, variable nor default gives it. */
  text(name: SettingName): string | null {
    const setting: Setting = settings[name];
    const flag = this.#flags[name];
    if (flag !== undefined) return checked(setting, `--${setting.flag}`, flag);
    const variable = this.#env[setting.env];
    if (variable !== undefined && variable !== '') return checked(setting, setting.env, variable);
    return setting.default;
  }

  required(name: SettingName): string {
    const value = this.text(name);
    if (value === null) throw new Error(`The setting ${name} has no default.`);
    return value;
  }

  /** Each once. */
  list(name: SettingName): readonly string[] | null {
    const value = this.text(name);
    return value === null ? null : [...new Set(value.split(',').map((one) => one.trim()))];
  }

  number(name: SettingName): number | null {
    const value = this.text(name);
    if (value === null) return null;
    return settings[name].kind.type === 'duration' ? (durationMs(value) ?? Number.NaN) : Number(value);
  }

  requiredNumber(name: SettingName): number {
    this.required(name);
    return this.number(name) ?? Number.NaN;
  }
}

function checked({ kind }: Setting, source: string, value: string): string {
  if (isUsable(kind, value)) return value.trim();
  if (kind.type === 'secret') {
    throw new ConfigurationError(`${source} cannot be used: give ${acceptedBy(kind)}.`);
  }
  throw new ConfigurationError(
    `${source} is ${shown(value)}, which cannot be used: give ${acceptedBy(kind)}.`,
  );
}

function isUsable(kind: SettingKind, value: string): boolean {
  switch (kind.type) {
    case 'text':
      return value.trim() !== '';
    case 'name':
      return value.trim() !== '' && value.length <= idLengthMax && isStorableText(value);
    case 'url':
      return (
        kind.protocols.some((protocol) => value.startsWith(`${protocol}//`)) &&
        URL.canParse(value) &&
        (kind.mayHaveUser || !hasUser(new URL(value)))
      );
    case 'choice':
      return kind.choices.includes(value);
    case 'choices':
      return value.split(',').every((one) => kind.choices.includes(one.trim()));
    case 'origins':
      return value.split(',').every((one) => isOrigin(one.trim()));
    case 'networks':
      return value.split(',').every((one) => isNetwork(one.trim()));
    case 'secret':
      return /^[\x21-\x7e]+$/.test(value.trim());
    case 'integer':
      return /^\d{1,12}$/.test(value) && Number(value) >= kind.min && Number(value) <= kind.max;
    case 'duration': {
      const ms = durationMs(value);
      return ms !== null && ms >= kind.minMs && ms <= durationMaxMs;
    }
  }
}

/** `fetch` refuses such a URL, and quotes it whole. */
function hasUser({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

/** As browsers write it: scheme, host and port, without a path. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** What a setting takes, as a sentence goes on behind "give". */
export function acceptedBy(kind: SettingKind): string {
  switch (kind.type) {
    case 'text':
      return 'a value that is not empty';
    case 'name':
      return `a name of at most ${idLengthMax} characters, none of them a control character`;
    case 'url':
      return `a URL like ${kind.example}${kind.mayHaveUser ? '' : ', without user and password'}`;
    case 'choice':
      return `one of ${kind.choices.join(', ')}`;
    case 'choices':
      return `one or several of ${kind.choices.join(', ')}, separated by commas`;
    case 'origins':
      return 'origins like https://app.example.com, separated by commas';
    case 'networks':
      return 'networks like 10.0.0.0/8 or single addresses, separated by commas';
    case 'secret':
      return 'a key as it was shown, on one line';
    case 'integer':
      return `a whole number from ${kind.min} to ${kind.max}`;
    case 'duration':
      return `a time such as 500ms, 30s, 5m or 1h, from ${writtenDuration(kind.minMs)} to ${writtenDuration(durationMaxMs)}`;
  }
}

/** On one line, without the password or the key that may be in it. */
function shown(value: string): string {
  return JSON.stringify(
    cut(withoutUserInfo(withoutCredentials(value)).replace(/:(?!\/\/).*@/s, ':***@'), 100),
  );
}

const msOfUnit: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `500ms`, `30s`, `5m`, `1h`; null for anything else. */
export function durationMs(text: string): number | null {
  const match = /^(\d{1,7})(ms|s|m|h)$/.exec(text.trim());
  const unit = msOfUnit[match?.[2] ?? ''];
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}

/** The same the other way round, in the largest unit that is whole. */
function writtenDuration(ms: number): string {
  const fitting = Object.entries(msOfUnit).filter(([, unit]) => ms % unit === 0);
  const [name, unit] = ms === 0 ? ['s', 1] : (fitting.at(-1) ?? ['ms', 1]);
  return `${ms / unit}${name}`;
}

/** The defaults of a setting as a user would write them: one, or one of each preset where those differ. */
export function writtenDefaults(name: SettingName): string | null {
  if (settings[name].default !== null) return settings[name].default;
  if (!(name in schedulerPresets.default)) return null;
  const isDuration = settings[name].kind.type === 'duration';
  const written = Object.entries(presetOf).map(([preset, config]) => {
    const value = config[name as keyof SchedulerConfig];
    if (value === null) return { preset, text: 'none' };
    return { preset, text: isDuration ? writtenDuration(value) : String(value) };
  });
  const standard = written[0]?.text ?? '';
  const others = written.filter(({ text }) => text !== standard);
  return [standard, ...others.map(({ preset, text }) => `${text} with ${preset}`)].join(', ');
}

/** A variable with a slip in its name would otherwise be ignored without a word. */
function refuseUnknownVariables(env: Environment): void {
  const known = Object.values(settings).map((setting) => setting.env as string);
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('OFFGRIDFLOW_') || known.includes(name)) continue;
    const near = nearestWord(name, known);
    throw new ConfigurationError(
      `${name} is ${shown(value ?? '')}, but there is no such setting: ${near === null ? `known are ${known.join(', ')}.` : `did you mean ${near}?`}`,
    );
  }
}
