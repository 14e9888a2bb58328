import { CommandError } from './exit-codes.ts';

/** The number that an option was given. The range is the server's to check. */
export function wholeNumber(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CommandError(`Error: ${flag} is "${text}": give a whole number.`);
  return Number(text);
}
