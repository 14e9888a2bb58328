import type { FastifyInstance } from 'fastify';
import type { Logger as PinoLogger } from 'pino';
import { ConfigurationError } from '../domain/errors.ts';
import { buildApp } from '../http/build-app.ts';
import { Pressure } from '../http/pressure.ts';
import { WebhookTargets } from '../webhooks/targets.ts';
import { authenticationOf } from './authentication.ts';
import { type OffGridFlow, openOffGridFlow } from './compose.ts';
import type { Config } from './config.ts';
import { measurePressure } from './measure-pressure.ts';
import { startScheduler } from './start-scheduler.ts';
import { version } from './version.ts';

const pressureIntervalMs = 1_000;

export interface RunningServer {
  /** Where it listens. */
  readonly url: string;
  readonly flow: OffGridFlow;
  /** Takes no more requests, finishes or hands back the work in hand, and closes the database. */
  close(): Promise<void>;
}

/** The API and a scheduler in one process. Throws `ConfigurationError` for an address that cannot or must not be listened on. */
export async function startServer(config: Config, logger: PinoLogger): Promise<RunningServer> {
  const authenticationWith = await authenticationOf(config);
  const flow = await openOffGridFlow(config, { logger });
  const { tenants, events, rateLimits, scheduler } = flow;
  const authentication = authenticationWith(flow.keys);
  const { corsOrigins, limits, eventLimits, webhookNetworks } = config;
  const pressure = new Pressure(measurePressure(flow.db), limits, logger);
  const app = buildApp({
    tenants,
    events,
    rateLimits,
    pressure,
    scheduler,
    authentication,
    corsOrigins,
    limits,
    eventLimits,
    webhookTargets: new WebhookTargets({ networks: webhookNetworks }),
    logger,
    version,
  });
  const looking = setInterval(() => pressure.look(), pressureIntervalMs).unref();
  app.addHook('onClose', async () => clearInterval(looking));
  try {
    const { methods, headersOnlyLocally = false } = authentication;
    logger.info({ auth: methods, headersOnlyLocally }, 'whom this server believes');
    await app.listen({ port: config.port, host: config.host });
    await startScheduler(flow, config, logger);
  } catch (error) {
    await app.close();
    await flow.close();
    throw explained(error, config);
  }
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= closeInOrder(app, flow, config.scheduler.shutdownTimeout);
    return closing;
  };
  return { url: `http://${host}:${port}`, flow, close };
}

/** Requests and batches end side by side. A client that never finishes its request is cut off when the time is up. */
async function closeInOrder(app: FastifyInstance, flow: OffGridFlow, timeoutMs: number): Promise<void> {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), timeoutMs);
  await Promise.all([app.close(), flow.scheduler.stop()]);
  clearTimeout(cutOff);
  await flow.close();
}

function explained(error: unknown, { port, host }: Config): unknown {
  const code = (error as { code?: string }).code;
  const reasons: Record<string, string> = {
    EADDRINUSE: 'is in use by another process: stop it or give another --port',
    EACCES: 'must not be used by this user: give a --port above 1023',
    EADDRNOTAVAIL: 'is no address of this machine: give another --host',
    ENOTFOUND: 'is not known as a host: give another --host',
  };
  const reason = code === undefined ? undefined : reasons[code];
  return reason === undefined
    ? error
    : new ConfigurationError(`${host}:${port} ${reason}.`, { cause: error });
}
