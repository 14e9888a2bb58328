import type { ActivityImport } from '../store/activity-store.ts';

/** An import that broke off when some of its rows were taken already: what happened, and what is there now. */
export class BrokenImport extends Error {
  /** What broke it. */
  override readonly cause: unknown;
  readonly taken: ActivityImport;

  constructor(cause: unknown, taken: ActivityImport) {
    super(`The import ${taken.id} broke off.`);
    this.cause = cause;
    this.taken = taken;
  }
}

/** What was taken before, as a sentence behind the one that says what happened. */
export function takenBefore({ id, linesDone, imported, updated, unchanged }: ActivityImport): string {
  const rows = imported + updated + unchanged;
  return linesDone === 0
    ? `Nothing was taken (import ${id}).`
    : `The rows up to ${linesDone} were taken before, ${rows} of them (import ${id}): sent again, they count as unchanged.`;
}
