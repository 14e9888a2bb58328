import type { Command } from 'commander';
import { databaseSettings } from '../../app/settings.ts';
import { CommandError } from '../exit-codes.ts';
import { table } from '../format.ts';
import { configOf, withSettings } from '../options.ts';

export function addMigrateCommand(program: Command): void {
  const command = program
    .command('migrate')
    .description('Upgrade, downgrade or show the schema of the database.');
  withSettings(
    command.command('up').description('Apply what is missing. serve, run and worker do so at their start.'),
    databaseSettings,
  ).action(up);
  withSettings(
    command
      .command('down')
      .description('Take the last migrations back, with ALL DATA they hold.')
      .option('--steps <count>', 'how many', '1'),
    databaseSettings,
  ).action(down);
  withSettings(
    command.command('status').description('List the migrations and when they were applied.'),
    databaseSettings,
  ).action(status);
}

async function up(options: Record<string, unknown>): Promise<void> {
  const { upgradeSchema, config, logger } = await prepare(options);
  const applied = await upgradeSchema(config, logger);
  print(applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`);
}

async function down(options: Record<string, unknown>): Promise<void> {
  const steps = String(options.steps);
  if (!/^[1-9]\d{0,3}$/.test(steps))
    throw new CommandError(`Error: --steps is "${steps}": give a whole number from 1.`);
  const { downgradeSchema, config, logger } = await prepare(options);
  const undone = await downgradeSchema(config, logger, Number(steps));
  print(undone.length === 0 ? 'There was nothing to take back.' : `Took back ${undone.join(', ')}.`);
}

async function status(options: Record<string, unknown>): Promise<void> {
  const { schemaStatus, config, logger } = await prepare(options);
  const migrations = await schemaStatus(config, logger);
  print(table(migrations.map(({ name, appliedAt }) => [name, appliedAt?.toISOString() ?? 'pending'])));
}

async function prepare(options: Record<string, unknown>) {
  const config = configOf(options);
  const { upgradeSchema, downgradeSchema, schemaStatus } = await import('../../app/schema.ts');
  const { createLogger } = await import('../../app/pino-logger.ts');
  const logger = createLogger(config.logLevel ?? 'warn', 'stderr');
  return { upgradeSchema, downgradeSchema, schemaStatus, config, logger };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
