import type { Database } from '../db/database.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { AuditStore } from './audit-store.ts';
import type { Page } from './batch-store.ts';
import * as queries from './queries/audit-log.queries.ts';
import { run } from './run-query.ts';

export class PostgresAuditStore implements AuditStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async listAuditLog(orgId: string, page: Page<number>): Promise<AuditEntry[]> {
    const rows = await run(
      queries.listAuditLog,
      { orgId, limit: page.limit, after: page.after ?? 0 },
      this.#db,
    );
    return rows.map((row) => ({
      ...row,
      action: row.action as AuditEntry['action'],
      details: row.details as AuditEntry['details'],
    }));
  }
}
