import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { RowOwner } from '../../domain/activity-rules.ts';
import { checkRows } from '../../importing/check-rows.ts';
import { type ImportSummary, importActivities } from '../../importing/import-activities.ts';
import type { InputRow } from '../../importing/input-row.ts';
import { SpooledBytes, type SpoolRoom } from '../../importing/spooled-bytes.ts';
import { activityBodies } from '../activity-bodies.ts';
import type { ApiLimits } from '../api-limits.ts';
import { BrokenImport } from '../broken-import.ts';
import { errorResponses } from '../error-response.ts';
import { type Bytes, bodyOf, type Reader, readBodiesAsBytes, readersOf } from '../import-body.ts';
import { choice } from '../json-schema.ts';
import { atMost } from '../kept-body.ts';
import { nothingTaken } from '../nothing-taken.ts';
import { importSummary } from '../openapi/examples/activities.ts';
import { describeFailure } from '../plugins/errors.ts';
import { ImportSummarySchema, presentSummary } from '../present-import.ts';
import type { Tenant, Tenants } from '../tenant.ts';

interface Dependencies extends Pick<ApiLimits, 'nestingDepth' | 'keptBytes'> {
  readonly tenants: Tenants;
  readonly spoolRoom: SpoolRoom;
}

/** Inserts or updates activities, as they arrive or, where that is asked for, all of them or none. */
export const activityRoutes: FastifyPluginAsyncTypebox<Dependencies> = async (
  app,
  { nestingDepth, keptBytes, tenants, spoolRoom },
) => {
  const readers = readersOf(nestingDepth);
  readBodiesAsBytes(app, readers);

  app.post('/activities', { schema: importSchema }, async (request) => {
    const { caller, orgId, workspaceId } = request;
    const owner = { orgId, workspaceId, isOrgEnforced: true, workspaces: caller.workspaces };
    const { bytes, read } = bodyOf(request, readers);
    const isAbort = request.query.on_error === 'abort';
    // The body is there already, and what fails is taken back.
    if (request.isOneTransaction)
      return takeInTransaction(request, request.tenant, { rows: read(bytes, owner), owner, isAbort });
    return isAbort
      ? takeAllOrNothing(request, tenants, {
          ...{ bytes: atMost(keptBytes, bytes, 'on_error=abort'), read, owner },
          spoolRoom,
        })
      : takeAsTheyCome(request, read(bytes, owner), owner);
  });
};

async function takeAsTheyCome(request: FastifyRequest, rows: AsyncGenerator<InputRow>, owner: RowOwner) {
  const { activities } = request.tenant;
  try {
    // What cannot be read from its beginning leaves no import behind.
    const first = await rows.next();
    const begun = await begin(request, request.tenant);
    try {
      const summary = await importActivities(activities, begun, startingWith(first, rows), { owner });
      return presentSummary(begun.id, summary);
    } catch (error) {
      throw await broken(error, begun.id, request);
    }
  } finally {
    await rows.return(undefined);
  }
}

function begin({ orgId, caller }: FastifyRequest, { activities }: Tenant) {
  return activities.beginImport('api', null, { orgId, actor: caller.actor, boundTo: caller.workspaces });
}

async function* startingWith(first: IteratorResult<InputRow>, rest: AsyncIterable<InputRow>) {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/** Notes that the import broke off, for whoever asks how it stands: the client may be gone. */
async function broken(error: unknown, importId: number, request: FastifyRequest): Promise<unknown> {
  const { raw, tenant, log } = request;
  const isAborted = raw.destroyed && !raw.complete;
  const failure = isAborted ? 'The client went away before all of it had come.' : describeFailure(error);
  try {
    const taken = await tenant.activities.failImport(importId, failure);
    return taken === null ? error : new BrokenImport(error, taken);
  } catch (noted) {
    log.warn({ err: noted, importId }, 'an import broke off, and that could not be noted');
    return error;
  }
}

interface Given {
  readonly bytes: Bytes;
  readonly read: Reader;
  readonly owner: RowOwner;
}

/**
 * All rows are kept and checked as they arrive, on disk, and only then written in one transaction: neither a slow client
 * nor a file that turns out to be bad holds one open. What only the database can tell, such as an id that stands twice,
 * takes the transaction back.
 */
async function takeAllOrNothing(
  request: FastifyRequest,
  tenants: Tenants,
  { bytes, read, owner, spoolRoom }: Given & { readonly spoolRoom: SpoolRoom },
) {
  const spooled = await SpooledBytes.open(spoolRoom);
  try {
    refuseAny(await checkRows(read(spooled.keep(bytes), owner), owner));
    return await tenants.transaction(request.orgId, (tenant) =>
      takeInTransaction(request, tenant, { rows: read(spooled.read(), owner), owner, isAbort: true }),
    );
  } finally {
    await spooled.close();
  }
}

interface Taken {
  readonly rows: AsyncGenerator<InputRow>;
  readonly owner: RowOwner;
  readonly isAbort: boolean;
}

async function takeInTransaction(request: FastifyRequest, tenant: Tenant, { rows, owner, isAbort }: Taken) {
  const begun = await begin(request, tenant);
  const summary = await importActivities(tenant.activities, begun, rows, { owner });
  if (isAbort) refuseAny(summary);
  return presentSummary(begun.id, summary);
}

function refuseAny({ rejected, errors }: ImportSummary): void {
  if (rejected > 0) throw nothingTaken(errors, rejected);
}

const importSchema = {
  operationId: 'importActivities',
  tags: ['Activities'],
  summary: 'Insert or update activities from JSON, NDJSON or CSV',
  requests: activityBodies,
  answers: {
    200: {
      description: 'What became of the rows; good ones are written even where others are rejected.',
      example: importSummary,
    },
  },
  querystring: Type.Object(
    {
      on_error: Type.Optional(
        choice(['continue', 'abort'], {
          description: 'Where rows are at fault: continue (default) takes the others, abort takes none.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  response: { 200: ImportSummarySchema, ...errorResponses },
};
