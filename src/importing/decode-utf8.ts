import { ValidationError } from '../domain/errors.ts';

/**
 * Bytes as text, without a byte order mark. Throws a `ValidationError` naming the line where something is not UTF-8;
 * the text before it has been given by then.
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  let linesBefore = 0;
  let isFirst = true;
  for await (const chunk of bytes) {
    if (isFirst && chunk.length > 0) {
      refuseOtherEncodings(chunk);
      isFirst = false;
    }
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw notUtf8(linesBefore + linesUntilFault(chunk) + 1);
    }
    linesBefore += countNewlines(chunk);
    if (text !== '') yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw notUtf8(linesBefore + 1);
  }
}

function notUtf8(line: number): ValidationError {
  return new ValidationError(
    `Line ${line}: the text is not UTF-8. Save the file as "CSV UTF-8" (or convert it with iconv -t utf-8) and import it again.`,
  );
}

function refuseOtherEncodings(chunk: Uint8Array): void {
  const isUtf16 = (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
  const isArchive = chunk[0] === 0x50 && chunk[1] === 0x4b && chunk[2] === 3 && chunk[3] === 4;
  if (isUtf16) throw notUtf8(1);
  if (isArchive) {
    throw new ValidationError(
      'Line 1: this is a spreadsheet or ZIP file, not text. Save the sheet as "CSV UTF-8".',
    );
  }
}

/** Newlines before the first byte that is no UTF-8: the longest beginning that decodes. */
function linesUntilFault(chunk: Uint8Array): number {
  let [good, bad] = [0, chunk.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isDecodable(chunk.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return countNewlines(chunk.subarray(0, good));
}

function isDecodable(bytes: Uint8Array): boolean {
  try {
    // A character cut at the beginning or the end is not the fault that is looked for.
    let begin = 0;
    while (begin < 4 && ((bytes[begin] ?? 0) & 0xc0) === 0x80) begin++;
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(begin), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++;
  return count;
}
