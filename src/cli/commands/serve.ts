import type { Command } from 'commander';
import {
  databaseSettings,
  limitSettings,
  schedulerSettings,
  serverSettings,
  webhookSettings,
} from '../../app/settings.ts';
import { aborted, onInterrupt } from '../interruption.ts';
import { configOf, withSettings } from '../options.ts';

export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .description(
      'Serve the REST API and process batches, in one process. Logs are JSON lines on standard output.',
    );
  withSettings(command, [
    ...serverSettings,
    ...limitSettings,
    ...databaseSettings,
    ...schedulerSettings,
    ...webhookSettings,
  ]).action(serve);
}

async function serve(options: Record<string, unknown>): Promise<void> {
  const config = configOf(options);
  const [{ startServer }, { createLogger }] = await loadParts();
  const logger = createLogger(config.logLevel ?? 'info', 'stdout');
  const interruption = onInterrupt(() =>
    logger.info({}, 'stopping: the work in hand is finished or handed back'),
  );
  const server = await startServer(config, logger);
  process.stderr.write(`OffGridFlow listens on ${server.url} (database: ${server.flow.db.location})\n`);
  await aborted(interruption.signal);
  await server.close();
  interruption.dispose();
}

function loadParts() {
  return Promise.all([import('../../app/serve.ts'), import('../../app/pino-logger.ts')]);
}
