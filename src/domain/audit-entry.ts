/** The changes that the audit log records; those of a batch that is there stand in its own log. */
export const auditActions = [
  'import_begun',
  'import_finished',
  'batch_deleted',
  'factor_set_imported',
  'calculation_settings_changed',
  'key_created',
  'key_revoked',
  'webhook_created',
  'webhook_changed',
  'webhook_enabled',
  'webhook_disabled',
  'webhook_secret_rotated',
  'webhook_tested',
  'webhook_replayed',
  'webhook_deleted',
] as const;

export type AuditAction = (typeof auditActions)[number];

/** Who changed what of an organisation, and when. */
export interface AuditEntry {
  /** Grows along the log of an organisation. */
  readonly id: number;
  readonly at: Date;
  /** The key, token, user or command that did it. */
  readonly actor: string;
  readonly action: AuditAction;
  /** The id of what was changed. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}
