import { isUtf8 } from 'node:buffer';
import { ValidationError } from '../domain/errors.ts';

/**
 * Bytes as text, without a byte order mark and with every character whole. Throws a `ValidationError` naming the line
 * where something is not UTF-8, once the text before it has been given.
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const lines = new LineCounter();
  /** What cannot be given yet: the first bytes, which tell the encoding, or a character that was cut. */
  let held: Uint8Array = new Uint8Array(0);
  let isBegun = false;
  for await (const chunk of bytes) {
    const joined = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (!isBegun && joined.length < signatureLength) {
      // Copied, since whoever gave the chunk may use its memory again.
      held = new Uint8Array(joined);
      continue;
    }
    const begin = isBegun ? 0 : behindSignature(joined);
    isBegun = true;
    const end = joined.length - cutCharacterLength(joined);
    held = new Uint8Array(joined.subarray(end));
    yield* decoded(joined.subarray(begin, end), lines);
  }
  yield* decoded(held.subarray(isBegun ? 0 : behindSignature(held)), lines);
}

function* decoded(bytes: Uint8Array, lines: LineCounter): Generator<string> {
  const valid = isUtf8(bytes) ? bytes : bytes.subarray(0, validLength(bytes));
  lines.count(valid);
  if (valid.length > 0) yield Buffer.from(valid.buffer, valid.byteOffset, valid.byteLength).toString('utf8');
  if (valid.length < bytes.length) {
    throw new ValidationError(`Line ${lines.line}: the text is not UTF-8. ${howToSave}`);
  }
}

const howToSave = 'Save the file as "CSV UTF-8" (or convert it with iconv -t utf-8) and import it again.';

const signatureLength = 8;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** What files that are often sent by mistake begin with. */
const foreign: readonly { readonly begin: readonly number[]; readonly message: string }[] = [
  { begin: [0xff, 0xfe], message: `the text is UTF-16, not UTF-8. ${howToSave}` },
  { begin: [0xfe, 0xff], message: `the text is UTF-16, not UTF-8. ${howToSave}` },
  {
    begin: [0x50, 0x4b, 0x03, 0x04],
    message: 'this is a spreadsheet (.xlsx, .ods) or ZIP file, not text. Save the sheet as "CSV UTF-8".',
  },
  {
    begin: [0xd0, 0xcf, 0x11, 0xe0],
    message: 'this is a spreadsheet of an old format (.xls), not text. Save the sheet as "CSV UTF-8".',
  },
  {
    begin: [0x1f, 0x8b],
    message: 'this is a compressed file (gzip). Unpack it, or send it with Content-Encoding: gzip.',
  },
  { begin: [0x25, 0x50, 0x44, 0x46], message: 'this is a PDF, not text. Export the data as CSV.' },
];

/** How many of the first bytes are a byte order mark. Throws for what is not UTF-8 from its beginning. */
function behindSignature(bytes: Uint8Array): number {
  const begins = (mark: readonly number[]) => mark.every((byte, place) => bytes[place] === byte);
  const known = foreign.find(({ begin }) => begins(begin));
  if (known !== undefined) throw new ValidationError(`Line 1: ${known.message}`);
  // Every second byte of Latin text in UTF-16 is zero, and without a mark that alone gives it away.
  const zeros = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  if (zeros === 'x0x0' || zeros === '0x0x') {
    throw new ValidationError(`Line 1: the text is UTF-16, not UTF-8. ${howToSave}`);
  }
  return begins(byteOrderMark) ? byteOrderMark.length : 0;
}

/** Bytes at the end that begin a character whose rest is not there. */
function cutCharacterLength(bytes: Uint8Array): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length++) {
    const byte = bytes[bytes.length - length] ?? 0;
    const isContinuation = (byte & 0xc0) === 0x80;
    if (isContinuation) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > length ? length : 0;
  }
  return 0;
}

/** The longest beginning that is UTF-8. */
function validLength(bytes: Uint8Array): number {
  const wholeLength = (length: number) => length - cutCharacterLength(bytes.subarray(0, length));
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(bytes.subarray(0, wholeLength(middle)))) good = middle;
    else bad = middle;
  }
  return wholeLength(good);
}

/** Counts lines over pieces of a text. A line ends with CR LF, LF or CR. */
export class LineCounter {
  /** The line that what comes next stands on. */
  line = 1;
  /** Lines that hold something or have an end. */
  total = 0;
  #endsWithCr = false;

  count(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const hasCr = this.#endsWithCr || bytes.includes(13);
    this.line += hasCr ? this.#countMixed(bytes) : countOf(bytes, 10);
    const last = bytes[bytes.length - 1];
    this.#endsWithCr = last === 13;
    this.total = last === 10 || last === 13 ? this.line - 1 : this.line;
  }

  #countMixed(bytes: Uint8Array): number {
    let count = 0;
    let before = this.#endsWithCr ? 13 : 0;
    for (const byte of bytes) {
      if (byte === 13 || (byte === 10 && before !== 13)) count++;
      before = byte;
    }
    return count;
  }
}

function countOf(bytes: Uint8Array, wanted: number): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) count++;
  return count;
}
