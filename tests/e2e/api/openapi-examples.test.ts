import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../../src/app/config.ts';
import { type RunningServer, startServer } from '../../../src/app/serve.ts';
import { OffGridFlowClient } from '../../../src/client/client.ts';
import { activitiesJson } from '../../../src/http/openapi/examples/activities.ts';
import { Conformance } from '../../support/conformance.ts';
import { createTestDatabase } from '../../support/each-database.ts';
import { OpenApiDocument, type Operation } from '../../support/openapi-document.ts';

/**
 * Sends every example of the document to a server that works, in an order in which each has what it is about, and holds
 * the answers to the document. A new route has its place somewhere in the journey.
 */
let server: RunningServer;
let document: OpenApiDocument;
let conformance: Conformance;
let client: OffGridFlowClient;
/** The examples that were sent, by operation. */
const sent = new Map<string, Set<string>>();
/** What stands in for the ids of the document, which are made up. */
const known: Record<string, string> = { activity_id: 'act_1', factor_set_id: 'curated-2025' };
const owner = { 'x-org-id': 'acme', 'x-workspace-id': 'main' };

beforeAll(async () => {
  const environment = { DATABASE_URL: await createTestDatabase(), OFFGRIDFLOW_PORT: '0' };
  server = await startServer(readConfig(environment), pino({ level: 'silent' }));
  client = new OffGridFlowClient({ url: server.url, orgId: 'acme', workspaceId: 'main' });
  const json = await (await fetch(`${server.url}/openapi.json`)).json();
  document = new OpenApiDocument(json as object);
  conformance = new Conformance(json as object);
});

afterAll(() => server.close());

interface Sending {
  /** By its name; the only one where there is one. */
  readonly example?: string;
  readonly mediaType?: string;
  readonly accept?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** Sends a call as the document has it, and gives what comes back. */
async function send(operationId: string, sending: Sending = {}): Promise<Record<string, unknown>> {
  const operation = document.operations.find((one) => one.operationId === operationId);
  if (operation === undefined) throw new Error(`The document has no ${operationId}.`);
  const url = `/api/v1${pathOf(operation)}${queryOf(operation, sending.query)}`;
  const { contentType, payload } = bodyOf(operation, sending);
  const requestHeaders = {
    ...owner,
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(sending.accept !== undefined && { accept: sending.accept }),
  };
  const { method } = operation;
  const answer = await fetch(`${server.url}${url}`, {
    ...{ method, headers: requestHeaders },
    ...(payload !== undefined && { body: payload }),
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = isStream ? await firstOf(answer) : await answer.text();
  const headers = Object.fromEntries(answer.headers);
  const { status } = answer;
  const wanted = sending.status ?? Number(Object.keys(operation.responses)[0]);
  expect([method, url, status, status < 400 ? '' : text]).toEqual([method, url, wanted, '']);
  conformance.check({ method, url, requestHeaders, payload, status, headers, text });
  return /^application\/json;/.test(headers['content-type'] ?? '') ? JSON.parse(text) : {};
}

/** A stream of events goes on: what it begins with is enough. */
async function firstOf(answer: Response): Promise<string> {
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

function pathOf({ path }: Operation): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (known[name] === undefined) throw new Error(`Nothing is known to stand for ${name}.`);
    return encodeURIComponent(known[name]);
  });
}

function queryOf({ parameters }: Operation, given: Readonly<Record<string, string>> = {}): string {
  const examples = parameters.filter((one) => one.in === 'query' && one.example !== undefined);
  const query = {
    ...Object.fromEntries(examples.map(({ name, example }) => [name, String(example)])),
    ...given,
  };
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}

function bodyOf({ operationId, requestBody }: Operation, { example, mediaType }: Sending) {
  const done = sent.get(operationId) ?? new Set();
  sent.set(operationId, done);
  if (requestBody === undefined) return {};
  const contentType = mediaType ?? Object.keys(requestBody.content)[0] ?? '';
  const examples = requestBody.content[contentType]?.examples ?? {};
  const name = example ?? Object.keys(examples)[0] ?? '';
  const found = examples[name];
  if (found === undefined) throw new Error(`${operationId} has no example ${name} of ${contentType}.`);
  done.add(`${contentType} ${name}`);
  const { value } = found;
  return { contentType, payload: typeof value === 'string' ? value : JSON.stringify(value) };
}

it('is a journey that works', { timeout: 240_000 }, async () => {
  await send('getHealth');
  await send('getOpenApi');

  for (const mediaType of [
    ...['application/json', 'application/x-ndjson', 'application/ndjson', 'application/jsonl'],
    'text/csv',
  ]) {
    known.import_id = String((await send('importActivities', { mediaType })).import_id);
  }
  await send('listImports');
  await send('getImport');

  const first = await submit('activities-by-id');
  known.record_id = `${first}:act_1`;
  for (const operationId of ['getBatch', 'getBatchProgress', 'listBatches', 'listBatchLog']) {
    await send(operationId);
  }
  for (const accept of ['application/json', 'application/x-ndjson', 'application/jsonl', 'text/csv']) {
    for (const list of ['Records', 'Errors', 'Results']) await send(`listBatch${list}`, { accept });
  }
  for (const accept of ['application/json', 'text/plain']) await send('explainRecord', { accept });
  await send('listBatchFactors');
  await send('followBatch', { accept: 'text/event-stream' });
  await send('followBatches', { accept: 'text/event-stream' });

  await retry('as-it-is');
  await retry('more-retries');

  await submit('what-has-no-record');
  await changeAnActivity();
  await submit('what-has-changed');
  await submit('a-scenario');
  await send('compareBatch', { query: { base: first } });

  for (const operationId of [
    ...['listActivities', 'getActivity', 'getActivityHistory', 'listRecords', 'getInventory'],
    ...['listFactorSets', 'getFactorSet', 'getCalculationSettings'],
  ]) {
    await send(operationId);
  }
  const { factors } = (await send('findFactors')) as { factors: { id: string }[] };
  known.factor_id = factors[0]?.id ?? '';
  await send('getFactor');
  const { factor_set } = (await send('importFactorSet', { status: 201 })) as { factor_set: { id: string } };
  await send('importFactorSet', { status: 200 });
  known.factor_set_id = factor_set.id;
  await send('disableFactorSet');
  await send('enableFactorSet');
  await send('replaceCalculationSettings', { example: 'as-it-ships' });
  await send('replaceCalculationSettings', { example: 'newer-potentials' });

  await server.flow.scheduler.stop();
  known.batch_id = String((await send('submitBatch', { example: 'activities-by-id' })).batch_id);
  await send('cancelBatch');
  await send('deleteBatch');
  for (const operationId of ['cancelBatches', 'retryBatches', 'deleteBatches']) {
    for (const example of ['beforehand', 'by-filter', 'by-id']) await send(operationId, { example });
  }

  known.webhook_id = String((await send('createWebhook')).id);
  for (const operationId of ['listWebhooks', 'getWebhook', 'changeWebhook']) await send(operationId);
  for (const example of ['as-it-is', 'at-once']) await send('rotateWebhookSecret', { example });
  known.delivery_id = String((await send('testWebhook')).id);
  for (const operationId of [
    ...['listWebhookDeliveries', 'getWebhookDelivery', 'replayWebhookDelivery', 'replayWebhookDeliveries'],
    ...['disableWebhook', 'enableWebhook', 'deleteWebhook'],
  ]) {
    await send(operationId);
  }

  known.key_id = String((await send('createKey')).id);
  await send('listKeys');
  await send('revokeKey');
  await send('listAuditLog');
});

/** Submits and waits for the end of the batch, whose id stands for `batch_id` from here on. */
async function submit(example: string): Promise<string> {
  known.batch_id = String((await send('submitBatch', { example })).batch_id);
  await client.waitForBatch(known.batch_id, { lookEveryMs: 50 });
  return known.batch_id;
}

async function retry(example: string): Promise<void> {
  await send('retryBatch', { example });
  await client.waitForBatch(known.batch_id ?? '', { lookEveryMs: 50 });
}

/** Which makes its record stale. */
async function changeAnActivity(): Promise<void> {
  const changed = { ...activitiesJson[0], quantity: '1255.5' };
  const content = JSON.stringify(changed);
  await client.call('importActivities', { contentType: 'application/x-ndjson', content });
}

it('leaves no call and no example of a request out', () => {
  const left = document.operations.flatMap(({ operationId, requestBody }) => {
    const done = sent.get(operationId);
    if (done === undefined) return [operationId];
    return Object.entries(requestBody?.content ?? {}).flatMap(([type, { examples = {} }]) =>
      Object.keys(examples)
        .filter((name) => !done.has(`${type} ${name}`))
        .map((name) => `${operationId}: ${type} ${name}`),
    );
  });
  expect(left).toEqual([]);
});
