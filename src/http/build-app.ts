import type { Server } from 'node:http';
import fastify, {
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { SpoolRoom } from '../importing/spooled-bytes.ts';
import { WebhookTargets } from '../webhooks/targets.ts';
import type { ApiDependencies } from './api-dependencies.ts';
import { type ApiLimits, apiLimitsDefault } from './api-limits.ts';
import { FailedLogins } from './failed-logins.ts';
import { withoutSecrets } from './log-requests.ts';
import { showDocument } from './openapi/docs-page.ts';
import { documentApi } from './openapi/document-api.ts';
import { openapiRoutes } from './openapi/openapi-routes.ts';
import { parseJson } from './parse-json.ts';
import { authenticate, refuseCredentialsInUrls } from './plugins/authenticate.ts';
import { authorize } from './plugins/authorize.ts';
import { answerClientError, ignoreExpectations } from './plugins/client-errors.ts';
import { allowOrigins } from './plugins/cors.ts';
import { handleErrors, sendError } from './plugins/errors.ts';
import { answerOnce } from './plugins/idempotency.ts';
import { limitRates } from './plugins/limit-rates.ts';
import { limitRequests } from './plugins/limit-requests.ts';
import { unpackBodies } from './plugins/packed-bodies.ts';
import { readQueries } from './plugins/queries.ts';
import { requestId, setResponseHeaders } from './plugins/response-headers.ts';
import { makeRoomForBodies, shedLoad } from './plugins/shed-load.ts';
import { cutOffSlowUploads } from './plugins/slow-uploads.ts';
import { answerUnknownRoutes } from './plugins/unknown-routes.ts';
import { Pressure } from './pressure.ts';
import { RateLimits } from './rate-limits.ts';
import { activityRoutes } from './routes/activities.ts';
import { auditLogRoutes } from './routes/audit-log.ts';
import { batchControlRoutes } from './routes/batch-control.ts';
import { batchListRoutes } from './routes/batch-list.ts';
import { batchOutcomeRoutes } from './routes/batch-outcomes.ts';
import { batchResultRoutes } from './routes/batch-results.ts';
import { batchRoutes } from './routes/batches.ts';
import { bulkControlRoutes } from './routes/bulk-control.ts';
import { calculationSettingsRoutes } from './routes/calculation-settings.ts';
import { comparisonRoutes } from './routes/comparison.ts';
import { currentRecordRoutes } from './routes/current-records.ts';
import { eventRoutes } from './routes/events.ts';
import { explanationRoutes } from './routes/explanations.ts';
import { factorSetRoutes } from './routes/factor-sets.ts';
import { factorRoutes } from './routes/factors.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { inventoryRoutes } from './routes/inventory.ts';
import { keyRoutes } from './routes/keys.ts';
import { webhookDeliveryRoutes } from './routes/webhook-deliveries.ts';
import { webhookRoutes } from './routes/webhooks.ts';

const prefix = '/api/v1';

const calm = { eventLoopDelayMs: 0, heapShare: 0, databaseQueue: 0 };
const namesUnresolved = new WebhookTargets({ resolve: async () => [] });

/** Builds the REST API; listening and closing are the caller's. */
export function buildApp(deps: ApiDependencies): FastifyInstance {
  const limits = { ...apiLimitsDefault, ...deps.limits };
  const allow = allowOrigins(deps.corsOrigins ?? []);
  // On every answer, whoever makes it.
  const setHeaders = (request: FastifyRequest, reply: FastifyReply) => {
    setResponseHeaders(request, reply);
    allow(request, reply);
  };
  const app = fastify(serverOptions(deps, limits, setHeaders));

  const spoolRoom = new SpoolRoom(limits.keptBytesInAll);
  const pressure = deps.pressure ?? new Pressure(() => calm, limits, app.log);

  ignoreExpectations(app.server);
  app.server.maxConnections = limits.connections;
  cutOffSlowUploads(app, limits);
  handleErrors(app);
  // Before unknown routes are answered, and with them the question that a browser asks beforehand.
  app.addHook('onRequest', async (request, reply) => setHeaders(request, reply));
  limitRequests(app, limits);
  refuseCredentialsInUrls(app);
  answerUnknownRoutes(app);
  unpackBodies(app);
  readQueries(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) =>
    parseJson(body, limits.nestingDepth),
  );

  documentApi(app, { version: deps.version, prefix });
  showDocument(app);
  const health = { ...deps, pressure };
  app.register(healthRoutes, health);
  app.register(healthRoutes, { ...health, prefix });
  app.register(openapiRoutes);
  app.register(openapiRoutes, { prefix });
  app.register(
    async (owned) => {
      shedLoad(owned, pressure);
      authenticate(owned, deps, new FailedLogins(limits.failedLoginsPerMinute));
      limitRates(owned, new RateLimits(deps.rateLimits, limits, app.log));
      authorize(owned);
      makeRoomForBodies(owned, pressure, limits);
      answerOnce(owned, deps.tenants, { ...limits, spoolRoom });
      owned.register(batchRoutes, { idsPerBatch: limits.idsPerBatch });
      owned.register(batchListRoutes);
      owned.register(batchControlRoutes);
      owned.register(bulkControlRoutes);
      owned.register(batchResultRoutes);
      owned.register(batchOutcomeRoutes);
      owned.register(eventRoutes, deps);
      owned.register(factorRoutes);
      owned.register(factorSetRoutes);
      owned.register(calculationSettingsRoutes);
      owned.register(inventoryRoutes);
      owned.register(currentRecordRoutes);
      owned.register(explanationRoutes);
      owned.register(comparisonRoutes);
      owned.register(auditLogRoutes);
      owned.register(keyRoutes);
      owned.register(webhookRoutes, { targets: deps.webhookTargets ?? namesUnresolved });
      owned.register(webhookDeliveryRoutes);
      owned.register(activityRoutes, { ...limits, tenants: deps.tenants, spoolRoom });
      owned.register(importRoutes);
    },
    { prefix },
  );
  return app;
}

function serverOptions(
  deps: ApiDependencies,
  limits: ApiLimits,
  setHeaders: (request: FastifyRequest, reply: FastifyReply) => void,
): FastifyHttpOptions<Server> {
  return {
    ...(deps.logger === false ? { logger: false } : { loggerInstance: withoutSecrets(deps.logger) }),
    bodyLimit: limits.bodyBytes,
    genReqId: requestId,
    trustProxy: false,
    // A request that comes while the server closes is still answered; new connections are not taken.
    return503OnClosing: false,
    connectionTimeout: limits.idleTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    http: {
      // Without it Node refuses HTTP/1.1 without Host in its own shape.
      requireHostHeader: false,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
      // How late the two time limits may act.
      connectionsCheckingInterval: 2_000,
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, verbose: true } },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      setHeaders(request, reply);
      sendError(error, request, reply);
    },
  };
}
