/**
 * How both drivers read the types that JavaScript has no exact counterpart for: numerics stay decimal strings,
 * dates stay calendar dates, bigints become numbers and must fit. Keyed by PostgreSQL's type ids.
 */
export const rowTypes: Readonly<Record<number, (text: string) => unknown>> = {
  20: toSafeInteger, // int8
  1082: (text) => text, // date
  1700: (text) => text, // numeric
};

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`The bigint ${text} does not fit a number exactly.`);
  return value;
}
