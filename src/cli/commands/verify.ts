import type { Command } from 'commander';
import { databaseSettings } from '../../app/settings.ts';
import type { StoredDifference, Verification } from '../../app/verify.ts';
import { CommandError, exitCodes } from '../exit-codes.ts';
import { count } from '../format.ts';
import { configOf, withSettings } from '../options.ts';

interface VerifyOptions {
  readonly batch?: string;
  readonly json?: boolean;
}

export function addVerifyCommand(program: Command): void {
  const command = program
    .command('verify')
    .description('Compute every stored record again and compare: records, totals, counts. Reads only.')
    .option('--batch <batch-id>', 'one batch instead of all')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', '\nExit code: 0 if nothing differs, 2 if something does, 1 otherwise.');
  withSettings(command, [...databaseSettings, 'org']).action(verifyCommand);
}

async function verifyCommand({ batch, json, ...options }: VerifyOptions): Promise<void> {
  const config = configOf({ ...options });
  const { verifyDatabase } = await import('../../app/verify.ts');
  const { createLogger } = await import('../../app/pino-logger.ts');
  const logger = createLogger(config.logLevel ?? 'warn', 'stderr');
  const scope = { orgId: config.orgId, batchId: batch ?? null };
  const output = json ? jsonOutput() : textOutput(config.orgId);
  const verification = await verifyDatabase(config, logger, scope, output.difference);
  output.end(verification);
  if (verification.differences > 0) throw new CommandError('', exitCodes.someFailed);
}

/** Differences are printed as they are found: there may be more than fit into memory. */
function textOutput(orgId: string | null) {
  return {
    difference: (found: StoredDifference) => {
      const { batchId, activityId, field, stored, expected } = found;
      const where = activityId === null ? `batch ${batchId}` : `batch ${batchId}, activity ${activityId}`;
      write(`${where}: ${field} is ${stored ?? 'empty'}, expected ${expected ?? 'nothing'}`);
    },
    end: ({ batches, records, errors, notRecomputable, differences }: Verification) => {
      const found = `${count(batches, 'batch', 'batches')}, ${count(records, 'record', 'records')}, ${count(errors, 'error', 'errors')}`;
      write(
        `Verified ${found}${orgId === null ? '' : ` of ${orgId}`}: ${differences === 0 ? 'no difference' : count(differences, 'difference', 'differences')}.`,
      );
      if (notRecomputable > 0) {
        write(
          `${count(notRecomputable, 'record does', 'records do')} not carry what it takes to be computed again.`,
        );
      }
    },
  };
}

/** One document, as the others are. */
function jsonOutput() {
  let before = '{\n  "differences": [';
  return {
    difference: (found: StoredDifference) => {
      const { orgId, batchId, activityId, field, stored, expected } = found;
      const shown = {
        org_id: orgId,
        batch_id: batchId,
        activity_id: activityId,
        field,
        stored,
        expected,
      };
      process.stdout.write(`${before}\n    ${JSON.stringify(shown)}`);
      before = ',';
    },
    end: ({ batches, records, errors, notRecomputable, differences }: Verification) => {
      const begin = before === ',' ? '\n  ]' : `${before}]`;
      write(
        `${begin},\n  "batches": ${batches},\n  "records": ${records},\n  "errors": ${errors},\n  "not_recomputable": ${notRecomputable},\n  "difference_count": ${differences},\n  "is_equal": ${differences === 0}\n}`,
      );
    },
  };
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
