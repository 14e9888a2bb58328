import { type Command, Option } from 'commander';
import type { WantedKey } from '../../app/keys.ts';
import { databaseSettings } from '../../app/settings.ts';
import { type Role, roles } from '../../domain/access.ts';
import { CommandError } from '../exit-codes.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import { renderKey, renderKeys } from '../render-keys.ts';

interface KeyOptions {
  readonly json?: boolean;
}

interface CreateOptions extends KeyOptions {
  readonly name: string;
  readonly role: Role;
  readonly workspaces?: string;
  readonly expires?: string;
}

/** Keys to the API: on the database itself, so that there can be a first one. */
export function addKeysCommand(program: Command): void {
  const keys = program
    .command('keys')
    .description('API keys of an organisation, on the database itself: create, list, revoke.');
  const add = (command: Command) =>
    withSettings(command.option('--json', 'print the answer as JSON'), [...databaseSettings, 'org']);
  add(
    keys
      .command('create')
      .description('Make a key and print it. It is shown this once: only its hash is kept.')
      .requiredOption('--name <name>', 'what it is for')
      .addOption(
        new Option('--role <role>', 'viewer reads, operator also submits, admin may do everything')
          .choices(roles)
          .default('operator'),
      )
      .option('--workspaces <names>', 'bind it to these workspaces, separated by commas')
      .option('--expires <time>', 'a date such as 2027-01-31, to its end in UTC, or a time span such as 90d'),
  ).action(create);
  add(keys.command('list').description('The keys of the organisation, the newest first.')).action(list);
  add(
    keys.command('revoke').description('Make a key worthless at once, on every node.').argument('<key-id>'),
  ).action(revoke);
}

async function create({ json, name, role, workspaces, expires, ...rest }: CreateOptions): Promise<void> {
  const { orgId, config, logger, createKey } = await prepare(rest);
  const wanted: WantedKey = {
    orgId,
    name,
    role,
    workspaces: workspaces === undefined ? null : workspaces.split(',').map((one) => one.trim()),
    expiresAt: expires === undefined ? null : endOf(expires, Date.now()),
  };
  const created = await createKey(config, logger, wanted);
  // The key alone on standard output, so that a script can take it.
  if (!json) process.stderr.write(`${renderKey(created)}\nThe key, shown this once:\n`);
  print(created, json, ({ key }) => key);
}

async function list({ json, ...rest }: KeyOptions): Promise<void> {
  const { orgId, config, logger, listKeys } = await prepare(rest);
  print({ keys: await listKeys(config, logger, orgId) }, json, ({ keys }) => renderKeys(keys));
}

async function revoke(id: string, { json, ...rest }: KeyOptions): Promise<void> {
  // Somebody who pastes the whole key means this one; the secret goes no further.
  const keyId = id.split('_').slice(0, 2).join('_');
  const { orgId, config, logger, revokeKey } = await prepare(rest);
  const revoked = await revokeKey(config, logger, orgId, keyId);
  print(revoked, json, (key) => `${key.id} (${key.name}) is revoked.`);
}

async function prepare(options: object) {
  const config = configOf({ ...options });
  const { orgId } = config;
  if (orgId === null) throw new CommandError('Error: name the organisation with --org or OFFGRIDFLOW_ORG.');
  const { createKey, listKeys, revokeKey } = await import('../../app/keys.ts');
  const { createLogger } = await import('../../app/pino-logger.ts');
  const logger = createLogger(config.logLevel ?? 'warn', 'stderr');
  return { orgId, config, logger, createKey, listKeys, revokeKey };
}

const hourMs = 3_600_000;
const spanMs: Readonly<Record<string, number>> = { h: hourMs, d: 24 * hourMs, w: 7 * 24 * hourMs };

/** The moment at which `90d` from now, or the day `2027-01-31`, is over. */
export function endOf(text: string, nowMs: number): Date {
  const [, count, unit = ''] = /^([1-9]\d{0,4})([hdw])$/.exec(text.trim()) ?? [];
  if (count !== undefined) return new Date(nowMs + Number(count) * (spanMs[unit] ?? 0));
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  // Of 2027-02-30 a date would make the 2nd of March.
  if (day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) {
    const end = new Date(day.getTime() + 24 * hourMs);
    if (end.getUTCFullYear() <= 9999) return end;
    throw new CommandError(`Error: --expires is ${JSON.stringify(text)}: the last day is 9999-12-30.`);
  }
  throw new CommandError(
    `Error: --expires is ${JSON.stringify(text)}: give a date such as 2027-01-31, or a time span such as 12h, 90d or 52w.`,
  );
}
