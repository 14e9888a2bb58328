import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type, { type Static } from 'typebox';
import type { Health } from '../../scheduler/health.ts';
import type { HealthSource } from '../api-dependencies.ts';
import { errorResponses } from '../error-response.ts';
import { choice, nullable, Time } from '../json-schema.ts';
import { type Pressure, strains } from '../pressure.ts';

interface Dependencies {
  readonly scheduler: HealthSource;
  readonly pressure: Pressure;
  readonly version: string;
}

/** Whether this node polls and reaches its database: for load balancers, so without an owner. */
export const healthRoutes: FastifyPluginAsyncTypebox<Dependencies> = async (
  app,
  { scheduler, pressure, version },
) => {
  app.get('/health', { schema: healthSchema }, async (_, reply) => {
    const health = await scheduler.healthCheck();
    reply.code(health.status === 'healthy' ? 200 : 503);
    return presentHealth(health, pressure, version);
  });
};

const HealthSchema = Type.Object(
  {
    status: choice(['healthy', 'unhealthy']),
    scheduler_running: Type.Boolean(),
    batches_processed: Type.Integer(),
    workers_active: Type.Integer(),
    pending_batches: nullable(Type.Integer({ description: 'Null when the database cannot be asked.' })),
    total_emissions: Type.Number(),
    total_emissions_exact: Type.String(),
    timestamp: Time,
    reasons: Type.Array(Type.String(), { description: 'Why it is unhealthy.' }),
    strains: Type.Array(choice(strains), {
      description: 'What this node has too much of, so that it answers requests with 503 at the moment.',
    }),
    version: Type.String(),
  },
  { $id: 'Health' },
);

const health = {
  ...{
    status: 'healthy',
    scheduler_running: true,
    batches_processed: 7,
    workers_active: 2,
    pending_batches: 3,
  },
  ...{ total_emissions: 12.5, total_emissions_exact: '12.5', timestamp: '2026-01-05T09:30:00.000Z' },
  ...{ reasons: [], strains: [], version: '0.1.0' },
};

const healthSchema = {
  operationId: 'getHealth',
  tags: ['Service'],
  summary: 'Whether this node works',
  description:
    'For load balancers, so without credentials. It also stands at `/health`, outside of `/api/v1`.',
  answers: {
    200: { description: 'It polls, and reaches its database.', example: health },
    503: {
      description: 'It does not; `reasons` says why.',
      example: {
        ...health,
        status: 'unhealthy',
        scheduler_running: false,
        reasons: ['The scheduler is not running.'],
      },
    },
  },
  response: {
    200: HealthSchema,
    503: HealthSchema,
    '4xx': errorResponses['4xx'],
    500: errorResponses['5xx'],
  },
};

function presentHealth(health: Health, pressure: Pressure, version: string): Static<typeof HealthSchema> {
  return {
    status: health.status,
    scheduler_running: health.schedulerRunning,
    batches_processed: health.batchesProcessed,
    workers_active: health.workersActive,
    pending_batches: health.pendingBatches,
    total_emissions: Number(health.totalEmissions),
    total_emissions_exact: health.totalEmissions,
    timestamp: health.timestamp.toISOString(),
    reasons: [...health.reasons],
    strains: pressure.strains(),
    version,
  };
}
