import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, type Flags, readConfig } from '../../../src/app/config.ts';
import { durationMaxMs, type Setting } from '../../../src/app/setting-kinds.ts';
import { type SettingName, settings } from '../../../src/app/settings.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';

const names = Object.keys(settings) as SettingName[];
const settingOf = (name: SettingName): Setting => settings[name];

/** The sentence that this configuration is refused with. */
function refusalOf(env: Record<string, string>, flags: Flags = {}): string {
  try {
    readConfig(env, flags);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('It was not refused.');
}

describe('readConfig', () => {
  it('has a usable default for everything that needs one', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      dataDir: '.offgridflow',
      databaseConnectTimeoutMs: 30_000,
      scheduler: { pollingInterval: 30_000, workerPoolSize: 5, lockTimeout: 300_000, maxRetries: 3 },
      chunkSize: 1_000,
      port: 8080,
      host: '127.0.0.1',
      url: 'http://127.0.0.1:8080',
      orgId: null,
    });
  });

  it('takes the flag before the variable, that before the preset, that before the default', () => {
    const env = { OFFGRIDFLOW_PRESET: 'high-throughput', OFFGRIDFLOW_WORKER_POOL_SIZE: '7' };
    expect(readConfig({}).scheduler.pollingInterval).toBe(30_000);
    expect(readConfig(env).scheduler).toMatchObject({ pollingInterval: 1_000, workerPoolSize: 7 });
    expect(readConfig(env, { workerPoolSize: '9' }).scheduler.workerPoolSize).toBe(9);
    expect(readConfig(env, { preset: 'high-reliability' }).scheduler).toMatchObject({
      pollingInterval: 5_000,
      lockTimeout: 600_000,
      workerPoolSize: 7,
    });
  });

  it('takes a variable that is set to nothing as one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', OFFGRIDFLOW_CHUNK_SIZE: '' })).toMatchObject({
      databaseUrl: null,
      chunkSize: 1_000,
    });
  });

  it.each(names)(
    'refuses an unusable %s, whether flag or variable, naming it, its value and what would do',
    (name) => {
      const { env, flag, kind } = settingOf(name);
      const accepted = {
        text: /give a value that is not empty\.$/,
        name: /give a name of at most 200 characters, none of them a control character\.$/,
        url: /give a URL like \w+:\/\/[^ ]+?(, without user and password)?\.$/,
        choice: /give one of default, high|give one of debug, info/,
        choices: /give one or several of (headers|RS256), .*, separated by commas\.$/,
        origins: /give origins like https:\/\/app\.example\.com, separated by commas\.$/,
        networks: /give networks like 10\.0\.0\.0\/8 or single addresses, separated by commas\.$/,
        secret: /give a key as it was shown, on one line\.$/,
        integer: /give a whole number from \d+ to \d+\.$/,
        duration: /give a time such as 500ms, 30s, 5m or 1h, from \d+m?s to 168h\.$/,
      }[kind.type];
      const unusable = ['nonsense', '-1', '1,5', '9'.repeat(30), '1e3', ' '];
      const values = { text: [' '], name: [' ', 'x'.repeat(201)], secret: ['two words', 'caf\u00e9', ' '] };
      for (const value of values[kind.type as keyof typeof values] ?? unusable) {
        for (const [source, message] of [
          [env, refusalOf({ [env]: value })],
          [`--${flag}`, refusalOf({}, { [name]: value })],
        ]) {
          // A secret is not even shown where it is refused.
          const shown = kind.type === 'secret' ? '' : ` is "${value.slice(0, 90)}`;
          expect(message?.startsWith(`${source}${shown}`)).toBe(true);
          expect(message).toMatch(
            kind.type === 'secret' ? / cannot be used: give / : /", which cannot be used: give /,
          );
          expect(message).toMatch(accepted);
        }
      }
    },
  );

  it.each(names)('takes %s from the flag and from the variable alike', (name) => {
    const { env, kind } = settingOf(name);
    const value = {
      text: () => 'some text',
      name: () => 'acme',
      url: (example: Setting['kind']) =>
        example.type === 'url' ? `${example.protocols.at(-1)}//elsewhere/x` : '',
      choice: (choices: Setting['kind']) => (choices.type === 'choice' ? (choices.choices.at(-1) ?? '') : ''),
      choices: (choices: Setting['kind']) =>
        choices.type === 'choices' ? choices.choices.toReversed().join(', ') : '',
      origins: () => 'https://app.example.com, http://localhost:5173',
      networks: () => '10.0.0.0/8, fd00::/8, 127.0.0.1',
      secret: () => 'ogf_key',
      integer: (range: Setting['kind']) => String(range.type === 'integer' ? range.max : ''),
      duration: () => '123s',
    }[kind.type](kind);
    const config = readConfig({ [env]: value });
    expect(readConfig({}, { [name]: value })).toEqual(config);
    expect(config).not.toEqual(readConfig({}));
  });

  it.each([
    [
      'OFFGRIDFLOW_CHUNKSIZE',
      'OFFGRIDFLOW_CHUNKSIZE is "5", but there is no such setting: did you mean OFFGRIDFLOW_CHUNK_SIZE?',
    ],
    [
      'OFFGRIDFLOW_COLOUR',
      /^OFFGRIDFLOW_COLOUR is "5", but there is no such setting: known are DATABASE_URL, OFFGRIDFLOW_DATA_DIR, /,
    ],
  ])('refuses %s, which is no setting', (name, message) => {
    expect(refusalOf({ [name]: '5' })).toMatch(message);
  });

  it.each([
    'mysql://user:secret@host/db',
    'postgres:/user:secret@host/db',
    'user:secret@host',
    'http://secret@host/db',
    'mysql://host/db?user=a&password=secret@',
    'http://user:se:cret@secret@host\n/db',
  ])('shows no password and only one line of the URL %j', (url) => {
    const message = refusalOf({ DATABASE_URL: url });
    expect(message).toMatch(/^DATABASE_URL is ".*", which cannot be used: give a URL like postgres:\/\/user/);
    expect(message).not.toContain('secret@');
    expect(message).not.toContain('\n');
  });

  it.each(['url', 'jwtIssuer', 'jwtKeysUrl'] as const)(
    'takes no user and password in the URL of the setting %s, and shows none',
    (name) => {
      for (const user of ['ann:hunter2@', 'hunter2@', ':hunter2@']) {
        const { env, flag } = settings[name];
        const url = `https://${user}login.example.com/a`;
        const refusal = ' is "https://***@login.example.com/a", which cannot be used: give a URL like http';
        expect(refusalOf({ [env]: url })).toContain(`${env}${refusal}`);
        expect(refusalOf({}, { [name]: url })).toContain(`--${flag}${refusal}`);
        expect(refusalOf({}, { [name]: url })).toMatch(/, without user and password\.$/);
      }
    },
  );

  it('shows no key where it stands under a name that is no setting', () => {
    const key = `ogf_0123456789abcdef_${'5'.repeat(72)}`;
    expect(refusalOf({ OFFGRIDFLOW_APIKEY: key })).toBe(
      'OFFGRIDFLOW_APIKEY is "***", but there is no such setting: did you mean OFFGRIDFLOW_API_KEY?',
    );
  });

  it.each([
    '*',
    'https://app.example.com/',
    'https://app.example.com/path',
    'app.example.com',
    'https://a,',
    'null',
  ])('takes %j for no origin of a web page', (origin) => {
    expect(refusalOf({ OFFGRIDFLOW_CORS_ORIGINS: origin })).toMatch(
      /, which cannot be used: give origins like/,
    );
  });

  it('takes each of several choices once', () => {
    expect(readConfig({ OFFGRIDFLOW_AUTH: 'keys, headers,keys' }).auth).toEqual(['keys', 'headers']);
    expect(readConfig({}).auth).toBeNull();
    expect(refusalOf({ OFFGRIDFLOW_AUTH: 'keys,' })).toMatch(
      /^OFFGRIDFLOW_AUTH is "keys,", which cannot be used/,
    );
  });

  it('shows the beginning of a value that is very long', () => {
    expect(refusalOf({ OFFGRIDFLOW_PORT: '1'.repeat(1_000_000) }).length).toBeLessThan(250);
  });

  it('leaves the variables of others alone', () => {
    expect(readConfig({ PATH: '/bin', PORT: 'x', OFFGRID: 'y' })).toEqual(readConfig({}));
  });

  it('knows each setting by one variable and one flag of the same name', () => {
    for (const name of names) {
      const { env, flag } = settingOf(name);
      const prefix = env === 'DATABASE_URL' ? '' : 'OFFGRIDFLOW_';
      expect(`${prefix}${flag.toUpperCase().replaceAll('-', '_')}`).toBe(env);
    }
    expect(new Set(names.map((name) => settingOf(name).env)).size).toBe(names.length);
  });
});

describe('durationMs', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['0s', 0],
  ])('reads %s', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it('reads nothing but a whole number and a unit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('1', '0', '.', '-', 's', 'm', 'h', ' ', 'e') }),
        (text) => {
          const ms = durationMs(text);
          expect(ms === null).toBe(!/^\d{1,7}(ms|s|m|h)$/.test(text.trim()));
        },
      ),
    );
  });

  it('accepts none for a setting that a timer would take for no time at all', () => {
    expect(durationMaxMs).toBeLessThan(2 ** 31);
    expect(refusalOf({ OFFGRIDFLOW_CHUNK_TIMEOUT: '169h' })).toMatch(/to 168h\.$/);
    expect(readConfig({ OFFGRIDFLOW_CHUNK_TIMEOUT: '168h' }).chunkTimeoutMs).toBe(durationMaxMs);
  });
});
