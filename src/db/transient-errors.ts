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

/** Whether the database, and not the statement, is at fault: gone, restarting, full or in a deadlock. */
export function isTransientDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'UNAVAILABLE' || connectionFailures.has(code)) return true;
  if (transientStates.some((state) => state.test(code))) return true;
  if (connectionMessages.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isTransientDatabaseError);
  return isTransientDatabaseError(error.cause);
}
