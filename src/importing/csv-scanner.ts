/** A record that runs longer than this is refused: a quote that is never closed must not gather the whole input. */
export const recordLengthMax = 1024 * 1024;

export interface CsvRecord {
  /** The lines it begins and ends on, from 1. A line ends with CR LF, LF or CR. */
  readonly line: number;
  readonly lastLine: number;
  /** Without their quotes. Of a record with a fault, those before it. */
  readonly fields: readonly string[];
  readonly fault: CsvFault | null;
}

export interface CsvFault {
  readonly kind: 'text_after_quote' | 'quote_not_closed' | 'too_long';
  /** How the field that it was met in begins, as it was written. */
  readonly text: string;
}

/**
 * Takes CSV in pieces of any size and gives it back in records, by RFC 4180 and a little more: the separator is the one
 * that the first line uses most; blanks around a quoted field are dropped; a quote inside an unquoted field is a
 * character as any other; lines with nothing but blanks and separators are no records.
 *
 * Why not the parser that reads the factor packs: what counts here is what comes after a mistake. A quote that is left
 * open must cost its own line and not the ones behind it, each line must keep its number, and a million rows must not
 * take a million rows' memory. Where a record has a fault, reading goes on with the line after its first, since that is
 * where the mistake is. How the input was cut into pieces makes no difference to any of this: a record is judged by its
 * first `recordLengthMax` characters alone, and only once enough of them are there.
 */
export class CsvScanner {
  #text = '';
  #isWhole = false;
  /** The separator, once the first line that is not blank has been seen. */
  #separator: string | null = null;
  /** Where the next record begins, in the text and in lines. */
  #at = 0;
  #line = 1;
  /** Dropping the rest of a line that a fault was met in. */
  #isSkipping = false;
  /** What was no record in this length will hardly be one in a little more, and looking each time costs its square. */
  #lengthToTry = 0;
  /** The beginning of the record that was given last. */
  #given = { at: 0, line: 1 };
  #find = findersIn('', null);

  /** The comma until a line has been seen. */
  get separator(): string {
    return this.#separator ?? ',';
  }

  push(text: string): void {
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
    this.#find = findersIn(this.#text, this.#separator);
  }

  /** No more comes. */
  end(): void {
    this.#isWhole = true;
    this.#lengthToTry = 0;
    this.push('');
  }

  /** The next record; null where more text is needed or none is left. */
  next(): CsvRecord | null {
    if (this.#text.length < this.#lengthToTry) return null;
    const record = this.#isReady() ? this.#nextRecord() : null;
    const isWaiting = record === null && !this.#isWhole;
    this.#lengthToTry = isWaiting ? 2 * (this.#text.length - this.#at) : 0;
    return record;
  }

  /** Goes on with the line after the first of the record that was given last, which is no record after all. */
  rereadAfterFirstLine(): void {
    this.#at = this.#given.at;
    this.#line = this.#given.line;
    this.#isSkipping = true;
    this.#find = findersIn(this.#text, this.#separator);
  }

  /** Whether what was to be skipped is, and the separator is known. */
  #isReady(): boolean {
    if (this.#isSkipping && !this.#skipLine()) return false;
    while (this.#separator === null) {
      const end = this.#lineEnd(this.#at);
      const length = (end ?? this.#text.length) - this.#at;
      const line = this.#text.slice(this.#at, this.#at + Math.min(length, recordLengthMax));
      if (length > recordLengthMax || (end !== null && line.trim() !== '')) {
        this.#separator = separatorOf(line);
        this.#find = findersIn(this.#text, this.#separator);
      } else if (end === null || end === this.#text.length) return false;
      else this.#moveBehind(end);
    }
    return true;
  }

  #nextRecord(): CsvRecord | null {
    while (this.#at < this.#text.length) {
      const end = this.#lineEnd(this.#at);
      const isQuoted = this.#find.quote.from(this.#at) < (end ?? Number.POSITIVE_INFINITY);
      const record = isQuoted ? this.#quotedRecord() : this.#plainRecord(end);
      if (record === null || record.fault !== null || record.fields.some(isNotBlank)) return record;
    }
    return null;
  }

  /** A line without any quote. */
  #plainRecord(end: number | null): CsvRecord | null {
    if ((end ?? this.#text.length) > this.#last) return this.#tooLong();
    if (end === null) return null;
    return this.#taken(this.#text.slice(this.#at, end).split(this.separator), end, 0);
  }

  #quotedRecord(): CsvRecord | null {
    const fields: string[] = [];
    for (let at = this.#at; ; ) {
      const open = this.#behindBlanks(at);
      if (open > this.#last) return this.#tooLong();
      const field = this.#text[open] === '"' ? this.#quotedField(open) : this.#plainField(at);
      if (field === null) return null;
      if ('fault' in field) {
        const text = this.#text.slice(at, Math.min(at + 500, field.end));
        return field.fault === 'too_long' ? this.#tooLong() : this.#broken(fields, field.fault, text);
      }
      fields.push(field.value);
      if (this.#text[field.end] !== this.#separator) {
        return this.#taken(fields, field.end, countLineEnds(this.#text, this.#at, field.end));
      }
      at = field.end + 1;
    }
  }

  #plainField(at: number): Field | null {
    const lineEnd = this.#lineEnd(at) ?? Number.POSITIVE_INFINITY;
    const end = Math.min(this.#find.separator.from(at), lineEnd);
    if (Math.min(end, this.#text.length) > this.#last) return { fault: 'too_long', end };
    return end === Number.POSITIVE_INFINITY ? null : { value: this.#text.slice(at, end), end };
  }

  #quotedField(open: number): Field | null {
    const text = this.#text;
    const last = this.#last;
    let close = open;
    do {
      close = text.indexOf('"', close + 1);
      if (close === -1 || close >= last) {
        return this.#isWhole || text.length > last ? { fault: 'quote_not_closed', end: last } : null;
      }
    } while (text[close + 1] === '"' && ++close);
    // A quote at the very end of a piece may be the first of two: whether it closes shows with the next character.
    const end = this.#behindBlanks(close + 1);
    if (end > last) return { fault: 'too_long', end };
    if (end === text.length && !this.#isWhole) return null;
    const isAtEnd = end === text.length || text[end] === '\n' || text[end] === '\r';
    if (!isAtEnd && text[end] !== this.#separator) return { fault: 'text_after_quote', end: end + 1 };
    if (text[end] === '\r' && this.#lineEnd(end) === null) return null;
    return { value: text.slice(open + 1, close).replaceAll('""', '"'), end };
  }

  /** The record that ends at `end`, having `lineEnds` within. */
  #taken(fields: string[], end: number, lineEnds: number): CsvRecord {
    this.#given = { at: this.#at, line: this.#line };
    this.#line += lineEnds;
    const lastLine = this.#line;
    this.#moveBehind(end);
    return { line: this.#given.line, lastLine, fields, fault: null };
  }

  #tooLong(): CsvRecord {
    return this.#broken([], 'too_long', this.#text.slice(this.#at, this.#at + 500));
  }

  #broken(fields: string[], kind: CsvFault['kind'], text: string): CsvRecord {
    const line = this.#line;
    this.#given = { at: this.#at, line };
    this.rereadAfterFirstLine();
    return { line, lastLine: line, fields, fault: { kind, text: text.toWellFormed() } };
  }

  /** Whether the line's end was found. Otherwise all that is there has been dropped. */
  #skipLine(): boolean {
    const end = this.#lineEnd(this.#at);
    const isFound = end !== null && end < this.#text.length;
    if (isFound) this.#moveBehind(end);
    else this.#at = this.#text.length - (this.#text.endsWith('\r') ? 1 : 0);
    this.#isSkipping = !isFound;
    return isFound;
  }

  /** Where the next record may end at the latest. */
  get #last(): number {
    return this.#at + recordLengthMax;
  }

  /** Where the line ends; null where that is not known yet. A CR at the very end may be half of a line end. */
  #lineEnd(from: number): number | null {
    const end = Math.min(this.#find.lf.from(from), this.#find.cr.from(from));
    if (this.#isWhole) return Math.min(end, this.#text.length);
    const isHalf = end === this.#text.length - 1 && this.#text[end] === '\r';
    return isHalf || end === Number.POSITIVE_INFINITY ? null : end;
  }

  #moveBehind(lineEnd: number): void {
    if (lineEnd >= this.#text.length) {
      this.#at = this.#text.length;
      return;
    }
    this.#at = lineEnd + (this.#text.startsWith('\r\n', lineEnd) ? 2 : 1);
    this.#line += 1;
  }

  #behindBlanks(at: number): number {
    let end = at;
    while (this.#text[end] === ' ' || (this.#text[end] === '\t' && this.#separator !== '\t')) end++;
    return end;
  }
}

type Field =
  | { readonly value: string; readonly end: number }
  | { readonly fault: CsvFault['kind']; readonly end: number };

function findersIn(text: string, separator: string | null) {
  return {
    lf: new Finder(text, '\n'),
    cr: new Finder(text, '\r'),
    quote: new Finder(text, '"'),
    separator: new Finder(text, separator ?? ','),
  };
}

/** Looks for a character from places that only move forward, through each stretch of the text once. */
class Finder {
  readonly #text: string;
  readonly #character: string;
  #found = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** Its first place at or behind `at`; infinity where there is none. */
  from(at: number): number {
    if (this.#found < at) {
      const found = this.#text.indexOf(this.#character, at);
      this.#found = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#found;
  }
}

const separators = [',', ';', '\t', '|'];

/** The separator that the line uses most outside of quotes. A line with none is one field, and the comma does. */
function separatorOf(line: string): string {
  const unquoted = line.replaceAll(/"[^"]*"/g, '');
  const counted = separators.map((separator) => ({ separator, count: unquoted.split(separator).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).separator;
}

function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}

function isNotBlank(field: string): boolean {
  return field.trim() !== '';
}
