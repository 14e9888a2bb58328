import { describe, expect, it } from 'vitest';
import {
  ApiError,
  type ClientOptions,
  ConnectionError,
  OffGridFlowClient,
  UnexpectedAnswerError,
} from '../../../src/client/client.ts';
import { batch } from '../../../src/http/openapi/examples/batches.ts';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client of a server that gives these answers, one after the other, and what was sent to it. */
function clientOf(answers: readonly (Response | Error)[], options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const left = [...answers];
  const client = new OffGridFlowClient({
    url: 'http://server/behind/',
    fetch: async (url, { method = '', headers = {}, body } = {}) => {
      sent.push({ method, url: String(url), headers: new Headers(headers), body });
      const answer = left.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer is left');
      return answer;
    },
    ...options,
  });
  return { client, sent };
}

function json(body: object, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  return json(
    { error: code, code, details: 'It cannot be.', timestamp: '2026-01-05T09:30:00.000Z' },
    status,
    {
      'x-request-id': 'r-1',
      ...headers,
    },
  );
}

const one = { path: { batch_id: batch.id } };

describe('a call', () => {
  it('is sent to its path, with its query, its body and who asks', async () => {
    const { client, sent } = clientOf([json(batch), json({ batches: [], total: 0, limit: 5, offset: 0 })], {
      key: async () => 'ogf_1',
      orgId: 'Müller & Söhne 株',
      workspaceId: 'main',
    });
    await client.call('retryBatch', { path: { batch_id: 'a/../b?' }, body: { max_retries: 5 } });
    await client.call('listBatches', { query: { limit: 5 } });
    const [retry, list] = sent;
    expect([retry?.method, retry?.url]).toEqual([
      'POST',
      'http://server/behind/api/v1/batches/a%2F..%2Fb%3F/retry',
    ]);
    expect(retry?.body).toBe('{"max_retries":5}');
    expect(retry?.headers.get('content-type')).toBe('application/json');
    expect(list?.url).toBe('http://server/behind/api/v1/batches?limit=5');
    expect(list?.headers.get('authorization')).toBe('Bearer ogf_1');
    const named = Buffer.from(list?.headers.get('x-org-id') ?? '', 'latin1').toString('utf8');
    expect([named, list?.headers.get('x-workspace-id')]).toEqual(['Müller & Söhne 株', 'main']);
  });

  it.each(['', '.', '..'])('is not sent for the id "%s", which leads to another path', async (id) => {
    const { client, sent } = clientOf([]);
    await expect(client.call('deleteBatch', { path: { batch_id: id } })).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });

  it('answers with data, and with status and headers where they are asked for', async () => {
    const { client } = clientOf([
      json(batch, 200, { etag: 'W/"1"' }),
      new Response(null, { status: 304 }),
      new Response(null, { status: 204 }),
    ]);
    const { data, headers } = await client.request('getBatch', one);
    expect([data, headers.get('etag')]).toEqual([batch, 'W/"1"']);
    const known = await client.request('getBatch', { ...one, headers: { 'if-none-match': 'W/"1"' } });
    expect([known.status, known.data]).toEqual([304, null]);
    expect(await client.call('deleteBatch', one)).toBe(undefined);
  });
});

describe('what goes wrong', () => {
  it('is an ApiError with code, sentence and request id where the server refuses', async () => {
    const { client } = clientOf([refusal(409, 'CONFLICT')]);
    const error = await client.call('cancelBatch', one).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      ...{ status: 409, code: 'CONFLICT', details: 'It cannot be.', requestId: 'r-1', errors: [] },
      message: 'It cannot be. (409 CONFLICT)',
    });
  });

  it.each([
    ['a page', new Response('<html>', { status: 200 })],
    ["another program's JSON", json({ jobs: [] })],
    ['a redirect', new Response(null, { status: 302, headers: { location: 'http://elsewhere/' } })],
    ['an error in another shape', json({ message: 'no' }, 502)],
  ])('is an UnexpectedAnswerError for %s', async (_, answer) => {
    const { client } = clientOf([answer]);
    await expect(client.call('getBatch', one)).rejects.toThrow(UnexpectedAnswerError);
  });

  it('is a ConnectionError where no answer comes, with its cause', async () => {
    const cause = new TypeError('fetch failed');
    const { client } = clientOf([cause]);
    const error = await client.call('getBatch', one).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(ConnectionError);
    expect((error as Error).cause).toBe(cause);
  });

  it("is the signal's reason where the caller has had enough, also while it waits for the next try", async () => {
    const { client, sent } = clientOf([refusal(503, 'UNAVAILABLE', { 'retry-after': '30' })]);
    const enough = new AbortController();
    const calling = client.call('getBatch', { ...one, signal: enough.signal });
    await expect.poll(() => sent.length).toBe(1);
    enough.abort(new Error('enough'));
    await expect(calling).rejects.toThrow('enough');
  });
});

describe('a server that says when to come back', () => {
  const later = { 'retry-after': '0' };

  it('is asked again, so often and no more', async () => {
    const busy = () => refusal(503, 'UNAVAILABLE', later);
    const { client } = clientOf([busy(), refusal(429, 'RATE_LIMITED', later), json(batch)]);
    expect(await client.call('getBatch', one)).toEqual(batch);
    const tried = clientOf([busy(), busy(), busy()], { triesMax: 2 });
    await expect(tried.client.call('getBatch', one)).rejects.toThrow(ApiError);
    expect(tried.sent.length).toBe(2);
  });

  it('is not asked again for what may have been done, nor where a stream was sent, nor after too long', async () => {
    const after503 = clientOf([refusal(503, 'UNAVAILABLE', later)]);
    await expect(after503.client.call('deleteBatch', one)).rejects.toThrow('503');
    const content = new Blob(['id\n']).stream();
    const streamed = clientOf([refusal(429, 'RATE_LIMITED', later)]);
    await expect(
      streamed.client.call('importActivities', { contentType: 'text/csv', content }),
    ).rejects.toThrow('429');
    const tooLong = clientOf([refusal(429, 'RATE_LIMITED', { 'retry-after': '61' })]);
    await expect(tooLong.client.call('getBatch', one)).rejects.toThrow('429');
    const unsaid = clientOf([refusal(503, 'UNAVAILABLE')]);
    await expect(unsaid.client.call('getBatch', one)).rejects.toThrow('503');
  });

  it('is asked again for a POST, with the same key of its own', async () => {
    const { client, sent } = clientOf([refusal(503, 'UNAVAILABLE', later), json(batch), json(batch)]);
    await client.call('retryBatch', one);
    await client.call('retryBatch', one);
    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('gets rows without a key, which it would keep until all are there, but with the one that is given', async () => {
    const summary = { ...{ imported: 1, updated: 0, unchanged: 0, rejected: 0 }, errors: [], import_id: '1' };
    const { client, sent } = clientOf([json(summary), refusal(503, 'UNAVAILABLE', later), json(summary)]);
    const rows = { contentType: 'text/csv', content: 'id' } as const;
    await client.call('importActivities', rows);
    await client.call('importActivities', { ...rows, headers: { 'Idempotency-Key': 'k' } });
    expect(sent.map(({ headers }) => headers.get('idempotency-key'))).toEqual([null, 'k', 'k']);
  });

  it('is asked again for a change that was refused before it was looked at', async () => {
    const { client, sent } = clientOf([refusal(429, 'RATE_LIMITED', later), json(batch)]);
    await client.call('cancelBatch', one);
    expect(sent.length).toBe(2);
  });
});

describe('a list', () => {
  const page = (ids: readonly string[], next: string | null) =>
    json({ errors: ids.map((activity_id) => ({ activity_id })), next, limit: 2 });

  it('is read page by page, to its end', async () => {
    const { client, sent } = clientOf([page(['a', 'b'], 'after b'), page(['c'], null)]);
    const ids: string[] = [];
    for await (const row of client.rows('listBatchErrors', { ...one, query: { limit: 2 } })) {
      ids.push(row.activity_id);
    }
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(['?limit=2', '?limit=2&after=after+b']);
  });

  it('is read as a stream of lines, wherever the pieces end', async () => {
    const bytes = new TextEncoder().encode('{"activity_id":"株"}\n{"activity_id":"b"}\n');
    const { client, sent } = clientOf([ndjson(...[...bytes].map((byte) => Uint8Array.of(byte)))]);
    const ids: string[] = [];
    for await (const row of client.stream('listBatchErrors', one)) ids.push(row.activity_id);
    expect(ids).toEqual(['株', 'b']);
    expect(sent[0]?.headers.get('accept')).toBe('application/x-ndjson');
  });

  it('that breaks off is a failure and no end', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('the connection was cut')),
    });
    const type = { 'content-type': 'application/x-ndjson' };
    const { client } = clientOf([new Response(broken, { headers: type })]);
    const reading = client.stream('listBatchErrors', one).next();
    await expect(reading).rejects.toThrow(ConnectionError);
  });

  it('closes its connection where the loop is left', async () => {
    let isClosed = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('{"activity_id":"a"}\n')),
      cancel: () => {
        isClosed = true;
      },
    });
    const type = { 'content-type': 'application/x-ndjson; charset=utf-8' };
    const { client } = clientOf([new Response(endless, { headers: type })]);
    for await (const row of client.stream('listBatchErrors', one)) {
      expect(row.activity_id).toBe('a');
      break;
    }
    expect(isClosed).toBe(true);
  });
});

function ndjson(...pieces: Uint8Array[]): Response {
  const left = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } });
}

describe('events', () => {
  function eventStream(text: string, breaksOff = false): Response {
    const bytes = [new TextEncoder().encode(text)];
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const piece = bytes.shift();
        if (piece !== undefined) controller.enqueue(piece);
        else if (breaksOff) controller.error(new Error('the connection was cut'));
        else controller.close();
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  }

  it('go on behind the last one where the stream breaks off, until the server has no more', async () => {
    const { client, sent } = clientOf([
      eventStream('retry: 0\n\nid: 1\nevent: status\ndata: {"n":1}\n\nid: 2\nevent: pro', true),
      new Error('not yet there again'),
      eventStream(':\n\nid: 2\r\nevent: progress\r\ndata: {"n":\r\ndata: 2}\r\n\r\n'),
      new Response(null, { status: 204 }),
    ]);
    const events = [];
    for await (const event of client.events('followBatch', one)) events.push(event);
    expect(events).toEqual([
      { id: '1', event: 'status', data: { n: 1 } },
      { id: '2', event: 'progress', data: { n: 2 } },
    ]);
    expect(sent.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, '1', '1', '2']);
  });

  it('go on where a proxy or a starting server stood in between, and end where they are refused', async () => {
    const { client, sent } = clientOf([
      eventStream('retry: 0\n\nid: 1\nevent: status\ndata: {"n":1}\n\n', true),
      new Response('<h1>Bad Gateway</h1>', { status: 502 }),
      refusal(503, 'UNAVAILABLE'),
      eventStream('id: 2\nevent: status\ndata: {"n":2}\n\n'),
      refusal(404, 'NOT_FOUND'),
    ]);
    const events = client.events('followBatch', one);
    expect((await events.next()).value).toMatchObject({ id: '1' });
    expect((await events.next()).value).toMatchObject({ id: '2' });
    await expect(events.next()).rejects.toMatchObject({ status: 404 });
    expect(sent.map(({ headers }) => headers.get('last-event-id'))).toEqual([null, '1', '1', '1', '2']);
  });

  it('are not waited for where no server answers at all', async () => {
    const { client } = clientOf([new TypeError('fetch failed')]);
    await expect(client.events('followBatches', {}).next()).rejects.toThrow(ConnectionError);
  });
});
