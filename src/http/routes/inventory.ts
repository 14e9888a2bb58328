import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { rollUp } from '../../domain/inventory.ts';
import { type MonteCarloResult, monteCarlo, type UncertainGroup } from '../../domain/uncertainty.ts';
import type { FactorCell, InventoryFilter, InventoryStore } from '../../store/inventory-store.ts';
import { errorResponses } from '../error-response.ts';
import { textLengthMax, textPattern } from '../json-schema.ts';
import { inventory } from '../openapi/examples/inventory.ts';
import { InventorySchema, presentInventory } from '../present-inventory.ts';
import { visibleWorkspace } from '../visible-workspace.ts';

/** A year's inventory: the current records of an organisation, added up in every way that a report divides them. */
export const inventoryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/inventory', { schema: inventorySchema }, async ({ tenant, orgId, caller, query }) => {
    const { inventory } = tenant;
    const { year, monte_carlo: samples, seed } = query;
    const workspace = visibleWorkspace(caller, query.workspace);
    const filter = { orgId, year, ...(workspace !== undefined && { workspaceId: workspace }) };
    const cells = await inventory.sumInventory(filter);
    const unsettled = await inventory.countUnsettled(filter);
    const drawn = samples === undefined ? null : await drawTotals(inventory, filter, samples, seed);
    return presentInventory({ orgId, year, workspaceId: workspace ?? null }, rollUp(cells), unsettled, drawn);
  });
};

async function drawTotals(
  inventory: InventoryStore,
  filter: InventoryFilter,
  samples: number,
  seed: number,
): Promise<MonteCarloResult> {
  return monteCarlo((await inventory.sumInventoryByFactor(filter)).map(toGroup), samples, seed);
}

function toGroup(cell: FactorCell): UncertainGroup {
  return {
    co2eKg: Number(cell.co2eKg),
    factorUncertaintyPct: Number(cell.factorUncertaintyPct ?? 0),
    activityVariance: Number(cell.activityVariance),
  };
}

const inventorySchema = {
  operationId: 'getInventory',
  tags: ['Inventory'],
  summary: "A year's inventory of the organisation",
  answers: { 200: { description: 'Its totals, divided in every way.', example: inventory } },
  querystring: Type.Object(
    {
      year: Type.Integer({
        minimum: 1900,
        maximum: 2200,
        examples: [2025],
        description: 'A record belongs to the year in which its period ended.',
      }),
      workspace: Type.Optional(Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern })),
      monte_carlo: Type.Optional(
        Type.Integer({ minimum: 100, maximum: 20_000, description: 'How many totals to draw.' }),
      ),
      seed: Type.Integer({
        minimum: 0,
        maximum: 4_294_967_295,
        default: 1,
        description: 'The same seed draws the same totals.',
      }),
    },
    { additionalProperties: false },
  ),
  response: { 200: InventorySchema, ...errorResponses },
};
