import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * A key is `ogf_<id>_<secret><checksum>`, all in hexadecimal digits: an id of 16, a secret of 64 and the CRC-32 of what
 * stands before it. The form is plain to scanners of leaked secrets; the checksum spares them false alarms, and the
 * database a look for every slip. `ogf_<id>` is kept and shown, the secret is kept as its hash only.
 *
 * A plain SHA-256 suffices: the secret is 256 random bits and no password. A slow hash makes guessing dear where there
 * is something to guess; here it would only make every request slow.
 */
const form = /^(ogf_[0-9a-f]{16})_([0-9a-f]{64})([0-9a-f]{8})$/;

export interface KeyParts {
  readonly id: string;
  readonly secret: string;
}

export function newKey(): KeyParts & { readonly key: string } {
  const id = `ogf_${randomBytes(8).toString('hex')}`;
  const secret = randomBytes(32).toString('hex');
  const body = `${id}_${secret}`;
  return { id, secret, key: body + checksumOf(body) };
}

/** Null for what is no key by its form. That tells nothing about the keys there are. */
export function parseKey(key: string): KeyParts | null {
  const [, id, secret, checksum] = form.exec(key) ?? [];
  if (id === undefined || secret === undefined) return null;
  return checksum === checksumOf(`${id}_${secret}`) ? { id, secret } : null;
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function checksumOf(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
