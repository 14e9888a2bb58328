/**
 * How many slips of the keys two words differ by, for "did you mean": a letter too many, missing or wrong, or two
 * neighbours exchanged, as in "deisel".
 */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = at(previous, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isExchanged = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const exchanged = isExchanged ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1, exchanged));
    }
    [beforePrevious, previous] = [previous, current];
  }
  return at(previous, b.length);
}

/** The candidate nearest to `wanted`, where one is near enough to be a slip of the keys. */
export function nearestWord(wanted: string, candidates: Iterable<string>): string | null {
  let best: { word: string; distance: number } | null = null;
  for (const word of candidates) {
    const distanceMax = Math.min(word.length - 1, Math.max(1, Math.floor(word.length / 4)));
    if (Math.abs(word.length - wanted.length) > distanceMax) continue;
    const distance = editDistance(wanted.toLowerCase(), word.toLowerCase());
    if (distance <= distanceMax && (best === null || distance < best.distance)) best = { word, distance };
  }
  return best?.word ?? null;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
