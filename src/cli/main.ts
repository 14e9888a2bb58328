import { Command, CommanderError } from 'commander';
import { version } from '../app/version.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addBatchCommands } from './commands/batch.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addExportCommand } from './commands/export.ts';
import { addFactorCommands } from './commands/factors.ts';
import { addImportCommand } from './commands/import.ts';
import { addInventoryCommand } from './commands/inventory.ts';
import { addKeysCommand } from './commands/keys.ts';
import { addListCommand } from './commands/list.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addRunCommand } from './commands/run.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSettingsCommand } from './commands/settings.ts';
import { addSubmitCommand } from './commands/submit.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWatchCommand } from './commands/watch.ts';
import { addWebhookCommands } from './commands/webhooks.ts';
import { addWorkerCommand } from './commands/worker.ts';
import { exitCodes, reportError } from './exit-codes.ts';

const program = new Command('offgridflow')
  .description('Computes greenhouse-gas emissions of activities in batches, durably and explained.')
  .version(version)
  .showSuggestionAfterError()
  // As every other error: one line.
  .configureOutput({
    outputError: (text, write) => write(text.replace(/^error:/, 'Error:').replace('\n(', ' (')),
  })
  .exitOverride();

addRunCommand(program);
addServeCommand(program);
addWorkerCommand(program);
addMigrateCommand(program);
addKeysCommand(program);
addImportCommand(program);
addSubmitCommand(program);
addListCommand(program);
addBatchCommands(program);
addWatchCommand(program);
addCompareCommand(program);
addExportCommand(program);
addInventoryCommand(program);
addExplainCommand(program);
addFactorCommands(program);
addSettingsCommand(program);
addWebhookCommands(program);
addVerifyCommand(program);
addAuditCommand(program);

endWithLauncher();
endWithReader();
process.exitCode = await main(process.argv);

/** Started by bin/offgridflow.js on another Node: whoever kills that process means this one. */
function endWithLauncher(): void {
  if (process.channel === undefined) return;
  process.channel.unref();
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

/** `offgridflow export ID | head`: whoever read the output has seen enough. Progress may go unread. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.outputClosed : reportError(error, false));
  });
  process.stderr.on('error', () => {});
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(argv);
    return typeof process.exitCode === 'number' ? process.exitCode : exitCodes.success;
  } catch (error) {
    // Commander has written its own message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode;
    return reportError(error, argv.includes('debug'));
  }
}
