import { createHash } from 'node:crypto';

/** Where a row was seen first, and a mark of its content. */
export interface SeenRow {
  readonly line: number;
  readonly mark: number;
}

const wordsPerRow = 4;
const rowsAtFirst = 1024;

/**
 * Remembers a million rows in 32 MB, where a Map of their keys would take several times that. A row is known by 64 bits
 * of a digest of its key: that two of a million keys have the same happens in one of thirty million files.
 */
export class SeenRows {
  /** An open hash table: two words of digest, the line (0 where the place is free) and the mark. */
  #table = new Uint32Array(rowsAtFirst * wordsPerRow);
  #count = 0;

  /** What was seen under this key before; null, and noted, where it is the first time. */
  firstOf(key: string, line: number, markOf: () => number): SeenRow | null {
    const digest = createHash('sha256').update(key).digest();
    const place = this.#placeOf(digest.readUInt32LE(0), digest.readUInt32LE(4));
    const seenOn = this.#table[place + 2] ?? 0;
    if (seenOn !== 0) return { line: seenOn, mark: this.#table[place + 3] ?? 0 };
    this.#table.set([digest.readUInt32LE(0), digest.readUInt32LE(4), line, markOf()], place);
    this.#count += 1;
    if (this.#count * wordsPerRow * 2 > this.#table.length) this.#grow();
    return null;
  }

  /** Where the row of this digest is, or the free place where it would be. */
  #placeOf(high: number, low: number): number {
    const table = this.#table;
    const places = table.length / wordsPerRow;
    for (let place = high % places; ; place = (place + 1) % places) {
      const at = place * wordsPerRow;
      if (table[at + 2] === 0 || (table[at] === high && table[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += wordsPerRow) {
      if (before[at + 2] === 0) continue;
      const row = before.subarray(at, at + wordsPerRow);
      this.#table.set(row, this.#placeOf(row[0] ?? 0, row[1] ?? 0));
    }
  }
}
