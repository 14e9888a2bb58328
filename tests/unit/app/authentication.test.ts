import { describe, expect, it } from 'vitest';
import { authenticationOf, authMethodsOf, tokenSettingsOf } from '../../../src/app/authentication.ts';
import { readConfig } from '../../../src/app/config.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';

describe('who is believed', () => {
  it.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1', '::ffff:127.0.0.1'])(
    'are owner headers and keys on %s, which only the machine itself reaches',
    (host) => {
      expect(authMethodsOf({ host, auth: null })).toEqual(['headers', 'keys']);
    },
  );

  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '192.168.1.5',
    'example.com',
    '127.evil.example',
    '::ffff:10.0.0.1',
    '128.0.0.1',
  ])('must be said on %s, which others may reach', (host) => {
    expect(() => authMethodsOf({ host, auth: null })).toThrow(ConfigurationError);
    expect(() => authMethodsOf({ host, auth: null })).toThrow(
      `--host is "${host}", which others may reach, and nothing says whom to believe: give --auth keys`,
    );
    expect(authMethodsOf({ host, auth: ['keys'] })).toEqual(['keys']);
    expect(authMethodsOf({ host, auth: ['headers'] })).toEqual(['headers']);
  });
});

describe('tokens', () => {
  const issuer = 'https://login.example.com';
  const tokens = (flags: object) =>
    readConfig({}, { jwtIssuer: issuer, jwtAudience: 'api', ...flags }).tokens;

  it('need an issuer and an audience before the server starts', async () => {
    for (const flags of [{}, { jwtIssuer: issuer }, { jwtAudience: 'api' }]) {
      const config = readConfig({}, { auth: 'jwt', ...flags });
      await expect(authenticationOf(config)).rejects.toThrow(ConfigurationError);
      await expect(authenticationOf(config)).rejects.toThrow(
        /^With --auth jwt, --jwt-issuer and --jwt-audience must/,
      );
    }
    await expect(authenticationOf(readConfig({}, { auth: 'keys' }))).resolves.toBeTypeOf('function');
  });

  it('are believed of nobody whose keys could be replaced on the way', () => {
    for (const url of ['http://login.example.com', 'http://10.0.0.1/keys', 'http://127.evil.example']) {
      expect(() => tokenSettingsOf(tokens({ jwtIssuer: url }))).toThrow(
        `--jwt-issuer is "${url}", whose keys anybody`,
      );
      expect(() => tokenSettingsOf(tokens({ jwtKeysUrl: url }))).toThrow(
        `--jwt-keys-url is "${url}", whose keys`,
      );
    }
    for (const url of [
      'https://login.example.com/realm',
      'http://127.0.0.1:8081',
      'http://[::1]/',
      'http://localhost',
    ]) {
      expect(tokenSettingsOf(tokens({ jwtIssuer: url, jwtKeysUrl: url }))).toMatchObject({
        issuer: url,
        keysUrl: url,
      });
    }
  });

  it('are signed by key pairs: no secret that is shared, and never by nobody', () => {
    for (const jwtAlgorithms of ['HS256', 'none', 'RS256,HS256']) {
      expect(() => tokens({ jwtAlgorithms })).toThrow(/^--jwt-algorithms is ".*", which cannot be used/);
    }
  });
});
