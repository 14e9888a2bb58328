import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { hasRole, seesWorkspace } from '../../domain/access.ts';
import { type AccessRule, accessRules } from '../access-rules.ts';
import { found } from '../found.ts';
import { HttpError } from '../http-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: AccessRule;
  }
}

/** Holds every route of `app` to its line in the table of access rules. Must be called before they are registered. */
export function authorize(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: ruleOf(route) };
  });
  app.addHook('onRequest', async (request) => {
    const rule = request.routeOptions.config.access;
    if (rule === undefined) return;
    const { caller } = request;
    if (!hasRole(caller, rule.role)) {
      throw new HttpError(
        'FORBIDDEN',
        `This takes the role ${rule.role}; the credentials have the role ${caller.role}.`,
      );
    }
    if (rule.reach === 'organisation' && caller.workspaces !== null) {
      throw new HttpError(
        'FORBIDDEN',
        'This concerns the whole organisation, and the credentials are for single workspaces of it.',
      );
    }
  });
  // Behind the validation: an id that the schema refuses is not asked for.
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.access?.reach === 'batch') await findBatch(request);
  });
}

function ruleOf({ method, url, prefix }: RouteOptions & { prefix: string }): AccessRule {
  const name = [method].flat()[0];
  // Fastify answers HEAD wherever there is GET.
  const key = `${name === 'HEAD' ? 'GET' : name} ${url.slice(prefix.length)}`;
  const rule = accessRules[key];
  if (rule === undefined)
    throw new Error(`There is no access rule for ${key}: say in access-rules.ts who may use it.`);
  return rule;
}

/** Of a batch in a workspace that the caller is not bound to, it does not learn that it is there. */
async function findBatch(request: FastifyRequest): Promise<void> {
  const { caller, orgId, tenant } = request;
  if (caller.workspaces === null) return;
  const { batch_id, record_id, base } = {
    ...(request.query as object),
    ...(request.params as object),
  } as Record<string, string | undefined>;
  for (const batchId of [batch_id, record_id?.split(':', 1)[0], base]) {
    if (batchId === undefined) continue;
    const batch = found(await tenant.batches.getBatch({ orgId, batchId }), batchId);
    if (!seesWorkspace(caller, batch.workspaceId)) found(null, batchId);
  }
}
