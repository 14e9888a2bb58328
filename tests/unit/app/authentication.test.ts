import { describe, expect, it } from 'vitest';
import { authMethodsOf } from '../../../src/app/authentication.ts';
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
