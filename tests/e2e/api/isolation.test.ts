import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

describeOnEachDatabase('organisations over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase());
  });
  afterAll(() => api.close());

  const routes = [
    ['GET', ''],
    ['GET', '/progress'],
    ['GET', '/records'],
    ['GET', '/errors'],
    ['GET', '/results'],
    ['GET', '/log'],
    ['GET', '/comparison'],
    ['POST', '/cancel'],
    ['POST', '/retry'],
    ['DELETE', ''],
  ] as const;

  it.each(routes)(
    '%s /batches/:batch_id%s of another organisation is a 404 and changes nothing',
    async (method, path) => {
      const owner = api.tenant();
      const stranger = api.tenant();
      const batchId = await owner.submitAndProcess();
      const before = (await owner.get(`/batches/${batchId}`)).json();
      const answer = await stranger.call(method, `/batches/${batchId}${path}`);
      expectError(answer, 404, 'NOT_FOUND', `There is no batch ${batchId}.`);
      const nobodys = await stranger.call(method, `/batches/batch_${'0'.repeat(32)}${path}`);
      expect(Object.keys(nobodys.headers).sort()).toEqual(Object.keys(answer.headers).sort());
      // Everything but the time that passed.
      expect((await owner.get(`/batches/${batchId}`)).json()).toEqual(before);
    },
  );

  it('lists and counts only its own batches', async () => {
    const owner = api.tenant();
    const stranger = api.tenant();
    await owner.submit();
    expect((await stranger.get('/batches')).json()).toMatchObject({ batches: [], total: 0 });
  });

  it('processes the same activity id of two organisations apart', async () => {
    const first = api.tenant();
    const second = api.tenant();
    const [ours, theirs] = [await first.submitAndProcess(), await second.submit()];
    await second.process(await second.start(theirs), (activityId) => ({
      activityId,
      kind: 'error',
      code: 'ACTIVITY_NOT_FOUND',
      details: 'It is not there.',
    }));
    expect((await first.get(`/batches/${ours}`)).json().status).toBe('complete');
    expect((await second.get(`/batches/${theirs}`)).json()).toMatchObject({
      status: 'failed',
      success_count: 0,
    });
  });

  const refused: [string, Record<string, string>, RegExp][] = [
    ['no X-Org-ID', {}, /^The header X-Org-ID is required/],
    ['an empty X-Org-ID', { 'x-org-id': ' ' }, /^The header X-Org-ID must not be empty/],
    ['an over-long X-Org-ID', { 'x-org-id': 'x'.repeat(201) }, /at most 200 characters, not 201/],
    ['control characters in X-Org-ID', { 'x-org-id': 'a\tb' }, /must not contain control characters/],
  ];
  it.each(refused)(
    'refuses %s on every route, before it looks at anything else',
    async (_, headers, details) => {
      const paths = routes.map(([method, path]) => [method, `/batches/batch_x${path}`] as const);
      for (const [method, path] of [
        ...paths,
        ['GET', '/batches'],
        ['POST', '/batches'],
        ['POST', '/activities'],
        ['GET', '/activities'],
        ['GET', '/activities/a'],
        ['GET', '/activities/a/history'],
        ['GET', '/records'],
      ] as const) {
        const answer = await api.app.inject({ method, url: `/api/v1${path}?unknown=1`, headers });
        expectError(answer, 400, 'VALIDATION_ERROR', details);
      }
    },
  );

  it('refuses X-Org-ID given twice, which proxies would read differently', async () => {
    const answer = await api.app.inject({ url: '/api/v1/batches', headers: { 'x-org-id': ['a', 'b'] } });
    expectError(answer, 400, 'VALIDATION_ERROR', 'The header X-Org-ID is given more than once.');
  });

  it.each(['utf8', 'latin1'] as const)(
    'reads an organisation beyond ASCII that is sent as %s',
    async (encoding) => {
      const orgId = `Köln-${crypto.randomUUID()}`;
      const header = Buffer.from(orgId, encoding).toString('latin1');
      const answer = await api.app.inject({
        method: 'POST',
        url: '/api/v1/batches',
        headers: { 'x-org-id': header, 'x-workspace-id': 'w' },
        payload: { activity_ids: ['a'] },
      });
      expect(answer.statusCode).toBe(201);
      expect((await api.store.listBatches({ orgId, limit: 1, offset: 0 })).total).toBe(1);
    },
  );
});
