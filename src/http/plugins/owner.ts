import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ValidationError } from '../../domain/errors.ts';
import { textLengthMax, textPattern } from '../json-schema.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The organisation that asks. */
    orgId: string;
  }
}

/** Every route of `app` needs X-Org-ID; nothing of a request is read before it is known whose it is. */
export function requireOwner(app: FastifyInstance): void {
  app.decorateRequest('orgId', '');
  app.addHook('onRequest', async (request) => {
    const orgId = ownerHeader(request, 'X-Org-ID');
    if (orgId === null)
      throw new ValidationError('The header X-Org-ID is required: it names your organisation.');
    request.orgId = orgId;
  });
}

/** The workspace, or null where the header is absent. */
export function workspaceOf(request: FastifyRequest): string | null {
  return ownerHeader(request, 'X-Workspace-ID');
}

export function requiredWorkspaceOf(request: FastifyRequest): string {
  const workspaceId = workspaceOf(request);
  if (workspaceId === null) {
    throw new ValidationError('The header X-Workspace-ID is required: it names the workspace of the batch.');
  }
  return workspaceId;
}

const text = new RegExp(textPattern, 'u');

function ownerHeader(request: FastifyRequest, name: string): string | null {
  const values = valuesOf(request.raw.rawHeaders, name.toLowerCase());
  const [first, ...others] = values;
  if (first === undefined) return null;
  if (others.length > 0) throw new ValidationError(`The header ${name} is given more than once.`);
  const value = decoded(first.trim());
  if (value === '') throw new ValidationError(`The header ${name} must not be empty.`);
  if (value.length > textLengthMax) {
    throw new ValidationError(
      `The header ${name} must have at most ${textLengthMax} characters, not ${value.length}.`,
    );
  }
  if (!text.test(value)) throw new ValidationError(`The header ${name} must not contain control characters.`);
  return value;
}

/** Read off the raw headers, because Node joins repeated ones with a comma into one. */
function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === name);
}

/** Headers arrive as bytes: UTF-8 from a terminal, Latin-1 from a browser. Node reads all as Latin-1. */
function decoded(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}
