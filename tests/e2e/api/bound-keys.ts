import { expect } from 'vitest';
import type { Role } from '../../../src/domain/access.ts';
import type { ApiUnderTest } from './api-under-test.ts';

/** An activity as it is imported. */
export const row = (id: string, fields: object = {}) => ({
  ...{ id, source: 'api', category: 'electricity', location: 'GB', quantity: '1', unit: 'kWh' },
  ...{ period_start: '2025-01-01', period_end: '2025-01-31', ...fields },
});

/** Tenants beside callers that are bound to some of their workspaces. */
export class BoundKeys {
  readonly #api: ApiUnderTest;

  constructor(api: ApiUnderTest) {
    this.#api = api;
  }

  /** A tenant, and one that asks with a key of these workspaces and no owner headers. */
  async make(workspaces: string[], role: Role = 'operator') {
    const tenant = this.#api.tenant();
    const made = await tenant.call('POST', '/keys', { name: 'bound', role, workspaces });
    expect(made.statusCode).toBe(201);
    const call = (
      method: 'GET' | 'POST',
      path: string,
      payload?: object,
      headers: Record<string, string> = {},
    ) =>
      this.#api.app.inject({
        ...{ method, url: `/api/v1${path}` },
        headers: { authorization: `Bearer ${made.json().key}`, ...headers },
        ...(payload !== undefined && { payload }),
      });
    return { tenant, call };
  }
}
