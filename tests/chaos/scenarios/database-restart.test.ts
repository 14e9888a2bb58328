import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { BusyNodes } from '../busy-nodes.ts';
import { migratedDatabase } from '../migrated-database.ts';

describe('PostgreSQL in the middle of work and submissions', { timeout: 180_000 }, () => {
  let server: PostgresServer;
  let url: string;
  let busy: BusyNodes;

  beforeAll(async () => {
    server = await startPostgres(18, ['-c', 'fsync=on']);
    url = await migratedDatabase(server);
  });

  beforeEach(async () => {
    busy = await BusyNodes.on(url);
  });

  afterEach(() => busy.close());

  afterAll(() => server.stop());

  const faults = {
    'stopped fast': () => server.halt('fast'),
    'stopped at once': () => server.halt('immediate'),
    'killed with all its processes': () => server.crash(),
  };

  it.each(Object.entries(faults))(
    'is %s: what was acknowledged survives, no batch loses more than one try, and the nodes go on',
    async (_, fall) => {
      await fall();
      await busy.refused();
      await busy.reports('The database does not answer.');
      await server.start();
      await busy.atWork();
      await busy.endWell({ retries: 1 });
    },
  );

  it('is stopped smartly: work goes on with the connections that are there, until the stop is made fast', async () => {
    const isDown = server.halt('smart');
    await busy.atWork();
    await server.halt('fast');
    await isDown;
    await busy.refused();
    await server.start();
    await busy.atWork();
    await busy.endWell({ retries: 1 });
  });
});
