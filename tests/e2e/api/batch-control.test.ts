import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fails } from '../../support/batches.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, type Tenant } from './api-under-test.ts';

describeOnEachDatabase('control of batches over HTTP', (openDatabase) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = new ApiUnderTest(await openDatabase());
  });
  afterAll(() => api.close());

  /** A batch in each status, by the way it comes there. */
  const inStatus: Record<string, (tenant: Tenant) => Promise<string>> = {
    pending: (tenant) => tenant.submit(),
    queued: async (tenant) => {
      const batchId = await tenant.submit();
      await api.store.acquireBatchLock(batchId, 'node-a', 60_000);
      return batchId;
    },
    processing: async (tenant) => {
      const batchId = await tenant.submit();
      await tenant.start(batchId);
      return batchId;
    },
    complete: (tenant) => tenant.submitAndProcess(),
    failed: (tenant) => tenant.submitAndProcess(fails),
    cancelled: async (tenant) => {
      const batchId = await tenant.submit();
      await tenant.call('POST', `/batches/${batchId}/cancel`);
      return batchId;
    },
  };

  async function batchIn(status: string, tenant = api.tenant()) {
    const batchId = (await inStatus[status]?.(tenant)) ?? '';
    expect((await tenant.get(`/batches/${batchId}`)).json().status).toBe(status);
    return { tenant, batchId, path: `/batches/${batchId}` };
  }

  describe('cancel', () => {
    it.each(['pending', 'queued', 'processing'])('stops a batch that is %s', async (status) => {
      const { tenant, batchId, path } = await batchIn(status);
      const answer = await tenant.call('POST', `${path}/cancel`);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({ id: batchId, status: 'cancelled' });
      expect((await tenant.get(path)).json().completed_at).toMatch(/Z$/);
    });

    it.each(['complete', 'failed', 'cancelled'])('refuses one that is %s', async (status) => {
      const { tenant, batchId, path } = await batchIn(status);
      const details = `${batchId} is ${status} and cannot be cancelled any more.`;
      expectError(await tenant.call('POST', `${path}/cancel`), 409, 'CONFLICT', details);
      expect((await tenant.get(path)).json().status).toBe(status);
    });

    it('takes an empty object, or a Content-Type without a body', async () => {
      for (const payload of ['{}', '']) {
        const { tenant, path } = await batchIn('pending');
        const answer = await tenant.call('POST', `${path}/cancel`, payload, {
          'content-type': 'application/json',
        });
        expect(answer.json().status).toBe('cancelled');
      }
    });

    it('refuses a body that says something', async () => {
      const { tenant, path } = await batchIn('pending');
      const answer = await tenant.call('POST', `${path}/cancel`, { reason: 'x' });
      expectError(answer, 400, 'VALIDATION_ERROR', 'There is no field "reason": none is accepted here.');
      expect((await tenant.get(path)).json().status).toBe('pending');
    });

    it('keeps the results that are there', async () => {
      const tenant = api.tenant();
      await tenant.importActivities(['act-0001', 'act-0002', 'act-0003']);
      const batchId = await tenant.submit();
      await tenant.process(await tenant.start(batchId), undefined, 2);
      await tenant.call('POST', `/batches/${batchId}/cancel`);
      const { records } = (await tenant.get(`/batches/${batchId}/records`)).json();
      expect(records.map((record: { activity_id: string }) => record.activity_id)).toEqual([
        'act-0001',
        'act-0002',
      ]);
    });
  });

  describe('retry', () => {
    it('sends a failed batch back for what has no result', async () => {
      const { tenant, batchId, path } = await batchIn('failed');
      const answer = await tenant.call('POST', `${path}/retry`);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({
        status: 'pending',
        retry_count: 1,
        error_count: 0,
        error_message: null,
      });
      await tenant.process(await tenant.start(batchId));
      expect((await tenant.get(path)).json()).toMatchObject({ status: 'complete', success_count: 3 });
    });

    it.each(['pending', 'queued', 'processing', 'complete', 'cancelled'])(
      'refuses one that is %s',
      async (status) => {
        const { tenant, batchId, path } = await batchIn(status);
        const details = `${batchId} is ${status}: only a failed batch can be retried.`;
        expectError(await tenant.call('POST', `${path}/retry`), 409, 'CONFLICT', details);
      },
    );

    it('refuses one without retries left, until max_retries is raised', async () => {
      const tenant = api.tenant();
      await tenant.importActivities(['a']);
      const batchId = await tenant.submit({ activity_ids: ['a'], max_retries: 0 });
      await tenant.process(await tenant.start(batchId), fails);
      const retry = (body?: object) => tenant.call('POST', `/batches/${batchId}/retry`, body);
      expectError(await retry(), 409, 'CONFLICT', /has used its 0 retries: raise max_retries/);
      const answer = await retry({ max_retries: 1 });
      expect(answer.json()).toMatchObject({
        status: 'pending',
        retry_count: 1,
        max_retries: 1,
        can_retry: false,
      });
    });

    const refused: [object, RegExp][] = [
      [{ max_retries: -1 }, /^max_retries must be from 0 to 1000, not -1/],
      [{ max_retries: '4' }, /^max_retries must be a whole number/],
      [{ max_retries: 1 }, /^max_retries can only be raised/],
      [{ retries: 4 }, /^There is no field "retries": accepted are max_retries/],
    ];
    it.each(refused)('refuses %j', async (body, details) => {
      const { tenant, path } = await batchIn('failed');
      expectError(await tenant.call('POST', `${path}/retry`, body), 400, 'VALIDATION_ERROR', details);
      expect((await tenant.get(path)).json().status).toBe('failed');
    });
  });

  describe('delete', () => {
    it.each(['pending', 'queued', 'complete', 'failed', 'cancelled'])(
      'removes one that is %s',
      async (status) => {
        const { tenant, path } = await batchIn(status);
        const answer = await tenant.call('DELETE', path);
        expect([answer.statusCode, answer.body]).toEqual([204, '']);
        for (const part of ['', '/progress', '/records', '/errors', '/log']) {
          expectError(await tenant.get(path + part), 404, 'NOT_FOUND');
        }
        expectError(await tenant.call('DELETE', path), 404, 'NOT_FOUND');
      },
    );

    it('refuses one that is processing', async () => {
      const { tenant, batchId, path } = await batchIn('processing');
      const details = `${batchId} is processing: cancel it before deleting it.`;
      expectError(await tenant.call('DELETE', path), 409, 'CONFLICT', details);
    });
  });

  it('knows no other batch', async () => {
    const tenant = api.tenant();
    for (const [method, path] of [
      ['POST', '/batches/batch_x/cancel'],
      ['POST', '/batches/batch_x/retry'],
      ['DELETE', '/batches/batch_x'],
    ] as const) {
      expectError(await tenant.call(method, path), 404, 'NOT_FOUND', 'There is no batch batch_x.');
    }
  });
});
