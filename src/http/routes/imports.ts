import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { errorResponses } from '../error-response.ts';
import { NoQuery } from '../json-schema.ts';
import { oneImport } from '../openapi/examples/activities.ts';
import { ImportSchema, presentImport } from '../present-import.ts';
import { PageQuery, pageSchema, readNumberedPage } from '../result-page.ts';
import { findImport, importIdPattern } from '../visible-import.ts';

/** How imports stand, also those whose upload broke off before it had an answer. */
export const importRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/imports', { schema: listSchema }, async ({ tenant, orgId, caller, query }) => {
    const page = await readNumberedPage(
      query,
      ['imports', orgId],
      (page) => tenant.activities.listImports(orgId, caller.workspaces, page),
      ({ id }) => id,
    );
    return { imports: page?.rows.map(presentImport) ?? [], next: page?.next ?? null, limit: query.limit };
  });

  app.get('/imports/:import_id', { schema: getSchema }, async ({ tenant, caller, params }) => {
    return presentImport(await findImport(tenant.activities, caller, params.import_id));
  });
};

const listSchema = {
  operationId: 'listImports',
  tags: ['Activities'],
  summary: 'The imports of the organisation, the newest first',
  answers: {
    200: { description: 'A page of imports.', example: { imports: [oneImport], next: null, limit: 100 } },
  },
  querystring: PageQuery,
  response: { 200: pageSchema('imports', ImportSchema), ...errorResponses },
};

const getSchema = {
  operationId: 'getImport',
  tags: ['Activities'],
  summary: 'How an import stands',
  answers: { 200: { description: 'What it has taken so far.', example: oneImport } },
  params: Type.Object(
    { import_id: Type.String({ pattern: importIdPattern, maxLength: 15 }) },
    { additionalProperties: false },
  ),
  querystring: NoQuery,
  response: { 200: ImportSchema, ...errorResponses },
};
