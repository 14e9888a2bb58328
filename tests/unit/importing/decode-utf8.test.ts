import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, LineCounter } from '../../../src/importing/decode-utf8.ts';
import { cut, inPieces } from './csv-text.ts';

/** What was decoded, and why it ended where it did not end well. */
async function decode(pieces: readonly Uint8Array[]): Promise<{ text: string; error: string | null }> {
  let text = '';
  try {
    for await (const part of decodeUtf8(inPieces(pieces))) text += part;
    return { text, error: null };
  } catch (error) {
    return { text, error: (error as Error).message };
  }
}

const aText = fc.string({
  unit: fc.constantFrom('a', '\n', '\r', 'é', '€', '😀', '\ufeff'),
  maxLength: 40,
  size: 'max',
});
const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe('decodeUtf8', () => {
  it('gives text back the same, however its bytes are cut, without a byte order mark at its beginning', async () => {
    await fc.assert(
      fc.asyncProperty(aText, fc.boolean(), cuts, async (text, hasMark, places) => {
        const bytes = Buffer.from(hasMark ? `\ufeff${text}` : `x${text}`);
        expect(await decode(cut<Uint8Array>(bytes, places))).toEqual({
          text: hasMark ? text : `x${text}`,
          error: null,
        });
      }),
    );
  });

  it('gives what stands before a fault and names its line, however the bytes are cut', async () => {
    const fault = fc.constantFrom(
      [0xff],
      [0x80],
      [0xc3],
      [0xe2, 0x82],
      [0xf0, 0x9f, 0x98],
      [0xed, 0xa0, 0x80],
      [0xc0, 0x80],
    );
    await fc.assert(
      fc.asyncProperty(
        aText,
        fault,
        fc.constantFrom('', 'a\nb', '\n'),
        cuts,
        async (before, bad, after, places) => {
          const text = `x${before}`;
          const bytes = Buffer.concat([Buffer.from(text), Buffer.from(bad), Buffer.from(after)]);
          const line = text.split(/\r\n|\r|\n/).length;
          const found = await decode(cut<Uint8Array>(bytes, places));
          expect(found.text).toBe(text);
          expect(found.error).toMatch(new RegExp(`^Line ${line}: the text is not UTF-8\\.`));
        },
      ),
    );
  });

  it('decodes any bytes as text or says that they are not, and agrees with TextDecoder', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40, size: 'max' }), cuts, async (bytes, places) => {
        const whole = await decode([bytes]);
        expect(await decode(cut<Uint8Array>(bytes, places))).toEqual(whole);
        if (whole.error === null)
          expect(whole.text).toBe(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        else if (/not UTF-8\. Save/.test(whole.error) && !/UTF-16/.test(whole.error)) {
          expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
        }
      }),
    );
  });

  it.each([
    ['UTF-16, little end first', Buffer.from('\ufeffid,unit', 'utf16le'), /^Line 1: the text is UTF-16/],
    [
      'UTF-16, big end first',
      Buffer.from('\ufeffid,unit', 'utf16le').swap16(),
      /^Line 1: the text is UTF-16/,
    ],
    ['UTF-16 without a mark', Buffer.from('id,unit', 'utf16le'), /^Line 1: the text is UTF-16/],
    ['UTF-16 without a mark, big end first', Buffer.from('id,unit', 'utf16le').swap16(), /UTF-16/],
    [
      'a spreadsheet',
      Buffer.from('PK\x03\x04\x14\x00\x06\x00 xl/workbook.xml', 'latin1'),
      /spreadsheet \(\.xlsx/,
    ],
    ['an old spreadsheet', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), /\.xls\)/],
    ['a compressed file', Buffer.from('\x1f\x8b\x08\x00\x00\x00\x00\x00', 'latin1'), /compressed/],
    ['a PDF', Buffer.from('%PDF-1.7\n', 'latin1'), /PDF/],
  ])('tells %s apart, even byte by byte, and gives nothing of it', async (_, bytes, reason) => {
    expect(await decode([bytes])).toEqual({ text: '', error: expect.stringMatching(reason) });
    const bytewise = cut<Uint8Array>(
      bytes,
      Array.from({ length: bytes.length }, (_, place) => place),
    );
    expect(await decode(bytewise)).toEqual({ text: '', error: expect.stringMatching(reason) });
  });

  it('keeps what it was given even where the giver uses the memory again', async () => {
    const written = 'abcdefghé€ijk😀lmnop';
    const memory = new Uint8Array(9);
    async function* reusing() {
      const bytes = Buffer.from(written);
      for (let at = 0; at < bytes.length; at += memory.length) {
        memory.fill(0);
        memory.set(bytes.subarray(at, at + memory.length));
        yield memory.subarray(0, bytes.length - at);
      }
    }
    let text = '';
    for await (const part of decodeUtf8(reusing())) text += part;
    expect(text).toBe(written);
  });

  it('gives nothing of nothing', async () => {
    expect(await decode([])).toEqual({ text: '', error: null });
    expect(await decode([new Uint8Array(0), Buffer.from('\ufeff')])).toEqual({ text: '', error: null });
  });
});

describe('LineCounter', () => {
  it('counts lines that end with CR LF, LF or CR, also where the bytes are cut between the two', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r') }), cuts, (text, places) => {
        const counter = new LineCounter();
        for (const piece of cut<Uint8Array>(Buffer.from(text), places)) counter.count(piece);
        expect(counter.line).toBe(text.split(/\r\n|\r|\n/).length);
      }),
    );
  });
});
