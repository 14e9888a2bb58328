import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityIds, fails, succeeds } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError } from './api-under-test.ts';

describeOnEachDatabase('batches over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase(), { limits: { idsPerBatch: 5 } });
  });
  afterAll(() => api.close());

  describe('POST /batches', () => {
    it('submits a batch with its defaults and says where it is', async () => {
      const tenant = api.tenant();
      const answer = await tenant.call('POST', '/batches', { activity_ids: ['act_1', 'act_2'] });
      expect(answer.statusCode).toBe(201);
      const body = answer.json();
      expect(body).toEqual({
        batch_id: expect.stringMatching(/^batch_[0-9a-f]{32}$/),
        status: 'pending',
        activity_count: 2,
        created_at: expect.stringMatching(/Z$/),
      });
      expect(answer.headers.location).toBe(`/api/v1/batches/${body.batch_id}`);
      const batch = (await tenant.get(`/batches/${body.batch_id}`)).json();
      expect(batch).toMatchObject({
        max_retries: 3,
        priority: 5,
        error_tolerance: null,
        errors_tolerated: null,
        workspace_id: 'ws-test',
      });
    });

    it('takes max_retries, priority and error_tolerance', async () => {
      const tenant = api.tenant();
      const options = { max_retries: 0, priority: 10, error_tolerance: 2 };
      const batchId = await tenant.submit({ activity_ids: ['a'], ...options });
      expect((await tenant.get(`/batches/${batchId}`)).json()).toMatchObject({
        ...options,
        errors_tolerated: 2,
      });
    });

    it('takes an error tolerance as a share of the activities', async () => {
      const tenant = api.tenant();
      const batchId = await tenant.submit({ activity_ids: ['a', 'b', 'c'], error_tolerance_share: 0.34 });
      expect((await tenant.get(`/batches/${batchId}`)).json()).toMatchObject({
        error_tolerance: null,
        error_tolerance_share: 0.34,
        errors_tolerated: 1,
      });
    });

    it('keeps ids exactly as they are given', async () => {
      const tenant = api.tenant();
      const ids = ['x'.repeat(200), ' a b ', 'Zürich/1', '🌍', "'; DROP TABLE batch_jobs; --"];
      await tenant.importActivities(ids);
      const batchId = await tenant.submit({ activity_ids: ids });
      await tenant.process(await tenant.start(batchId));
      const { records } = (await tenant.get(`/batches/${batchId}/records`)).json();
      expect(records.map((record: { activity_id: string }) => record.activity_id).sort()).toEqual(ids.sort());
    });

    const refused: [string, unknown, string | RegExp][] = [
      ['no activities', {}, 'activity_ids is required, or filter or import_id in place of it.'],
      ['an empty list', { activity_ids: [] }, 'activity_ids cannot be empty'],
      [
        'too many activities',
        { activity_ids: [...'abcdef'] },
        'activity_ids must have at most 5 entries, not 6.',
      ],
      ['an id twice', { activity_ids: ['a', 'b', 'a'] }, 'activity_ids names "a" twice, at [0] and [2].'],
      ['an empty id', { activity_ids: ['a', ''] }, 'activity_ids[1] must not be empty.'],
      [
        'an over-long id',
        { activity_ids: ['x'.repeat(201)] },
        'activity_ids[0] must have at most 200 characters, not 201.',
      ],
      ['an id with NUL', { activity_ids: ['a\0'] }, /^activity_ids\[0\] must not contain control characters/],
      ['an id with a line break', { activity_ids: ['a\n'] }, /control characters/],
      ['an id with half a surrogate pair', { activity_ids: ['\ud83c'] }, /broken Unicode/],
      ['an id that is no string', { activity_ids: [7] }, 'activity_ids[0] must be a string, not 7.'],
      ['ids that are no list', { activity_ids: 'a' }, 'activity_ids must be an array, not "a".'],
      [
        'an unknown field',
        { activity_ids: ['a'], prority: 1 },
        'There is no field "prority": accepted are activity_ids, filter, import_id, max_retries, priority, error_tolerance, error_tolerance_share, calculation, purpose.',
      ],
      [
        'a priority too high',
        { activity_ids: ['a'], priority: 11 },
        'priority must be from 0 to 10, not 11.',
      ],
      [
        'a negative priority',
        { activity_ids: ['a'], priority: -1 },
        'priority must be from 0 to 10, not -1.',
      ],
      [
        'half a priority',
        { activity_ids: ['a'], priority: 1.5 },
        'priority must be a whole number, not 1.5.',
      ],
      [
        'a priority as text',
        { activity_ids: ['a'], priority: '5' },
        'priority must be a whole number, not "5".',
      ],
      ['no priority', { activity_ids: ['a'], priority: null }, 'priority must be a whole number, not null.'],
      [
        'negative max_retries',
        { activity_ids: ['a'], max_retries: -1 },
        /^max_retries must be from 0 to 1000/,
      ],
      [
        'too many max_retries',
        { activity_ids: ['a'], max_retries: 1001 },
        /^max_retries must be from 0 to 1000/,
      ],
      [
        'a negative error_tolerance',
        { activity_ids: ['a'], error_tolerance: -1 },
        /^error_tolerance must be/,
      ],
      [
        'a share above 1',
        { activity_ids: ['a'], error_tolerance_share: 5 },
        /^error_tolerance_share must be/,
      ],
      [
        'a tolerance as a count and as a share',
        { activity_ids: ['a'], error_tolerance: 1, error_tolerance_share: 0.5 },
        'Give error_tolerance or error_tolerance_share, not both.',
      ],
      ['a list instead of an object', ['a'], 'The body must be an object, not an array.'],
    ];
    it.each(refused)('refuses %s and writes nothing', async (_, body, details) => {
      const tenant = api.tenant();
      const headers = { 'content-type': 'application/json' };
      expectError(
        await tenant.call('POST', '/batches', JSON.stringify(body), headers),
        400,
        'VALIDATION_ERROR',
        details,
      );
      expect((await tenant.get('/batches')).json().total).toBe(0);
    });

    it('needs a workspace', async () => {
      const answer = await api.app.inject({
        method: 'POST',
        url: '/api/v1/batches',
        headers: { 'x-org-id': 'org' },
        payload: { activity_ids: ['a'] },
      });
      expectError(answer, 400, 'VALIDATION_ERROR', /X-Workspace-ID is required/);
    });
  });

  describe('GET /batches', () => {
    it('lists the newest first, a page at a time, and counts all that match', async () => {
      const tenant = api.tenant();
      const ids: string[] = [];
      for (const id of ['a', 'b', 'c']) ids.unshift(await tenant.submit({ activity_ids: [id] }));
      const list = async (query: string) => (await tenant.get(`/batches${query}`)).json();
      const idsOf = ({ batches }: { batches: { id: string }[] }) => batches.map((batch) => batch.id);
      const all = await list('');
      expect(all).toMatchObject({ total: 3, limit: 10, offset: 0 });
      expect(idsOf(all)).toEqual(ids);
      const page = await list('?limit=1&offset=1');
      expect(page).toMatchObject({ total: 3, limit: 1, offset: 1 });
      expect(idsOf(page)).toEqual([ids[1]]);
      expect(await list('?offset=9')).toEqual({ batches: [], total: 3, limit: 10, offset: 9, next: null });
    });

    it('filters by status; an empty status is no filter', async () => {
      const tenant = api.tenant();
      const batchId = await tenant.submit({ activity_ids: ['a'] });
      await tenant.call('POST', `/batches/${batchId}/cancel`);
      await tenant.submit({ activity_ids: ['b'] });
      const total = async (query: string) => (await tenant.get(`/batches?${query}`)).json().total;
      expect([await total('status=cancelled'), await total('status=failed'), await total('status=')]).toEqual(
        [1, 0, 2],
      );
    });

    it('takes several statuses, a workspace, priorities and a time, all of which must match', async () => {
      const tenant = api.tenant();
      const made: Record<string, string> = {};
      for (const [name, priority, workspace] of [
        ['low', 1, 'plant'],
        ['middle', 5, 'plant'],
        ['high', 9, 'office'],
        ['gone', 9, 'plant'],
      ] as const) {
        const headers = { 'x-workspace-id': workspace };
        const answer = await tenant.call('POST', '/batches', { activity_ids: ['a'], priority }, headers);
        made[answer.json().batch_id] = name;
        if (name === 'gone') await tenant.call('POST', `/batches/${answer.json().batch_id}/cancel`);
      }
      const [, middle] = Object.keys(made);
      const { created_at } = (await tenant.get(`/batches/${middle}`)).json();
      const later = new Date(Date.parse(created_at) + 1).toISOString();
      const list = async (query: string) => {
        const { batches, total } = (await tenant.get(`/batches?${query}`)).json();
        expect(total).toBe(batches.length);
        return batches.map(({ id }: { id: string }) => made[id]);
      };
      expect(await list('status=pending,cancelled&workspace=plant')).toEqual(['gone', 'middle', 'low']);
      expect(await list('status=queued,processing')).toEqual([]);
      expect(await list('status=pending&sort=created_at')).toEqual(['low', 'middle', 'high']);
      expect(await list('priority=5-9&workspace=plant')).toEqual(['gone', 'middle']);
      expect(await list('priority=9')).toEqual(['gone', 'high']);
      expect(await list('sort=-priority')).toEqual(['gone', 'high', 'middle', 'low']);
      expect(await list('sort=priority&priority=2-10')).toEqual(['middle', 'high', 'gone']);
      expect(await list(`created_before=${later}&priority=0-5`)).toEqual(['middle', 'low']);
      expect(await list(`created_before=${created_at}&workspace=plant`)).toEqual(['low']);
      expect(await list(`created_from=${created_at}&workspace=plant`)).toEqual(['gone', 'middle']);
      expect(await list('workspace=nowhere')).toEqual([]);
    });

    describe('behind a cursor', () => {
      const sorts = ['created_at', '-created_at', 'priority', '-priority'];
      it.each(sorts)(
        'shows every batch once, sorted by %s, whatever comes and goes meanwhile',
        async (sort) => {
          const tenant = api.tenant();
          for (const priority of [5, 2, 5, 9, 2, 5, 5])
            await tenant.submit({ activity_ids: ['a'], priority });
          const all = (await tenant.get(`/batches?sort=${sort}`)).json().batches as { id: string }[];
          const seen: string[] = [];
          let next: string | null = '';
          while (next !== null) {
            const answer = await tenant.get(`/batches?sort=${sort}&limit=2&after=${next}`);
            const page: { batches: { id: string }[]; next: string | null } = answer.json();
            seen.push(...page.batches.map(({ id }) => id));
            next = page.next;
            // The one that the next page begins behind.
            if (next !== null) await tenant.call('DELETE', `/batches/${seen.at(-1)}`);
          }
          expect(seen).toEqual(all.map(({ id }) => id));
        },
      );

      it('goes on in the same list alone, and counts all of it or nothing', async () => {
        const tenant = api.tenant();
        for (let count = 0; count < 3; count++) await tenant.submit({ activity_ids: ['a'] });
        const { next } = (await tenant.get('/batches?limit=1&status=pending')).json();
        const goOn = (query: string) => tenant.get(`/batches?after=${next}${query}`);
        expect((await goOn('&status=pending')).json()).toMatchObject({ total: 3, next: null, limit: 10 });
        expect((await goOn('&status=pending&total=false')).json()).toMatchObject({ total: null });
        expect((await goOn('&status=pending&total=false')).json().batches).toHaveLength(2);
        for (const other of ['', '&status=failed', '&status=pending&sort=priority']) {
          expectError(await goOn(other), 400, 'VALIDATION_ERROR', /^after is not what this list gave/);
        }
        expectError(
          await goOn('&status=pending&offset=1'),
          ...([400, 'VALIDATION_ERROR', /^Give after or offset, not both/] as const),
        );
        const foreign = await api.tenant().get(`/batches?after=${next}&status=pending`);
        expectError(foreign, 400, 'VALIDATION_ERROR', /^after is not what this list gave/);
      });
    });

    const refused: [string, string | RegExp][] = [
      ['status=done', /^status must be one of pending, .*, cancelled, not "done"\.$/],
      ['status=failed,', /^status must be one of pending, .*, not ""\.$/],
      ['status=toString', /^status must be one of/],
      ['priority=11', 'priority must be from 0 to 10, or a range of such as 7-10, not "11".'],
      ['priority=9-8', /^priority must be/],
      ['priority=-1', /^priority must be/],
      ['created_from=2026-01-01', /^created_from "2026-01-01" is not a time/],
      ['created_before=2026-02-30T00:00:00Z', /^created_before .* is not a time/],
      ['sort=updated_at', /^sort must be one of created_at, -created_at, priority, -priority, not/],
      ['total=no', /^total must be one of true, false/],
      ['after=x', /^after is not what this list gave as next/],
      ['workspace=%00', /^workspace must not contain control characters/],
      ['limit=0', 'limit must be from 1 to 1000, not 0.'],
      ['limit=1001', 'limit must be from 1 to 1000, not 1001.'],
      ['limit=-1', 'limit must be from 1 to 1000, not -1.'],
      ['limit=', 'limit must be a whole number, not "".'],
      ['limit=ten', 'limit must be a whole number, not "ten".'],
      ['limit=0x10', 'limit must be a whole number, not "0x10".'],
      ['limit=1e2', 'limit must be a whole number, not "1e2".'],
      ['limit=2.5', 'limit must be a whole number, not "2.5".'],
      ['limit=%205', 'limit must be a whole number, not " 5".'],
      ['limit=99999999999999999999', 'limit must be a whole number, not "99999999999999999999".'],
      ['offset=-1', /^offset must be from 0/],
      ['offset=9999999999999999', /^offset must be from 0/],
      ['limit=1&limit=2', 'limit is given more than once.'],
      ['status=failed&status=failed', 'status is given more than once.'],
      ['stauts=failed', /^There is no query parameter "stauts": accepted are status, workspace, priority, /],
    ];
    it.each(refused)('refuses ?%s', async (query, details) => {
      expectError(await api.tenant().get(`/batches?${query}`), 400, 'VALIDATION_ERROR', details);
    });
  });

  describe('GET /batches/:batch_id', () => {
    it('shows every field of a batch that waits', async () => {
      const tenant = api.tenant();
      const batchId = await tenant.submit();
      const answer = await tenant.get(`/batches/${batchId}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({
        id: batchId,
        org_id: tenant.orgId,
        workspace_id: 'ws-test',
        status: 'pending',
        activity_count: 3,
        success_count: 0,
        error_count: 0,
        total_emissions: 0,
        total_emissions_exact: '0',
        progress_percent: 0,
        remaining_count: 3,
        started_at: null,
        completed_at: null,
        error_message: null,
        retry_count: 0,
        max_retries: 3,
        can_retry: false,
        priority: 5,
        error_tolerance: null,
        error_tolerance_share: null,
        errors_tolerated: null,
        purpose: 'inventory',
        calculation: {},
        created_at: expect.stringMatching(/Z$/),
        updated_at: expect.stringMatching(/Z$/),
        duration_seconds: null,
        avg_emissions_per_activity: 0,
      });
    });

    it('shows the result of one that is over', async () => {
      const tenant = api.tenant();
      const batchId = await tenant.submitAndProcess((id) =>
        id === 'act-0003' ? fails(id) : succeeds({ co2eKg: id === 'act-0001' ? '0.1' : '0.2' })(id),
      );
      const batch = (await tenant.get(`/batches/${batchId}`)).json();
      expect(batch).toMatchObject({
        status: 'failed',
        success_count: 2,
        error_count: 1,
        total_emissions: 0.3,
        total_emissions_exact: '0.3',
        avg_emissions_per_activity: 0.15,
        progress_percent: 1,
        remaining_count: 0,
        can_retry: true,
        error_message: expect.stringMatching(/./),
        started_at: expect.stringMatching(/Z$/),
        completed_at: expect.stringMatching(/Z$/),
      });
      expect(batch.duration_seconds).toBeGreaterThanOrEqual(0);
    });

    it('is sent only once to who has it: a 304 until something about it has changed', async () => {
      const tenant = api.tenant();
      await tenant.importActivities(activityIds(3));
      const batchId = await tenant.submit();
      const ask = (tag: string) =>
        tenant.call('GET', `/batches/${batchId}`, undefined, { 'if-none-match': tag });
      const first = await tenant.get(`/batches/${batchId}`);
      const { etag } = first.headers as { etag: string };
      expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
      for (const tag of [etag, etag.slice(2), `"another", ${etag}`, '*']) {
        const answer = await ask(tag);
        expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([304, '', etag]);
      }
      expect((await ask('"another"')).json()).toEqual(first.json());
      // A duration that goes on is no change.
      const started = await tenant.start(batchId);
      const working = await ask(etag);
      expect([working.statusCode, working.json().status]).toEqual([200, 'processing']);
      expect((await ask(String(working.headers.etag))).statusCode).toBe(304);
      await tenant.process(started, undefined, 1);
      expect((await ask(String(working.headers.etag))).json()).toMatchObject({ success_count: 1 });
      const stranger = await api
        .tenant()
        .call('GET', `/batches/${batchId}`, undefined, { 'if-none-match': '*' });
      expect(stranger.statusCode).toBe(404);
    });

    it('knows no other batch', async () => {
      expectError(await api.tenant().get('/batches/batch_x'), 404, 'NOT_FOUND', 'There is no batch batch_x.');
    });

    it('refuses an id that can be none, and a query', async () => {
      const tenant = api.tenant();
      expectError(await tenant.get('/batches/a%00b'), 400, 'VALIDATION_ERROR', /^batch_id must not contain/);
      expectError(await tenant.get(`/batches/${'x'.repeat(201)}`), 400, 'VALIDATION_ERROR', /at most 200/);
      const batchId = await tenant.submit();
      const details = 'There is no query parameter "full": none is accepted here.';
      expectError(await tenant.get(`/batches/${batchId}?full=1`), 400, 'VALIDATION_ERROR', details);
    });
  });
});
