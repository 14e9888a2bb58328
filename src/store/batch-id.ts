import { randomBytes } from 'node:crypto';

const countMax = 0xfff;

let lastMs = 0;
let count = 0;

/**
 * `batch_` and 32 hexadecimal digits: the time in milliseconds, a count within it, and 72 random bits that nobody
 * guesses. The ids of one process sort in the order they were made, which tells apart batches of the same instant (the
 * embedded database's clock ticks in milliseconds) and keeps the rows of a new batch together at the end of the indexes.
 */
export function newBatchId(nowMs = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    count = 0;
  } else if (count < countMax) count += 1;
  else {
    lastMs += 1;
    count = 0;
  }
  return `batch_${hex(lastMs, 11)}${hex(count, 3)}${randomBytes(9).toString('hex')}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
