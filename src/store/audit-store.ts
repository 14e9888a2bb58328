import type { AuditEntry } from '../domain/audit-entry.ts';
import type { Page } from './batch-store.ts';

export interface AuditStore {
  /** The oldest first. */
  listAuditLog(orgId: string, page: Page<number>): Promise<AuditEntry[]>;
}
