import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { ValidationError } from '../../domain/errors.ts';
import { CalculationSchema, presentCalculation, readCalculation } from '../calculation-schema.ts';
import { errorResponses } from '../error-response.ts';
import type { SettingsView } from '../factor-sets.ts';
import { NoQuery } from '../json-schema.ts';
import { calculation } from '../openapi/examples/factors.ts';

/** How the organisation's figures are computed: batches that are submitted from now on keep to it. */
export const calculationSettingsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/calculation-settings', { schema: getSchema }, async ({ tenant, orgId }, reply) =>
    present(await tenant.factorSets.settings(orgId), reply),
  );

  app.put(
    '/calculation-settings',
    { schema: putSchema },
    async ({ tenant, orgId, caller, headers, body }, reply) => {
      const version = versionOf(headers['if-match']);
      const choice = readCalculation(body);
      return present(await tenant.factorSets.saveSettings(orgId, choice, caller.actor, version), reply);
    },
  );
};

function present({ calculation, version }: SettingsView, reply: FastifyReply) {
  reply.header('etag', `"${version}"`);
  return presentCalculation(calculation);
}

/** Of the settings that are to be replaced; undefined where it does not matter which. A proxy may have weakened the tag. */
function versionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(ifMatch) ?? [];
  if (version !== undefined) return Number(version);
  throw new ValidationError(
    `If-Match must be the ETag of the settings as they were read, such as "3", or *.`,
  );
}

const getSchema = {
  operationId: 'getCalculationSettings',
  tags: ['Factors'],
  summary: "How the organisation's figures are computed",
  answers: {
    200: {
      description: 'The settings; the tag is what a change of them names.',
      headers: ['ETag'],
      example: calculation,
    },
  },
  querystring: NoQuery,
  response: { 200: CalculationSchema, ...errorResponses },
};

const putSchema = {
  operationId: 'replaceCalculationSettings',
  tags: ['Factors'],
  summary: "Replace how the organisation's figures are computed",
  errors: ['CONFLICT'],
  requestHeaders: ['If-Match'],
  requests: {
    'application/json': { examples: { 'as-it-ships': calculation, 'newer-potentials': { gwp_set: 'AR6' } } },
  },
  answers: {
    200: { description: 'The settings as they are now.', headers: ['ETag'], example: calculation },
  },
  querystring: NoQuery,
  body: CalculationSchema,
  response: { 200: CalculationSchema, ...errorResponses },
};
