/** SQLSTATE classes and codes that a later try may not meet again. */
const transientStates = [
  /^08/, // connection exceptions
  /^53/, // insufficient resources: connections, memory, disk
  /^57P0[1-5]$/, // shutdown, crash, cannot connect now, idle session ended
  /^40(001|P01)$/, // serialization failure, deadlock
  /^55P03$/, // lock not available
  /^57014$/, // statement timeout
  /^25P0[34]$/, // a transaction that was idle or took too long
  /^25006$/, // read only: the server has become a standby
];

const connectionFailures = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_DESTROYED',
]);

const connectionMessages =
  /Connection terminated|Client (has encountered a connection error|was closed)|timeout (exceeded when trying to connect|expired)|Query read timeout|Cannot use a pool after calling end|PGlite is closed/;

/** What a person is told of each; the first that matches. */
const sentences: readonly [state: RegExp, sentence: string][] = [
  [/^53100$/, 'The disk of the database is full'],
  [/^53300$/, 'The database has no connection to spare at the moment'],
  [/^53/, 'The database is short of memory or disk at the moment'],
  [/^25006$/, 'The database only reads at the moment, as a standby does'],
  [/^(57014|55P03|25P0[34])$/, 'The database took too long'],
  [/^40/, 'The database is busy with others that change the same'],
];

/** Whether the database, and not the statement, is at fault: gone, restarting, full or in a deadlock. */
export function isTransientDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code === 'UNAVAILABLE' || connectionFailures.has(code)) return true;
  if (transientStates.some((state) => state.test(code))) return true;
  if (connectionMessages.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isTransientDatabaseError);
  return isTransientDatabaseError(error.cause);
}

/** Whether others were in the way: a deadlock or a serialization failure. The server has undone all of it, so it can be done again. */
export function isConflict(error: unknown): boolean {
  return /^40(001|P01)$/.test(stateOf(error));
}

/** Whether somebody else held what was waited for, for longer than it was to be waited for. */
export function isLockTimeout(error: unknown): boolean {
  return stateOf(error) === '55P03';
}

/** Whether one statement took too much, or met others, and the database is there for the next. */
export function isFaultOfOneStatement(error: unknown): boolean {
  return /^(57014|55P03|53200|40(001|P01)|25P0[34])$/.test(stateOf(error));
}

/** The server refuses to write: it is a standby, or was set to only read. */
export function isReadOnly(error: unknown): boolean {
  return stateOf(error) === '25006';
}

/** A transient error for a person who knows nothing of the database, without what only its operator may know. */
export function describeDatabaseFault(error: unknown): string {
  const state = stateOf(error);
  const found = sentences.find(([pattern]) => pattern.test(state));
  return found?.[1] ?? 'The database cannot be reached at the moment';
}

/** The SQLSTATE of the error or of what caused it; empty where no server spoke. */
function stateOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code = codeOf(error);
  return /^[0-9A-Z]{5}$/.test(code) ? code : stateOf(error.cause);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
