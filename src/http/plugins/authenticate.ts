import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Caller, seesWorkspace } from '../../domain/access.ts';
import { ValidationError } from '../../domain/errors.ts';
import { hasCredential } from '../../foundation/credentials.ts';
import { isLoopback } from '../../foundation/loopback.ts';
import type { UsedApiKey } from '../../store/key-store.ts';
import type { Authentication } from '../authentication.ts';
import type { FailedLogins } from '../failed-logins.ts';
import { HttpError } from '../http-error.ts';
import { ownerHeader, singleHeader } from '../owner-headers.ts';
import type { Tenant, Tenants } from '../tenant.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. */
    caller: Caller;
    /** The organisation that is asked for. */
    orgId: string;
    /** Its data, and the only way to any. */
    tenant: Tenant;
    /** Null where the request names none and the caller is not bound to a single one. */
    workspaceId: string | null;
    /** By what the caller was believed. */
    credentials: Credentials;
    /** The key's use is to be noted once the answer is out. */
    usedKey: UsedApiKey | null;
  }
}

/** What long answers ask about again: keys are revoked and tokens expire meanwhile. */
export type Credentials =
  | { readonly kind: 'key'; readonly id: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'headers' };

/** A URL stands in logs, histories and `Referer`. What stands in one is no secret any more. */
export function refuseCredentialsInUrls(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!hasCredential(request.raw.url ?? '')) return;
    throw new ValidationError(
      'The URL holds a credential: revoke it, since URLs are logged along the way, and send its successor in the header Authorization.',
    );
  });
}

/** Nothing of a request to `app` is read before it is known who asks. */
export function authenticate(
  app: FastifyInstance,
  { authentication, tenants }: { readonly authentication: Authentication; readonly tenants: Tenants },
  failedLogins: FailedLogins,
): void {
  app.decorateRequest('caller');
  app.decorateRequest('orgId', '');
  app.decorateRequest('tenant');
  app.decorateRequest('workspaceId', null);
  app.decorateRequest('credentials');
  app.decorateRequest('usedKey', null);
  app.addHook('onRequest', async (request) => {
    request.caller = await failedLogins.watch(request, () => callerOf(request, authentication));
    request.orgId = request.caller.orgId;
    request.tenant = tenants.of(request.orgId);
    request.workspaceId = workspaceOf(request);
  });
  app.addHook('onResponse', async ({ usedKey, log }) => {
    if (usedKey === null) return;
    // Nobody waits for it, and the next request would note it as well.
    await authentication.keys.noteUse(usedKey).catch((error: unknown) => {
      log.debug({ err: error }, 'the use of a key could not be noted');
    });
  });
}

async function callerOf(
  request: FastifyRequest,
  { methods, keys, verifyToken, headersOnlyLocally = false }: Authentication,
): Promise<Caller> {
  const token = bearerToken(request);
  if (methods.includes('keys') && token?.startsWith('ogf_')) {
    const key = await keys.authenticate(token);
    if (key === null) throw unauthenticated();
    if (key.isUseUnnoted) request.usedKey = key;
    request.credentials = { kind: 'key', id: key.id };
    return ofOrganisation(request, { ...key, actor: `key:${key.id}` });
  }
  if (token !== null && verifyToken !== undefined) {
    const caller = await verifyToken(token);
    if (caller === null) throw unauthenticated();
    request.credentials = { kind: 'token', token };
    return ofOrganisation(request, caller);
  }
  if (methods.includes('headers')) {
    if (headersOnlyLocally) {
      refuseOtherHosts(request);
      refuseForwarded(request);
    }
    request.credentials = { kind: 'headers' };
    return trustedCaller(request);
  }
  throw unauthenticated();
}

/** Whoever reaches this node may do everything, or a gateway has decided about it. */
function trustedCaller(request: FastifyRequest): Caller {
  const orgId = ownerHeader(request, 'X-Org-ID');
  if (orgId === null) {
    throw new ValidationError('The header X-Org-ID is required: it names your organisation.');
  }
  return { orgId, actor: namedActor(request) ?? 'api', role: 'admin', workspaces: null };
}

/** In the audit trail, `key:` and `jwt:` stand before what was proved. What nobody sees makes no difference. */
function namedActor(request: FastifyRequest): string | null {
  const actor = ownerHeader(request, 'X-Actor');
  const seen = actor?.normalize('NFKC').replaceAll(/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, '');
  if (seen !== undefined && /^(key|jwt):/i.test(seen)) {
    throw new ValidationError(
      'The header X-Actor must not begin with key: or jwt:, which stand for API keys and tokens in the audit trail.',
    );
  }
  return actor;
}

/** A browser always names the host; what does not is none. */
function refuseOtherHosts({ hostname }: FastifyRequest): void {
  if (hostname === '' || isLoopback(hostname.replace(/^\[|\]$/g, ''))) return;
  throw new HttpError(
    'FORBIDDEN',
    `Without --auth, owner headers are believed only of requests to this machine itself, not to ${JSON.stringify(hostname.slice(0, 100))}.`,
  );
}

const forwardedHeader = /^(forwarded|via|x-real-ip|x-forwarded-.*)$/;

/** A proxy on this machine speaks to this port for others, which never were asked who they are. */
function refuseForwarded({ headers }: FastifyRequest): void {
  const name = Object.keys(headers).find((header) => forwardedHeader.test(header));
  if (name === undefined) return;
  throw new HttpError(
    'FORBIDDEN',
    `Without --auth, owner headers are believed only of requests that no proxy passed on, and this one has ${name}: start the server with --auth keys, or with --auth headers where the proxy sets X-Org-ID itself.`,
  );
}

/** Credentials say whose they are. The header may be left out, and must not say otherwise. */
function ofOrganisation(request: FastifyRequest, caller: Caller): Caller {
  const named = ownerHeader(request, 'X-Org-ID');
  if (named === null || named === caller.orgId) return caller;
  throw new HttpError('FORBIDDEN', 'The credentials are not for the organisation that X-Org-ID names.');
}

function workspaceOf(request: FastifyRequest): string | null {
  const { caller } = request;
  const named = ownerHeader(request, 'X-Workspace-ID');
  if (named === null) return caller.workspaces?.length === 1 ? (caller.workspaces[0] ?? null) : null;
  if (seesWorkspace(caller, named)) return named;
  throw new HttpError('FORBIDDEN', 'The credentials are not for the workspace that X-Workspace-ID names.');
}

export function requiredWorkspaceOf({ workspaceId }: FastifyRequest): string {
  if (workspaceId !== null) return workspaceId;
  throw new ValidationError('The header X-Workspace-ID is required: it names the workspace of the batch.');
}

function bearerToken(request: FastifyRequest): string | null {
  return /^Bearer +(\S+) *$/i.exec(singleHeader(request, 'Authorization') ?? '')?.[1] ?? null;
}

/** The same whether credentials are missing, wrong, revoked or expired: who does not have them learns nothing. */
function unauthenticated(): HttpError {
  return new HttpError(
    'UNAUTHENTICATED',
    'The credentials are missing, wrong, revoked or expired: send valid ones as "Authorization: Bearer ...".',
    { 'www-authenticate': 'Bearer realm="offgridflow"' },
  );
}
