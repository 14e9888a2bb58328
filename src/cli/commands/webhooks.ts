import { setTimeout } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { clientSettings } from '../../app/settings.ts';
import type { Data } from '../../client/calls.ts';
import { deliveryStatuses, type WebhookEvent, webhookEvents } from '../../domain/webhook.ts';
import { ApiClient } from '../api-client.ts';
import { CommandError } from '../exit-codes.ts';
import { count } from '../format.ts';
import { configOf, withSettings } from '../options.ts';
import { print } from '../output.ts';
import {
  lastAttemptOf,
  renderDeliveries,
  renderDelivery,
  renderWebhook,
  renderWebhooks,
} from '../render-webhooks.ts';
import { wholeNumber } from '../whole-number.ts';

interface ClientOptions {
  readonly json?: boolean;
}

interface CreateOptions extends ClientOptions {
  readonly events: string;
  readonly description?: string;
}

interface DeliveriesOptions extends ClientOptions {
  readonly status?: (typeof deliveryStatuses)[number];
  readonly limit: string;
}

interface ReplayOptions extends ClientOptions {
  readonly since?: string;
}

/** An attempt takes 15 seconds at the most; somebody must take it up and write it down as well. */
const testPatienceMs = 30_000;
const lookIntervalMs = 200;

/** Where programs are told of batches: made, tried and looked after. */
export function addWebhookCommands(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .description('Where programs are told of batches: list, create, delete, test, replay.');
  const add = (command: Command) =>
    withSettings(command.option('--json', 'print the answer as JSON'), clientSettings);
  add(webhooks.command('list').description('The webhooks of the organisation.')).action(list);
  add(
    webhooks
      .command('create')
      .description('Make a webhook and print its secret. It is shown this once.')
      .argument('<url>')
      .option(
        '--events <names>',
        `what it is told of, separated by commas: ${webhookEvents.join(', ')}`,
        'batch.completed,batch.failed,batch.cancelled',
      )
      .option('--description <text>', 'what it is for'),
  ).action(create);
  add(
    webhooks
      .command('delete')
      .description('Delete a webhook, with all that was and is to be delivered to it.')
      .argument('<webhook-id>'),
  ).action(remove);
  add(
    webhooks
      .command('enable')
      .description('Send events again to a webhook that was disabled.')
      .argument('<webhook-id>'),
  ).action(enable);
  add(
    webhooks
      .command('deliveries')
      .description('What is and was to be delivered, the newest first; of one delivery its attempts.')
      .argument('<webhook-id>')
      .argument('[delivery-id]')
      .addOption(new Option('--status <status>', 'only these').choices(deliveryStatuses))
      .option('--limit <count>', 'how many', '20'),
  ).action(deliveries);
  add(
    webhooks
      .command('replay')
      .description('Deliver once more: one delivery, or all that failed since a time.')
      .argument('<webhook-id>')
      .argument('[delivery-id]')
      .option('--since <time>', 'such as 2027-01-31T00:00:00Z'),
  ).action(replay);
  add(
    webhooks
      .command('test')
      .description('Send a test event and tell what the endpoint answers.')
      .argument('<webhook-id>'),
  ).action(test);
}

async function list({ json, ...options }: ClientOptions): Promise<void> {
  print(await clientOf(options).call('listWebhooks'), json, ({ webhooks }) => renderWebhooks(webhooks));
}

async function create(url: string, options: CreateOptions): Promise<void> {
  const { json, events, description, ...rest } = options;
  const body = {
    url,
    // What there is not, the server names.
    events: events.split(',').map((one) => one.trim()) as WebhookEvent[],
    ...(description !== undefined && { description }),
  };
  const created = await clientOf(rest).call('createWebhook', { body });
  // The secret alone on standard output, so that a script can take it.
  if (!json) process.stderr.write(`${renderWebhook(created)}\nThe secret, shown this once:\n`);
  print(created, json, ({ secret }) => secret);
}

async function remove(id: string, { json: _, ...options }: ClientOptions): Promise<void> {
  await clientOf(options).call('deleteWebhook', ofWebhook(id));
}

async function enable(id: string, { json, ...options }: ClientOptions): Promise<void> {
  print(await clientOf(options).call('enableWebhook', ofWebhook(id)), json, renderWebhook);
}

async function deliveries(
  id: string,
  deliveryId: string | undefined,
  options: DeliveriesOptions,
): Promise<void> {
  const { json, status, limit, ...rest } = options;
  const client = clientOf(rest);
  if (deliveryId !== undefined) {
    print(await client.call('getWebhookDelivery', ofDelivery(id, deliveryId)), json, renderDelivery);
    return;
  }
  const query = { limit: wholeNumber('--limit', limit), ...(status !== undefined && { status }) };
  const page = await client.call('listWebhookDeliveries', { ...ofWebhook(id), query });
  print(page, json, renderDeliveries);
}

async function replay(id: string, deliveryId: string | undefined, options: ReplayOptions): Promise<void> {
  const { json, since, ...rest } = options;
  if ((deliveryId === undefined) === (since === undefined)) {
    throw new CommandError('Error: name a delivery, or with --since a time.');
  }
  const client = clientOf(rest);
  if (since !== undefined) {
    const answer = await client.call('replayWebhookDeliveries', { ...ofWebhook(id), body: { since } });
    print(answer, json, ({ replayed }) => `${count(replayed, 'delivery', 'deliveries')} sent again.`);
    return;
  }
  const answer = await client.call('replayWebhookDelivery', ofDelivery(id, deliveryId ?? ''));
  print(answer, json, (delivery) => `${delivery.id} is sent again.`);
}

async function test(id: string, { json, ...options }: ClientOptions): Promise<void> {
  const client = clientOf(options);
  const sent = await client.call('testWebhook', ofWebhook(id));
  const delivery = await ended(client, id, sent.id);
  if (delivery.status === 'delivered') return print(delivery, json, lastAttemptOf);
  if (json) print(delivery, json, lastAttemptOf);
  throw new CommandError(
    delivery.status === 'failed'
      ? `Error: the test was not delivered: ${lastAttemptOf(delivery)}`
      : `Error: no node has delivered the test yet: see "webhooks deliveries ${id} ${delivery.id}".`,
  );
}

async function ended(client: ApiClient, id: string, deliveryId: string): Promise<Data<'getWebhookDelivery'>> {
  const endsAtMs = performance.now() + testPatienceMs;
  for (;;) {
    const delivery = await client.call('getWebhookDelivery', ofDelivery(id, deliveryId));
    if (delivery.status !== 'pending' || performance.now() > endsAtMs) return delivery;
    await setTimeout(lookIntervalMs);
  }
}

/** An id that would lead to another path is refused: none of ours looks like that. */
function checked(id: string): string {
  if (/^\.{0,2}$/.test(id)) throw new CommandError(`Error: "${id}" is no id.`);
  return id;
}

function ofWebhook(id: string) {
  return { path: { webhook_id: checked(id) } };
}

function ofDelivery(id: string, deliveryId: string) {
  return { path: { webhook_id: checked(id), delivery_id: checked(deliveryId) } };
}

function clientOf(options: object): ApiClient {
  return new ApiClient(configOf({ ...options }));
}
