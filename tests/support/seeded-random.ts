/** Random choices that a seed repeats (mulberry32). */
export function seededRandom(seed: number) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  /** A whole number from 0, less than this. */
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    oneOf: <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value,
    chance: (share: number) => next() < share,
    /** Four digits before the point at most. */
    decimal: (places: number) => {
      const digits = String(below(10 ** Math.min(4 + places, 12))).padStart(places + 1, '0');
      return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    },
  };
}
