import { CommandError } from './exit-codes.ts';

export const errorToleranceOption = [
  '--error-tolerance <count or share>',
  'how many activities may end in an error, as 100 or 5%; one more ends the batch at once (default: none may, and it is worked through)',
] as const;

interface ErrorTolerance {
  readonly errorTolerance?: number;
  readonly errorToleranceShare?: number;
}

/** A count or a share, as it was given. The range is for who takes it to check. */
export function readErrorTolerance(text: string | undefined): ErrorTolerance {
  if (text === undefined) return {};
  const [, figure, percent] = /^(\d{1,9}|\d{1,9}(?:\.\d{1,9})?(?=%))(%?)$/.exec(text) ?? [];
  if (figure === undefined) {
    throw new CommandError(
      `Error: --error-tolerance is "${text}": give a whole number of activities, or a share like 5%.`,
    );
  }
  // The point is moved in the text: divided by 100, 1.1 would be 0.011000000000000001.
  return percent === '%'
    ? { errorToleranceShare: Number(`${figure}e-2`) }
    : { errorTolerance: Number(figure) };
}
