import type { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { ValidationError } from '../../domain/errors.ts';
import { type ImportSummary, importActivities } from '../../importing/import-activities.ts';
import type { InputRow } from '../../importing/input-row.ts';
import { readCsv } from '../../importing/read-csv.ts';
import { readJsonArray, readNdjson } from '../../importing/read-json.ts';
import { errorResponses } from '../error-response.ts';
import { NoQuery, nullable } from '../json-schema.ts';
import { checkJson } from '../parse-json.ts';

interface Dependencies {
  readonly nestingDepth: number;
}

/** Inserts or updates activities. NDJSON and CSV are written as they arrive; only a JSON array is read whole. */
export const activityRoutes: FastifyPluginAsyncTypebox<Dependencies> = async (app, { nestingDepth }) => {
  readBodiesAsBytes(app, nestingDepth);

  app.post('/activities', { schema: importSchema }, async (request) => {
    const { caller, orgId, workspaceId } = request;
    const { activities } = request.tenant;
    const owner = { orgId, workspaceId, isOrgEnforced: true, workspaces: caller.workspaces };
    if (!isBytes(request.body)) throw new ValidationError('The body is empty.');
    const rows = readerOf(request.mediaType)(request.body, owner);
    const begun = await activities.beginImport('api', null, { orgId, actor: caller.actor });
    return presentImport(await importActivities(activities, begun, rows, { owner }));
  });
};

type Bytes = AsyncGenerator<Uint8Array>;
type Reader = (bytes: Bytes, owner: Parameters<typeof readCsv>[1]) => AsyncGenerator<InputRow>;

const readers: Readonly<Record<string, Reader>> = {
  'application/json': readJsonArray,
  'application/x-ndjson': readNdjson,
  'application/ndjson': readNdjson,
  'application/jsonl': readNdjson,
  'text/csv': readCsv,
};

/** Here a body is bytes for a reader, whatever its media type; others than the readers' are a 415. */
function readBodiesAsBytes(app: FastifyInstance, nestingDepth: number): void {
  app.removeAllContentTypeParsers();
  for (const type of Object.keys(readers)) {
    if (type === 'application/json') continue;
    app.addContentTypeParser(type, async (_: unknown, body: Readable) => bytesOf(body));
  }
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => {
    checkJson(body, nestingDepth);
    return once(body);
  });
}

/**
 * Where a reader stops early the request stays open, since the refusal goes out on its socket; what still comes in
 * is dropped, or it would stand before the connection's next request.
 */
async function* bytesOf(body: Readable): Bytes {
  try {
    yield* body.iterator({ destroyOnReturn: false });
  } finally {
    body.resume();
  }
}

async function* once(body: Buffer): Bytes {
  yield body;
}

function isBytes(body: unknown): body is Bytes {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function readerOf(mediaType: string | undefined): Reader {
  const reader = readers[mediaType ?? ''];
  if (reader === undefined) throw new Error(`There is a parser but no reader for ${mediaType}.`);
  return reader;
}

const ImportSummarySchema = Type.Object(
  {
    imported: Type.Integer({ description: 'Activities that were not there.' }),
    updated: Type.Integer({ description: 'Activities that were there with other content.' }),
    unchanged: Type.Integer(),
    rejected: Type.Integer({ description: 'Rows that were not written.' }),
    errors: Type.Array(
      Type.Object({
        line: Type.Integer({ description: 'Of the file, or the element of the array, from 1.' }),
        column: nullable(Type.String({ description: 'Null where the row as a whole is meant.' })),
        value: nullable(Type.String()),
        code: Type.String(),
        details: Type.String(),
      }),
      { description: 'The first hundred.' },
    ),
  },
  { $id: 'ImportSummary' },
);

const importSchema = {
  summary: 'Insert or update activities from JSON, NDJSON or CSV',
  querystring: NoQuery,
  response: { 200: ImportSummarySchema, ...errorResponses },
};

function presentImport(summary: ImportSummary): Static<typeof ImportSummarySchema> {
  const { imported, updated, unchanged, rejected, errors } = summary;
  return {
    imported,
    updated,
    unchanged,
    rejected,
    errors: errors.map(({ line, column, value, code, details }) => ({ line, column, value, code, details })),
  };
}
