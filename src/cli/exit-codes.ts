import { OffGridFlowError } from '../domain/errors.ts';

export const exitCodes = {
  success: 0,
  /** The command could not do its work. */
  error: 1,
  /** It did, and some activities ended in an error or were rejected. */
  someFailed: 2,
  /** Ctrl-C, as shells have it. */
  interrupted: 130,
  /** Nobody reads the output any more, as shells have it. */
  outputClosed: 141,
} as const;

/** Stops a command with a message for a person and nothing else. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.error) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The one place that turns errors into exit codes and lines on standard error. */
export function reportError(error: unknown, isDebugging: boolean): number {
  if (error instanceof CommandError) {
    if (error.message !== '') process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof OffGridFlowError || isDebugging ? '' : ' (--log-level debug shows more)';
  process.stderr.write(`Error: ${message}${hint}\n`);
  if (isDebugging && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return exitCodes.error;
}
