import fc from 'fast-check';

/** How a table is written down: whatever a program that writes CSV may choose. */
export interface Dialect {
  readonly separator: string;
  readonly lineEnd: string;
  readonly isQuotedAlways: boolean;
  readonly endsWithLineEnd: boolean;
}

export const aDialect: fc.Arbitrary<Dialect> = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  isQuotedAlways: fc.boolean(),
  endsWithLineEnd: fc.boolean(),
});

/** Text that is hard on a reader of CSV: quotes, separators, line ends, blanks, characters of several bytes. */
export const aField: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '|', '\r', '\n', ' ', 'é', '€', '😀') }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '0', 'act_1'),
);

/** Writes by RFC 4180: a field that holds anything but plain characters is quoted, a quote in it doubled. */
export function writeCsv(table: readonly (readonly string[])[], dialect: Dialect): string {
  const { separator, lineEnd, isQuotedAlways, endsWithLineEnd } = dialect;
  const written = table.map((fields) =>
    fields
      .map((field) =>
        isQuotedAlways || /["\r\n\s,;|]/.test(field) ? `"${field.split('"').join('""')}"` : field,
      )
      .join(separator),
  );
  return written.join(lineEnd) + (endsWithLineEnd ? lineEnd : '');
}

/** The pieces of a text or of bytes, cut at these places. */
export function cut<Part extends { slice(from: number, to?: number): Part; readonly length: number }>(
  whole: Part,
  places: readonly number[],
): Part[] {
  const ordered = [...places].map((place) => place % (whole.length + 1)).sort((a, b) => a - b);
  const ends = [...ordered, whole.length];
  return ends.map((end, index) => whole.slice(ends[index - 1] ?? 0, end));
}

export async function* inPieces(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

export function bytesOf(text: string): AsyncGenerator<Uint8Array> {
  return inPieces([Buffer.from(text)]);
}
