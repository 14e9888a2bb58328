import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { NotFoundError } from '../../domain/errors.ts';
import { countryOf, regionCode } from '../../emissions/regions.ts';
import { resolveUnit } from '../../emissions/units.ts';
import { Cursor } from '../cursor.ts';
import { errorResponses } from '../error-response.ts';
import { NoQuery, nullable, textLengthMax, textPattern } from '../json-schema.ts';
import { factorById, factorPage } from '../openapi/examples/factors.ts';
import { FactorSchema, presentFactor } from '../present-factor.ts';
import { readPage } from '../result-page.ts';

/** Looks into the factors of the sets that the organisation may use. */
export const factorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/factors', { schema: searchSchema }, async ({ tenant, orgId, caller, query }) => {
    const { set, category, region, unit, search, limit, after } = query;
    const filter = {
      ...{ orgId, workspaces: caller.workspaces },
      ...(set !== undefined && { setId: set }),
      // As packs are read: whoever asks spells them as an activity may.
      ...(category !== undefined && { category: category.trim().toLowerCase() }),
      ...(region !== undefined && { region: regionCode(region) }),
      ...(unit !== undefined && { unit: resolveUnit(unit, countryOf(region ?? ''))?.code ?? unit }),
      ...(search !== undefined && { search }),
    };
    const page = await readPage(
      { limit, ...(after !== undefined && { after }) },
      ['factors', orgId],
      (wanted) => {
        const place = wanted.after === undefined ? {} : { after: placeOf(wanted.after) };
        return tenant.factors.findFactors({ ...filter, limit: wanted.limit, ...place });
      },
      (factor) => `${factor.setId}${separator}${factor.id}`,
    );
    return { factors: (page?.rows ?? []).map(presentFactor), next: page?.next ?? null, limit };
  });

  app.get('/factors/:factor_id', { schema: getSchema }, async ({ tenant, orgId, caller, params }) => {
    const { workspaces } = caller;
    const wanted = { orgId, workspaces, factorId: params.factor_id, limit: setsMax };
    const found = await tenant.factors.findFactors(wanted);
    if (found.length === 0) throw new NotFoundError(`There is no factor "${params.factor_id}".`);
    return { factors: found.map(presentFactor) };
  });
};

/** No set's id has one. */
const separator = ' ';
/** More sets than that do not share a factor. */
const setsMax = 100;

function placeOf(after: string): { setId: string; factorId: string } {
  const at = after.indexOf(separator);
  return { setId: after.slice(0, at), factorId: after.slice(at + 1) };
}

const Text = Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern });

const searchSchema = {
  operationId: 'findFactors',
  tags: ['Factors'],
  summary: 'Find emission factors',
  answers: { 200: { description: 'A page of factors.', example: factorPage } },
  querystring: Type.Object(
    {
      set: Type.Optional(Text),
      category: Type.Optional(Text),
      region: Type.Optional(Text),
      unit: Type.Optional(Text),
      search: Type.Optional(Text),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      after: Type.Optional(Cursor),
    },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object(
      {
        factors: Type.Array(FactorSchema),
        next: nullable(
          Type.String({ description: 'Give it as `after` for the next page; null on the last.' }),
        ),
        limit: Type.Integer(),
      },
      { $id: 'FactorPage' },
    ),
    ...errorResponses,
  },
};

const getSchema = {
  operationId: 'getFactor',
  tags: ['Factors'],
  summary: 'A factor, in every set that has it',
  answers: { 200: { description: 'The factor, once for each set.', example: factorById } },
  params: Type.Object({ factor_id: Text }, { additionalProperties: false }),
  querystring: NoQuery,
  response: {
    200: Type.Object({ factors: Type.Array(FactorSchema) }, { $id: 'FactorList' }),
    ...errorResponses,
  },
};
