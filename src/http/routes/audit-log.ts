import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import { type AuditEntry, auditActions } from '../../domain/audit-entry.ts';
import { errorResponses } from '../error-response.ts';
import { choice, Time } from '../json-schema.ts';
import { auditLog } from '../openapi/examples/access.ts';
import { PageQuery, pageSchema, readNumberedPage } from '../result-page.ts';

/** Who changed what of the organisation; what happened to a batch that is there stands in its own log. */
export const auditLogRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/audit-log', { schema }, async ({ tenant, orgId, query }) => {
    const page = await readNumberedPage(
      query,
      ['audit-log', orgId],
      (page) => tenant.auditLog.listAuditLog(orgId, page),
      (entry) => entry.id,
    );
    return {
      entries: (page?.rows ?? []).map(presentEntry),
      next: page?.next ?? null,
      limit: query.limit,
    };
  });
};

const AuditEntrySchema = Type.Object(
  {
    id: Type.Integer(),
    time: Time,
    actor: Type.String({ description: 'Who did it.' }),
    action: choice(auditActions),
    subject: Type.String({ description: 'The id of what was changed.' }),
    details: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  },
  { $id: 'AuditEntry' },
);

function presentEntry({
  id,
  at,
  actor,
  action,
  subject,
  details,
}: AuditEntry): Static<typeof AuditEntrySchema> {
  return { id, time: at.toISOString(), actor, action, subject, details: { ...details } };
}

const schema = {
  operationId: 'listAuditLog',
  tags: ['Access'],
  summary: 'Who changed what of the organisation, the oldest first',
  answers: { 200: { description: 'A page of the audit log.', example: auditLog } },
  querystring: PageQuery,
  response: { 200: pageSchema('entries', AuditEntrySchema), ...errorResponses },
};
