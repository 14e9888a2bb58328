import { describe, expect, it } from 'vitest';
import { hasCredential, withoutCredentials } from '../../../src/foundation/credentials.ts';
import { newKey } from '../../../src/store/key-token.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl_-x';

describe('credentials in a text', () => {
  it.each([newKey().key, newKey().key.slice(0, 40), token])('are seen and hidden whole: %s', (credential) => {
    expect(hasCredential(`/batches?key=${credential}&limit=1`)).toBe(true);
    expect(withoutCredentials(`/batches?key=${credential}&limit=1`)).toBe('/batches?key=***&limit=1');
    expect(withoutCredentials(`${credential} and ${credential}`)).toBe('*** and ***');
  });

  it('are not seen where there is none: the id of a key is no secret', () => {
    for (const text of ['/api/v1/keys/ogf_0123456789abcdef', '/batches/batch_1?limit=1', 'eyJ', 'ogf_', '']) {
      expect(hasCredential(text)).toBe(false);
      expect(withoutCredentials(text)).toBe(text);
    }
  });
});
