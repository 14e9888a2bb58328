import type { Command } from 'commander';
import { createLogger } from '../../app/pino-logger.ts';
import { downgradeSchema, schemaStatus, upgradeSchema } from '../../app/schema.ts';
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
  const config = configOf(options);
  const applied = await upgradeSchema(config, createLogger(config.logLevel ?? 'warn', 'stderr'));
  print(applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`);
}

async function down(options: Record<string, unknown>): Promise<void> {
  const steps = String(options.steps);
  if (!/^[1-9]\d{0,3}$/.test(steps))
    throw new CommandError(`--steps is "${steps}": give a whole number from 1.`);
  const config = configOf(options);
  const undone = await downgradeSchema(
    config,
    createLogger(config.logLevel ?? 'warn', 'stderr'),
    Number(steps),
  );
  print(undone.length === 0 ? 'There was nothing to take back.' : `Took back ${undone.join(', ')}.`);
}

async function status(options: Record<string, unknown>): Promise<void> {
  const config = configOf(options);
  const migrations = await schemaStatus(config, createLogger(config.logLevel ?? 'warn', 'stderr'));
  print(table(migrations.map(({ name, appliedAt }) => [name, appliedAt?.toISOString() ?? 'pending'])));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
