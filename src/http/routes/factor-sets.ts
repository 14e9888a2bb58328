import { isUtf8 } from 'node:buffer';
import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { NotFoundError, ValidationError } from '../../domain/errors.ts';
import { errorResponses } from '../error-response.ts';
import type { FactorSetView } from '../factor-sets.ts';
import { choice, NoBody, NoQuery, textLengthMax, textPattern } from '../json-schema.ts';
import { nothingTaken } from '../nothing-taken.ts';
import {
  factorSet,
  factorSets as factorSetsExample,
  factorsCsv,
  importedFactorSet,
} from '../openapi/examples/factors.ts';
import { allowNoBody } from '../plugins/no-body.ts';
import { FactorSetSchema, presentFactorSet } from '../present-factor.ts';

/** Lists factor sets, takes an organisation's own, and switches sets on and off. */
export const factorSetRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/factor-sets', { schema: listSchema }, async ({ tenant, orgId }) =>
    presented(await tenant.factorSets.list(orgId)),
  );

  app.get('/factor-sets/:factor_set_id', { schema: getSchema }, async ({ tenant, orgId, params }) => {
    const set = (await tenant.factorSets.list(orgId)).find(({ id }) => id === params.factor_set_id);
    if (set === undefined) throw new NotFoundError(`There is no factor set "${params.factor_set_id}".`);
    return presentFactorSet(set);
  });

  app.post(
    '/factor-sets/:factor_set_id/enable',
    { schema: enableSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }) =>
      presented(await tenant.factorSets.enable(orgId, params.factor_set_id, caller.actor)),
  );

  app.post(
    '/factor-sets/:factor_set_id/disable',
    { schema: disableSchema, preValidation: allowNoBody },
    async ({ tenant, orgId, caller, params }) =>
      presented(await tenant.factorSets.disable(orgId, params.factor_set_id, caller.actor)),
  );

  app.register(async (importing) => {
    readCsvBodies(importing);
    importing
      .withTypeProvider<TypeBoxTypeProvider>()
      .post(
        '/factor-sets',
        { schema: importSchema },
        async ({ tenant, orgId, caller, query, body }, reply) => {
          if (typeof body !== 'string' || body.trim() === '') throw new ValidationError('The body is empty.');
          const given = { licence: 'not stated', source: 'not stated', ...query };
          const imported = await tenant.factorSets.importOwn(orgId, given, body, caller.actor);
          if (imported.kind === 'refused') throw nothingTaken(imported.problems);
          reply.code(imported.kind === 'installed' ? 201 : 200);
          return { status: imported.kind, factor_set: presentFactorSet(imported.set) };
        },
      );
  });
};

/** A pack is read whole before any of it is taken. */
function readCsvBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => {
    if (!isUtf8(body)) throw new ValidationError('The body is not UTF-8: save the file as "CSV UTF-8".');
    return body.toString('utf8');
  });
}

function presented(sets: readonly FactorSetView[]) {
  return { factor_sets: sets.map(presentFactorSet) };
}

const TextRules = { minLength: 1, maxLength: textLengthMax, pattern: textPattern };
const Text = Type.String(TextRules);
const FactorSetParams = Type.Object({ factor_set_id: Text }, { additionalProperties: false });
const FactorSetsAnswer = Type.Object({ factor_sets: Type.Array(FactorSetSchema) }, { $id: 'FactorSetList' });

const listSchema = {
  operationId: 'listFactorSets',
  tags: ['Factors'],
  summary: 'The factor sets that the organisation uses, in its order, then those that it could use',
  answers: { 200: { description: 'All sets.', example: factorSetsExample } },
  querystring: NoQuery,
  response: { 200: FactorSetsAnswer, ...errorResponses },
};

const getSchema = {
  operationId: 'getFactorSet',
  tags: ['Factors'],
  summary: 'A factor set',
  answers: { 200: { description: 'The set.', example: factorSet } },
  params: FactorSetParams,
  querystring: NoQuery,
  response: { 200: FactorSetSchema, ...errorResponses },
};

const switched = {
  params: FactorSetParams,
  querystring: NoQuery,
  body: NoBody,
  response: { 200: FactorSetsAnswer, ...errorResponses },
  answers: { 200: { description: 'All sets, as they are used now.', example: factorSetsExample } },
};

const enableSchema = {
  operationId: 'enableFactorSet',
  tags: ['Factors'],
  summary: 'Use a factor set from now on',
  ...switched,
};

const disableSchema = {
  operationId: 'disableFactorSet',
  tags: ['Factors'],
  summary: 'Use a factor set no more',
  errors: ['CONFLICT'],
  ...switched,
};

const ImportedSchema = Type.Object(
  {
    status: choice(['installed', 'present']),
    factor_set: FactorSetSchema,
  },
  { $id: 'ImportedFactorSet' },
);

const importSchema = {
  operationId: 'importFactorSet',
  tags: ['Factors'],
  summary: 'Take a factor set of the organisation, whole or not at all',
  errors: ['CONFLICT'],
  requests: { 'text/csv': { schema: Type.String(), examples: { 'one-factor': factorsCsv } } },
  answers: {
    200: {
      description: 'The set was there already, with the same content.',
      example: { ...importedFactorSet, status: 'present' },
    },
    201: { description: 'The set is there, and comes first.', example: importedFactorSet },
  },
  querystring: Type.Object(
    {
      name: Type.String({ ...TextRules, examples: ['Acme'] }),
      edition: Type.String({ ...TextRules, examples: ['2025'] }),
      licence: Type.Optional(Text),
      source: Type.Optional(Text),
    },
    { additionalProperties: false },
  ),
  response: { 200: ImportedSchema, 201: ImportedSchema, ...errorResponses },
};
