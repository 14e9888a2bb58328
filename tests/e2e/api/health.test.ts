import { afterEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { ApiUnderTest, expectError, healthyNow } from './api-under-test.ts';

describeOnEachDatabase('health over HTTP', (openDatabase) => {
  let api: ApiUnderTest | undefined;
  afterEach(() => api?.close());

  it.each(['/health', '/api/v1/health'])('tells at %s that all is well, to anybody', async (url) => {
    api = new ApiUnderTest(await openDatabase());
    const answer = await api.app.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      status: 'healthy',
      scheduler_running: true,
      batches_processed: 7,
      workers_active: 2,
      pending_batches: 3,
      total_emissions: 12.5,
      total_emissions_exact: '12.5',
      timestamp: '2026-01-02T03:04:05.000Z',
      reasons: [],
      strains: [],
      version: '1.2.3',
    });
    expect((await api.app.inject({ method: 'HEAD', url })).statusCode).toBe(200);
  });

  it('answers 503 with the reasons when the scheduler is not well', async () => {
    const reasons = ['The database does not answer.'];
    const unwell = { ...healthyNow, status: 'unhealthy', pendingBatches: null, reasons } as const;
    api = new ApiUnderTest(await openDatabase(), { scheduler: { healthCheck: async () => unwell } });
    const answer = await api.app.inject({ url: '/health' });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ status: 'unhealthy', pending_batches: null, reasons });
  });

  it('leaks nothing when it cannot even ask', async () => {
    const broken = async () => {
      throw new Error('the password is hunter2');
    };
    api = new ApiUnderTest(await openDatabase(), { scheduler: { healthCheck: broken } });
    const answer = await api.app.inject({ url: '/health' });
    expectError(answer, 500, 'INTERNAL_ERROR', /x-request-id/);
    expect(answer.body).not.toContain('hunter2');
  });
});
