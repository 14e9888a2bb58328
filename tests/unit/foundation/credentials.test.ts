import { describe, expect, it } from 'vitest';
import { hasCredential, withoutCredentials, withoutUserInfo } from '../../../src/foundation/credentials.ts';
import { newKey } from '../../../src/store/key-token.ts';

const webhookSecret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBka+xwdHh8=';
const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl_-x';

/** Every character percent-encoded. */
function encoded(text: string): string {
  return [...text].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('');
}

describe('credentials in a text', () => {
  it.each([newKey().key, newKey().key.slice(0, 40), newKey().key.toUpperCase(), token, webhookSecret])(
    'are seen and hidden whole: %s',
    (credential) => {
      expect(hasCredential(`/batches?key=${credential}&limit=1`)).toBe(true);
      expect(withoutCredentials(`/batches?key=${credential}&limit=1`)).toBe('/batches?key=***&limit=1');
      expect(withoutCredentials(`${credential} and ${credential}`)).toBe('*** and ***');
    },
  );

  it.each([newKey().key, token, webhookSecret])(
    'are seen inside of words and percent-encoded: %s',
    (credential) => {
      for (const before of ['api_key_', 'x', '%3D', '%253d', '0']) {
        expect(withoutCredentials(`/a?${before}${credential}&b`)).toBe(`/a?${before}***&b`);
        expect(hasCredential(`${before}${credential}`)).toBe(true);
      }
      const once = encoded(credential);
      const twice = once.replaceAll('%', '%25');
      const partly = `${encoded(credential.slice(0, 5))}${credential.slice(5)}`;
      for (const form of [once, once.toUpperCase(), twice, partly, credential.replaceAll('_', '%5F')]) {
        expect([form, hasCredential(form)]).toEqual([form, true]);
        expect(withoutCredentials(`/a?key=${form}&b`)).toBe('/a?key=***&b');
      }
    },
  );

  it('are not seen where there is none: the id of a key is no secret', () => {
    for (const text of [
      ...['/api/v1/keys/ogf_0123456789abcdef', '/batches/batch_1?limit=1', 'eyJ', 'ogf_', 'whsec_', ''],
      ...['/activities/eyjafjallajokull.2025', '/activities/heyJohnathan-smith.2025', '%5F%', '%25%25'],
    ]) {
      expect([text, hasCredential(text)]).toEqual([text, false]);
      expect(withoutCredentials(text)).toBe(text);
    }
  });
});

describe('user and password of a URL in a text', () => {
  it.each([
    ['http://ann:secret@host:8080/path', 'http://***@host:8080/path'],
    ['http://secret@host', 'http://***@host'],
    ['postgres://host/db?password=secret&ssl=1', 'postgres://host/db?password=***&ssl=1'],
    ['postgres://ann:p@ss/w?rd#@host/db', 'postgres://***@host/db'],
    [
      'no server at https://ann:secret@host/a (failed for https://ann:secret@host/b)',
      'no server at https://***@host/a (failed for https://***@host/b)',
    ],
  ])('are hidden: %s', (text, shown) => {
    expect(withoutUserInfo(text)).toBe(shown);
  });

  it.each(['http://127.0.0.1:8080/api', 'mail ann@example.com', ''])('are nowhere in %s', (text) => {
    expect(withoutUserInfo(text)).toBe(text);
  });
});
