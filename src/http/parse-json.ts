import { isUtf8 } from 'node:buffer';
import { ValidationError } from '../domain/errors.ts';

/**
 * A body's JSON. `__proto__` needs no care here: `JSON.parse` makes it a plain field, and the schemas refuse
 * every field that they do not name.
 */
export function parseJson(body: Buffer, nestingDepthMax: number): unknown {
  if (body.length === 0) return undefined;
  checkJson(body, nestingDepthMax);
  try {
    return JSON.parse(withoutByteOrderMark(body).toString('utf8'));
  } catch (error) {
    throw new ValidationError(`The body is not valid JSON: ${(error as SyntaxError).message}`);
  }
}

/** Throws for what no parser should be given. */
export function checkJson(body: Buffer, nestingDepthMax: number): void {
  if (!isUtf8(body)) throw new ValidationError('The body is not UTF-8.');
  if (isDeeper(body, nestingDepthMax)) {
    throw new ValidationError(`The body nests arrays and objects deeper than ${nestingDepthMax} levels.`);
  }
}

const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/**
 * Looks at the bytes before anything is built of them: megabytes of `[` would cost the parser gigabytes. In
 * UTF-8 these bytes never are a part of another character.
 */
function isDeeper(json: Uint8Array, max: number): boolean {
  let depth = 0;
  let inString = false;
  for (let place = 0; place < json.length; place++) {
    const byte = json[place] as number;
    if (inString) {
      if (byte === backslash) place++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (opening.has(byte)) {
      depth++;
      if (depth > max) return true;
    } else if (closing.has(byte)) depth--;
  }
  return false;
}

function withoutByteOrderMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}
