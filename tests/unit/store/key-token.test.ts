import { describe, expect, it } from 'vitest';
import { hashSecret, newKey, parseKey } from '../../../src/store/key-token.ts';

describe('a key', () => {
  it('has the form that scanners of leaked secrets are told, and is never the same twice', () => {
    const keys = Array.from({ length: 1_000 }, newKey);
    for (const { id, secret, key } of keys) {
      expect(key).toMatch(/^ogf_[0-9a-f]{16}_[0-9a-f]{72}$/);
      expect(parseKey(key)).toEqual({ id, secret });
    }
    expect(new Set(keys.map(({ secret }) => secret)).size).toBe(keys.length);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(keys.length);
  });

  it('is told from one with any digit changed, and from one that is cut or longer', () => {
    const { key } = newKey();
    for (let place = 0; place < key.length; place++) {
      const other = key[place] === '0' ? '1' : '0';
      expect(parseKey(key.slice(0, place) + other + key.slice(place + 1))).toBeNull();
    }
    for (const wrong of ['', key.slice(0, -1), `${key}0`, ` ${key}`, `${key}\n`, key.toUpperCase()]) {
      expect(parseKey(wrong)).toBeNull();
    }
  });

  it('has a checksum that others can compute: CRC-32 of what stands before it', () => {
    const body = `ogf_${'0'.repeat(16)}_${'1'.repeat(64)}`;
    expect(parseKey(`${body}92eef824`)).toEqual({ id: `ogf_${'0'.repeat(16)}`, secret: '1'.repeat(64) });
  });

  it('is kept as the SHA-256 of its secret', () => {
    expect(hashSecret('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
