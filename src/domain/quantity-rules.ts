import { quoted } from './row-problem.ts';

const digitsMax = 38;
const decimalsMax = 18;

/**
 * What is wrong with a quantity, or another figure of an activity, in one sentence, or null. Only plain decimals pass: whatever could be read two ways, such
 * as 1,234 in two countries, is asked for again rather than guessed.
 */
export function quantityFault(text: string, column = 'quantity'): string | null {
  if (/^\d+(\.\d+)?$/.test(text)) return tooManyDigits(text, column);
  if (text === '') return `${column} is empty: give a number such as 1234.5.`;
  const shown = quoted(text);
  if (/^[-−]\d+(\.\d+)?$/.test(text)) return `${column} ${shown} is negative: it must be zero or more.`;
  if (/^\+\d+(\.\d+)?$/.test(text)) return `${column} ${shown} has a plus sign: leave it out.`;
  if (/^(\d+\.|\.\d+)$/.test(text)) {
    return `${column} ${shown} needs digits on both sides of its point, such as 0.5 or 5.0.`;
  }
  if (/^[+-]?\d[\d.,'’ \u00a0\u2009\u202f]*$/.test(text)) {
    return `${column} ${shown} has thousands separators or a decimal comma, which could be read two ways: write it like 1234.5.`;
  }
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)e[+-]?\d+$/i.test(text)) {
    return `${column} ${shown} is in exponent notation: write the number out, such as 1000.`;
  }
  return `${column} ${shown} is not a number: write it like 1234.5, with the unit in its own column.`;
}

function tooManyDigits(text: string, column: string): string | null {
  const point = text.indexOf('.');
  const decimals = point === -1 ? 0 : text.length - point - 1;
  if (decimals > decimalsMax) {
    return `${column} has ${decimals} decimal places; at most ${decimalsMax} are accepted.`;
  }
  const digits = point === -1 ? text.length : text.length - 1;
  return digits > digitsMax ? `${column} has ${digits} digits; at most ${digitsMax} are accepted.` : null;
}
