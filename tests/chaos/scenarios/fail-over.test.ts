import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, it, onTestFinished } from 'vitest';
import { openAt } from '../../support/each-database.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { type StandbyServer, startStandby } from '../../support/postgres-standby.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { BusyNodes } from '../busy-nodes.ts';
import { migratedDatabase } from '../migrated-database.ts';

describe('a fail-over in the middle of work and submissions', { timeout: 180_000 }, () => {
  let primary: PostgresServer;
  let standby: StandbyServer;
  /** The address that both servers share. */
  let address: TcpProxy;
  let busy: BusyNodes;

  beforeEach(async () => {
    primary = await startPostgres(18, ['-c', 'fsync=on']);
    onTestFinished(() => primary.stop());
    const url = await migratedDatabase(primary);
    standby = await startStandby(primary);
    onTestFinished(() => standby.stop());
    address = await TcpProxy.to(primary.port);
    onTestFinished(() => address.close());
    busy = await BusyNodes.on(address.urlFor(url));
    onTestFinished(() => busy.close());
  });

  it('to a synchronous standby keeps all that was acknowledged, and the nodes go on there', async () => {
    await primary.crash();
    await busy.refused();
    // The address leads to the standby before it may be written to, as happens.
    address.leadTo(standby.port);
    await busy.reports('The database only reads: it is a standby, or set to read only.');
    await standby.promote();
    await busy.atWork();
    await busy.endWell({ retries: 1 });
  });

  it('past a former primary that still runs does no harm: it acknowledges nothing that the new one lacks', async () => {
    await standby.promote();
    // New connections lead to the new primary; those that are open still lead to the former one, whose commits wait.
    address.leadTo(standby.port);
    await commitsWait(primary);
    await primary.halt('immediate');
    await busy.atWork();
    await busy.endWell({ retries: 1 });
  });
});

/** Resolves once the server has a commit that waits for its standby. */
async function commitsWait(server: PostgresServer): Promise<void> {
  const db = await openAt(server.urlOf('postgres'));
  for (;;) {
    const { rows } = await db.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'`);
    if (rows.length > 0) break;
    await setTimeout(20);
  }
  await db.close();
}
