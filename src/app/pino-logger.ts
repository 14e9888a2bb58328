import { type Logger as PinoLogger, pino } from 'pino';

/** Logs as JSON lines; on standard error for commands whose output is their result. */
export function createLogger(level: string, destination: 'stdout' | 'stderr'): PinoLogger {
  const fd = destination === 'stdout' ? 1 : 2;
  return pino({ level, base: { pid: process.pid } }, pino.destination({ fd, sync: true }));
}
