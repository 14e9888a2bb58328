import type { Command } from 'commander';
import { databaseSettings, schedulerSettings, webhookSettings } from '../../app/settings.ts';
import { aborted, onInterrupt } from '../interruption.ts';
import { configOf, withSettings } from '../options.ts';

export function addWorkerCommand(program: Command): void {
  const command = program
    .command('worker')
    .description('Process batches, without an API: start as many as there are machines, on one PostgreSQL.');
  withSettings(command, [...databaseSettings, ...schedulerSettings, ...webhookSettings]).action(work);
}

async function work(options: Record<string, unknown>): Promise<void> {
  const config = configOf(options);
  const [{ openOffGridFlow }, { startScheduler }, { createLogger }] = await loadParts();
  const logger = createLogger(config.logLevel ?? 'info', 'stdout');
  const interruption = onInterrupt(() =>
    logger.info({}, 'stopping: the work in hand is finished or handed back'),
  );
  const flow = await openOffGridFlow(config, { logger });
  await startScheduler(flow, config, logger);
  process.stderr.write(`OffGridFlow works as ${flow.scheduler.nodeId} (database: ${flow.db.location})\n`);
  await aborted(interruption.signal);
  await flow.close();
  interruption.dispose();
}

function loadParts() {
  return Promise.all([
    import('../../app/compose.ts'),
    import('../../app/start-scheduler.ts'),
    import('../../app/pino-logger.ts'),
  ]);
}
