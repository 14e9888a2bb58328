import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { CalculationSchema, presentCalculation, readCalculation } from '../calculation-schema.ts';
import { errorResponses } from '../error-response.ts';
import type { FactorSets } from '../factor-sets.ts';
import { NoQuery } from '../json-schema.ts';

interface Dependencies {
  readonly factorSets: FactorSets;
}

/** How the organisation's figures are computed: batches that are submitted from now on keep to it. */
export const calculationSettingsRoutes: FastifyPluginAsyncTypebox<Dependencies> = async (
  app,
  { factorSets },
) => {
  app.get('/calculation-settings', { schema: getSchema }, async ({ orgId }) =>
    presentCalculation(await factorSets.settings(orgId)),
  );

  app.put('/calculation-settings', { schema: putSchema }, async ({ orgId, caller, body }) =>
    presentCalculation(await factorSets.saveSettings(orgId, readCalculation(body), caller.actor)),
  );
};

const getSchema = {
  summary: "How the organisation's figures are computed",
  querystring: NoQuery,
  response: { 200: CalculationSchema, ...errorResponses },
};

const putSchema = {
  summary: "Replace how the organisation's figures are computed",
  querystring: NoQuery,
  body: CalculationSchema,
  response: { 200: CalculationSchema, ...errorResponses },
};
