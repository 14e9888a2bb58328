import { ValidationError } from '../domain/errors.ts';

/** Of the text of one element: what is never closed must not gather the whole input. */
export const elementLengthMax = 1024 * 1024;

const [quote, backslash, comma, openBracket, closeBracket, openBrace, closeBrace] = [
  0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d,
];

/**
 * Cuts a JSON array into its elements, without building anything of them: only where each ends is found out, by brackets
 * and quotes. Whether an element is JSON is seen by who parses it. An element that is too long is given as null.
 */
export class ElementScanner {
  /** Before the array, within it, or behind it. */
  #place: 'before' | 'within' | 'behind' = 'before';
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  /** What has come of an element so far; null where that is too long. */
  #held: string | null = '';
  /** Whether an element must come, since a comma did. */
  #isOwed = false;
  readonly #depthMax: number;

  constructor(depthMax: number) {
    this.#depthMax = depthMax;
  }

  /** The elements that end within `text`. */
  *push(text: string): Generator<string | null> {
    let from = this.#place === 'before' ? this.#open(text) : 0;
    if (this.#place === 'before') return;
    for (let at = from; at < text.length && this.#place === 'within'; at++) {
      if (!this.#isEnd(text.charCodeAt(at))) continue;
      this.#hold(text.slice(from, at));
      const isLast = text.charCodeAt(at) === closeBracket;
      const element = this.#held;
      if (element === null || element.trim() !== '') yield element;
      else if (this.#isOwed || !isLast) throw notJson('an element is missing');
      this.#held = '';
      this.#isOwed = !isLast;
      from = at + 1;
      if (isLast) this.#place = 'behind';
    }
    if (this.#place === 'within') this.#hold(text.slice(from));
    else if (text.slice(from).trim() !== '') throw notJson('something follows the end of the array');
  }

  /** Throws a `ValidationError` where the array has not ended. */
  end(): void {
    if (this.#place === 'before')
      throw new ValidationError('The body is empty: give a JSON array of activities.');
    if (this.#place === 'within') throw notJson('the array is not closed');
  }

  /** Where the array begins behind its bracket; nothing changes where only blanks came. */
  #open(text: string): number {
    const at = text.search(/[^ \t\r\n]/);
    if (at === -1) return 0;
    if (text.charCodeAt(at) !== openBracket)
      throw new ValidationError('The body must be a JSON array of activities.');
    this.#place = 'within';
    return at + 1;
  }

  /** Whether the element before this character ends with it. */
  #isEnd(code: number): boolean {
    if (this.#isInText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === backslash) this.#isEscaped = true;
      else if (code === quote) this.#isInText = false;
      return false;
    }
    if (code === quote) this.#isInText = true;
    else if (code === openBracket || code === openBrace) this.#descend();
    else if (code === closeBrace || code === closeBracket) {
      if (this.#depth === 0) return code === closeBracket;
      this.#depth -= 1;
    }
    return code === comma && this.#depth === 0;
  }

  #descend(): void {
    this.#depth += 1;
    // The array itself is one level.
    if (this.#depth >= this.#depthMax) {
      throw new ValidationError(`The body nests arrays and objects deeper than ${this.#depthMax} levels.`);
    }
  }

  #hold(text: string): void {
    if (this.#held === null) return;
    this.#held = this.#held.length + text.length > elementLengthMax ? null : this.#held + text;
  }
}

export function notJson(reason: string): ValidationError {
  return new ValidationError(`The body is not JSON: ${reason}.`);
}
