import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Which numbers an option takes. Without `isAbove` the least itself is one of them. */
interface Numbers {
  readonly least: number;
  readonly isAbove?: boolean;
  readonly isWhole?: boolean;
}

/** The options of a program; one that is not known ends it with one sentence. */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(options: T) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** The number that an option gives. Anything else ends the program with one sentence: a NaN is compared without end. */
export function numberOption(name: string, text: string, { least, isAbove, isWhole }: Numbers): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  const fits = (isAbove ? number > least : number >= least) && (!isWhole || Number.isSafeInteger(number));
  if (fits) return number;
  const kind = isWhole ? 'a whole number' : 'a number';
  return refuse(
    `${name} takes ${kind} ${isAbove ? `above ${least}` : `of ${least} or more`}, not "${text}".`,
  );
}

export function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
