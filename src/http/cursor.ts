import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import Type from 'typebox';
import { ValidationError } from '../domain/errors.ts';
import { textLengthMax, textPattern } from './json-schema.ts';

const digestLength = 6;
/** Four bytes a character at most, for two texts of a key, in base64. */
const cursorLengthMax = Math.ceil(((digestLength + 8 * textLengthMax) * 4) / 3) + 4;

/** `after` of a list: where the page before ended. What it holds is the server's own business. */
export const Cursor = Type.String({
  minLength: 1,
  maxLength: cursorLengthMax,
  pattern: '^[A-Za-z0-9_-]*$',
  description: '`next` of the page before, as it is.',
});

/**
 * Where a list goes on, as text for a URL: the key of the last row behind a digest of it and of the list. A cursor that
 * was changed, cut, or is another list's is refused and not read as some place of this one. It is no secret and no
 * permission: whose rows are read, the request says and never the cursor.
 */
export function writeCursor(list: readonly string[], key: string): string {
  const bytes = Buffer.from(key, 'utf8');
  return Buffer.concat([digestOf(list, bytes), bytes]).toString('base64url');
}

/** The key that it was made of. Throws a `ValidationError` for what is no cursor of this list. */
export function readCursor(list: readonly string[], cursor: string): string {
  const key = keyOf(list, cursor);
  if (key === null) throw foreignCursor();
  return key;
}

/** The same, or null. */
export function keyOf(list: readonly string[], cursor: string): string | null {
  const bytes = Buffer.from(cursor, 'base64url');
  const key = bytes.subarray(digestLength);
  const isWhole = bytes.toString('base64url') === cursor && key.length > 0 && isUtf8(key);
  if (!isWhole || !bytes.subarray(0, digestLength).equals(digestOf(list, key))) return null;
  const text = key.toString('utf8');
  // The digest keeps no secret: whoever makes one up still gets no text in that the database would refuse.
  return storable.test(text) ? text : null;
}

/** The same where the key of the list is a whole number. */
export function readNumberCursor(list: readonly string[], cursor: string): number {
  const key = readCursor(list, cursor);
  if (!/^\d{1,15}$/.test(key)) throw foreignCursor();
  return Number(key);
}

const storable = new RegExp(textPattern, 'u');

export function foreignCursor(): ValidationError {
  return new ValidationError(
    'after is not what this list gave as next: give it as it was, or start over without it.',
  );
}

function digestOf(list: readonly string[], key: Uint8Array): Buffer {
  return createHash('sha256').update(JSON.stringify(list)).update(key).digest().subarray(0, digestLength);
}
