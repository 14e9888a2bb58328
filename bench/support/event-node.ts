/** The API of a node without a scheduler, as a process of its own: `node event-node.ts DATABASE_URL`. Tells what it uses. */
import pg from 'pg';
import { createTenants } from '../../src/app/tenants.ts';
import { version } from '../../src/app/version.ts';
import { openPostgres } from '../../src/db/node-postgres.ts';
import { silentLogger } from '../../src/foundation/logger.ts';
import { buildApp } from '../../src/http/build-app.ts';
import { PostgresEventStore } from '../../src/store/postgres-event-store.ts';
import { PostgresKeyStore } from '../../src/store/postgres-key-store.ts';
import { PostgresRateStore } from '../../src/store/postgres-rate-store.ts';

/** What a node has used until now. */
export interface NodeUsage {
  readonly statements: number;
  readonly memoryMb: number;
  readonly cpuSeconds: number;
}

let statements = 0;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
  statements += 1;
  return Reflect.apply(query, this, args);
} as typeof query;

const [url = ''] = process.argv.slice(2);
const db = await openPostgres({ url, poolSize: 20, connectTimeoutMs: 10_000, logger: silentLogger });
const app = buildApp({
  tenants: createTenants(db),
  events: new PostgresEventStore(db),
  rateLimits: new PostgresRateStore(db),
  authentication: { methods: ['headers'], keys: new PostgresKeyStore(db) },
  scheduler: { healthCheck: () => Promise.reject(new Error('No scheduler runs here.')) },
  logger: false,
  version,
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ address });
process.on('message', async (message) => {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage();
    const usage: NodeUsage = {
      statements,
      memoryMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
      cpuSeconds: (user + system) / 1e6,
    };
    process.send?.({ usage });
    return;
  }
  await app.close();
  await db.close();
  process.disconnect();
});
