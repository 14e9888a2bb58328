import pg from 'pg';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { SilenceWatch } from '../../src/db/silence-watch.ts';
import { isTransientDatabaseError } from '../../src/db/transient-errors.ts';
import { type Logger, silentLogger } from '../../src/foundation/logger.ts';
import { openAt } from '../support/each-database.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

let proxy: TcpProxy;
let watch: SilenceWatch;
let client: pg.Client;
let direct: Database;
let failedLooks = 0;
let onFailedLook = () => {};

beforeEach(async () => {
  const url = inject('postgresUrl');
  proxy = await TcpProxy.to(Number(new URL(url).port));
  const config = { connectionString: proxy.urlFor(url), application_name: 'watched' };
  failedLooks = 0;
  const logger: Logger = {
    ...silentLogger,
    debug: () => {
      failedLooks++;
      onFailedLook();
    },
  };
  watch = new SilenceWatch(config, logger, { patienceMs: 20, intervalMs: 10 });
  client = new pg.Client(config);
  client.on('error', () => {});
  await client.connect();
  direct = await openAt(url);
});

afterEach(async () => {
  proxy.close();
  await watch.stop();
  await direct.close();
});

const ask = (text: string) => watch.answered(client, client.query(text));

it('leaves a statement alone that the server works on, however often it looks', async () => {
  await direct.session(async (holder) => {
    await holder.query('SELECT pg_advisory_lock(815)');
    const waiting = ask('SELECT pg_advisory_lock(815)');
    await proxy.hasAccepted(5);
    await holder.query('SELECT pg_advisory_unlock(815)');
    await waiting;
  });
});

it('leaves a statement alone that computes and waits for nothing', async () => {
  await direct.session(async (holder) => {
    await holder.query('SELECT pg_advisory_lock(816)');
    const computing = ask(`
      DO $$ BEGIN
        WHILE NOT pg_try_advisory_lock(816) LOOP END LOOP;
      END $$`);
    await Promise.race([proxy.hasAccepted(5), computing]);
    await holder.query('SELECT pg_advisory_unlock(816)');
    await computing;
  });
});

it('fails a statement whose answer was lost on the way', async () => {
  proxy.silence();
  await expect(ask('SELECT 1')).rejects.toSatisfy(isTransientDatabaseError);
});

it('does nothing while the server cannot be asked', async () => {
  proxy.silence();
  proxy.refuse();
  const waiting = ask('SELECT 1');
  let isOver = false;
  waiting
    .catch(() => {})
    .finally(() => {
      isOver = true;
    });
  while (failedLooks < 5) {
    await new Promise<void>((resolve) => {
      onFailedLook = resolve;
    });
  }
  expect(isOver).toBe(false);
  await proxy.accept();
  await expect(waiting).rejects.toSatisfy(isTransientDatabaseError);
});

it('gives up all that is unanswered when it is told to', async () => {
  const waiting = ask('SELECT pg_sleep(60)');
  watch.destroyAll();
  await expect(waiting).rejects.toSatisfy(isTransientDatabaseError);
});
