import type { Role } from '../domain/access.ts';

/**
 * What a caller that is bound to workspaces gets to see of a route:
 * - `batch`: a batch of its workspaces; any other is a 404, as if it did not exist.
 * - `workspaces`: the route's handler keeps to its workspaces.
 * - `shared`: the same as everybody, since it is no workspace's.
 * - `organisation`: nothing, a 403: the route concerns the organisation as a whole.
 */
export type Reach = 'batch' | 'workspaces' | 'shared' | 'organisation';

export interface AccessRule {
  readonly role: Role;
  readonly reach: Reach;
}

/**
 * Who may do what: a viewer reads, an operator also sets work going and stops it, an admin also deletes and decides how
 * figures are computed and who may use the API. A route that is missing here cannot be registered.
 */
export const accessRules: Readonly<Record<string, AccessRule>> = {
  'POST /activities': { role: 'operator', reach: 'workspaces' },
  'GET /imports': { role: 'viewer', reach: 'workspaces' },
  'GET /imports/:import_id': { role: 'viewer', reach: 'workspaces' },
  'GET /activities': { role: 'viewer', reach: 'workspaces' },
  'GET /activities/:activity_id': { role: 'viewer', reach: 'workspaces' },
  'GET /activities/:activity_id/history': { role: 'viewer', reach: 'workspaces' },
  'GET /records': { role: 'viewer', reach: 'workspaces' },
  'GET /records/:record_id/explain': { role: 'viewer', reach: 'batch' },
  'GET /inventory': { role: 'viewer', reach: 'workspaces' },

  'POST /batches': { role: 'operator', reach: 'workspaces' },
  'GET /batches': { role: 'viewer', reach: 'workspaces' },
  'GET /batches/:batch_id': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/progress': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/records': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/errors': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/results': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/log': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/events': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/comparison': { role: 'viewer', reach: 'batch' },
  'GET /batches/:batch_id/factors': { role: 'viewer', reach: 'batch' },
  'GET /events': { role: 'viewer', reach: 'workspaces' },
  'POST /batches/:batch_id/cancel': { role: 'operator', reach: 'batch' },
  'POST /batches/:batch_id/retry': { role: 'operator', reach: 'batch' },
  'POST /batches/cancel': { role: 'operator', reach: 'workspaces' },
  'POST /batches/retry': { role: 'operator', reach: 'workspaces' },
  'POST /batches/delete': { role: 'admin', reach: 'workspaces' },
  'DELETE /batches/:batch_id': { role: 'admin', reach: 'batch' },

  'GET /factors': { role: 'viewer', reach: 'workspaces' },
  'GET /factors/:factor_id': { role: 'viewer', reach: 'workspaces' },
  'GET /factor-sets': { role: 'viewer', reach: 'shared' },
  'GET /factor-sets/:factor_set_id': { role: 'viewer', reach: 'shared' },
  'POST /factor-sets': { role: 'admin', reach: 'organisation' },
  'POST /factor-sets/:factor_set_id/enable': { role: 'admin', reach: 'organisation' },
  'POST /factor-sets/:factor_set_id/disable': { role: 'admin', reach: 'organisation' },
  'GET /calculation-settings': { role: 'viewer', reach: 'shared' },
  'PUT /calculation-settings': { role: 'admin', reach: 'organisation' },

  'GET /audit-log': { role: 'admin', reach: 'organisation' },
  'GET /keys': { role: 'admin', reach: 'organisation' },
  'POST /keys': { role: 'admin', reach: 'organisation' },
  'DELETE /keys/:key_id': { role: 'admin', reach: 'organisation' },

  'GET /webhooks': { role: 'admin', reach: 'organisation' },
  'POST /webhooks': { role: 'admin', reach: 'organisation' },
  'GET /webhooks/:webhook_id': { role: 'admin', reach: 'organisation' },
  'PATCH /webhooks/:webhook_id': { role: 'admin', reach: 'organisation' },
  'DELETE /webhooks/:webhook_id': { role: 'admin', reach: 'organisation' },
  'POST /webhooks/:webhook_id/enable': { role: 'admin', reach: 'organisation' },
  'POST /webhooks/:webhook_id/disable': { role: 'admin', reach: 'organisation' },
  'POST /webhooks/:webhook_id/rotate-secret': { role: 'admin', reach: 'organisation' },
  'POST /webhooks/:webhook_id/test': { role: 'admin', reach: 'organisation' },
  'POST /webhooks/:webhook_id/replay': { role: 'admin', reach: 'organisation' },
  'GET /webhooks/:webhook_id/deliveries': { role: 'admin', reach: 'organisation' },
  'GET /webhooks/:webhook_id/deliveries/:delivery_id': { role: 'admin', reach: 'organisation' },
  'POST /webhooks/:webhook_id/deliveries/:delivery_id/replay': { role: 'admin', reach: 'organisation' },
};
