import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { cancelBatch } from '../../src/store/batch-control.ts';
import type { BatchKey } from '../../src/store/batch-store.ts';
import type { EventPlace, Moment, ToldEvent } from '../../src/store/event-store.ts';
import { PostgresBatchStore } from '../../src/store/postgres-batch-store.ts';
import { PostgresEventStore } from '../../src/store/postgres-event-store.ts';
import { activityIds, anOrg } from '../support/batches.ts';
import { describeOnEachDatabase, openTestPostgres } from '../support/each-database.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

const told = (events: readonly ToldEvent[]) =>
  events.map((one) =>
    one.kind === 'entry'
      ? [one.event.entry.batchId, one.event.entry.event]
      : [one.deletion.batchId, 'deleted'],
  );

/** Reads what is new, again and again, as a node does for those who listen. */
class Reader {
  readonly events: ToldEvent[] = [];
  readonly #store: PostgresEventStore;
  readonly #orgIds: readonly string[];
  #moment: Moment;

  private constructor(store: PostgresEventStore, orgIds: readonly string[], moment: Moment) {
    this.#store = store;
    this.#orgIds = orgIds;
    this.#moment = moment;
  }

  static async of(db: Database, ...orgIds: string[]): Promise<Reader> {
    const store = new PostgresEventStore(db);
    return new Reader(store, orgIds, await store.readMoment());
  }

  /** What came since the last call, in pages of `limit`. */
  async next(limit = 100): Promise<ToldEvent[]> {
    const since = this.#moment;
    const found: ToldEvent[] = [];
    for (let until: Moment | undefined, after: EventPlace | undefined; ; ) {
      const page = await this.#store.readEvents({
        ...{ orgIds: this.#orgIds, since, limit },
        ...(until !== undefined && { until }),
        ...(after !== undefined && { after }),
      });
      found.push(...page.events);
      this.#moment = page.until;
      const last = page.events.at(-1);
      if (last === undefined || page.events.length < limit) break;
      until = page.until;
      after = { kind: last.kind, id: last.kind === 'entry' ? last.event.entry.id : last.deletion.id };
    }
    this.events.push(...found);
    return found;
  }
}

describeOnEachDatabase('the events of batches', (openDatabase) => {
  let db: Database;
  let store: PostgresBatchStore;
  beforeAll(async () => {
    db = await openDatabase();
    store = new PostgresBatchStore(db);
  });

  const submit = async (orgId: string, workspaceId = 'ws-test'): Promise<BatchKey> => {
    const batch = await store.createBatch({ orgId, workspaceId, activityIds: activityIds(1) });
    return { orgId, batchId: batch.id };
  };

  it('are told once, in order, with deletions last, whatever the size of the page', async () => {
    const orgId = anOrg();
    const [whole, pages] = [await Reader.of(db, orgId, anOrg()), await Reader.of(db, orgId)];
    const [a, b, c] = [await submit(orgId), await submit(orgId), await submit(orgId)];
    await store.cancelBatch(b, 'tester');
    await store.deleteBatch(a, 'tester');
    await store.deleteBatch(c, 'tester');
    await submit(anOrg());
    const expected = [
      [b.batchId, 'submitted'],
      [b.batchId, 'cancelled'],
      [a.batchId, 'deleted'],
      [c.batchId, 'deleted'],
    ];
    expect(told(await whole.next())).toEqual(expected);
    expect(told(await pages.next(1))).toEqual(expected);
    expect(await pages.next(1)).toEqual([]);
  });

  it('are those of the whole batch where it is worked on in parts, and of the workspaces that are asked for', async () => {
    const orgId = anOrg();
    const events = new PostgresEventStore(db);
    const since = await events.readMoment();
    const { id } = await new PostgresBatchStore(db, { partSize: 2 }).createBatch({
      ...{ orgId, workspaceId: 'large', activityIds: activityIds(5) },
    });
    await store.cancelBatch({ orgId, batchId: id }, 'tester');
    const other = await submit(orgId);
    const of = async (workspaceIds: string[] | null) =>
      told((await events.readEvents({ orgIds: [orgId], workspaceIds, since, limit: 100 })).events);
    const large = [
      [id, 'submitted'],
      [id, 'cancelled'],
    ];
    expect(await of(null)).toEqual([...large, [other.batchId, 'submitted']]);
    expect(await of(['large'])).toEqual(large);
    expect(await of(['elsewhere'])).toEqual([]);
  });

  it('pass over what names a transaction of the future, as a restored dump may', async () => {
    const orgId = anOrg();
    const reader = await Reader.of(db, orgId);
    const { batchId } = await submit(orgId);
    await db.query(`UPDATE batch_progress_log SET xact_id = '1000000000000' WHERE batch_id = $1`, [batchId]);
    const other = await submit(orgId);
    expect(told(await reader.next())).toEqual([[other.batchId, 'submitted']]);
  });
});

describe('the events of batches, written at the same time', () => {
  let db: Database;
  let fixture: SchedulingFixture;
  beforeAll(async () => {
    db = await openTestPostgres();
    fixture = new SchedulingFixture(db);
  });
  afterAll(async () => {
    await fixture.stop();
    await db.close();
  });

  it('wait for no transaction but their own, which is told when it ends', async () => {
    const store = new PostgresBatchStore(db);
    const orgId = anOrg();
    const submit = () => store.createBatch({ orgId, workspaceId: 'ws-test', activityIds: activityIds(1) });
    const long = await submit();
    const reader = await Reader.of(db, orgId);
    let quick = '';
    await db.transaction(async (tx) => {
      await cancelBatch(
        { ...db, query: tx.query.bind(tx) } as Database,
        { orgId, batchId: long.id },
        'tester',
      );
      quick = (await submit()).id;
      expect(told(await reader.next())).toEqual([[quick, 'submitted']]);
      expect(await reader.next()).toEqual([]);
    });
    expect(told(await reader.next())).toEqual([[long.id, 'cancelled']]);
    // Its id is the lower one: whoever had gone on behind the highest id would not have seen it.
    const ids = reader.events.map((one) => one.kind === 'entry' && one.event.entry.id);
    expect(ids[1]).toBeLessThan(Number(ids[0]));
  });

  it('are each seen once, and those of a batch in order, while parts and batches are worked on', async () => {
    const orgId = anOrg();
    const reader = await Reader.of(db, orgId);
    const store = new PostgresBatchStore(db, { partSize: 40 });
    const ids = activityIds(400);
    await fixture.importActivities(orgId, ids);
    const owner = { orgId, workspaceId: 'ws-test' };
    const large = await store.createBatch({ ...owner, activityIds: ids });
    const small = await Promise.all(
      Array.from({ length: 8 }, () => store.createBatch({ ...owner, activityIds: ids.slice(0, 100) })),
    );
    const batches = [large, ...small];
    const keys = batches.map(({ id }) => ({ orgId, batchId: id }));

    // One reads by snapshots, the other each batch by its ids.
    const events = new PostgresEventStore(db);
    const byId = new Map<string, number[]>(batches.map(({ id }) => [id, []]));
    const options = { chunkSize: 10, workerPoolSize: 4, processor: new RecordedProcessor() };
    await Promise.all([fixture.node(options), fixture.node(options)]);
    const completed = () => told(reader.events).filter(([, event]) => event === 'completed');
    do {
      await reader.next(7);
      for (const key of keys) {
        const seen = byId.get(key.batchId) ?? [];
        for (const { entry } of await events.readBatchEvents(key, seen.at(-1) ?? 0, 5)) seen.push(entry.id);
      }
    } while (completed().length < batches.length);

    const bySnapshot = Map.groupBy(reader.events, (one) => one.kind === 'entry' && one.event.entry.batchId);
    for (const key of keys) {
      const log = (await store.getProgressLog(key))?.map(({ id }) => id) ?? [];
      expect(log.length).toBeGreaterThan(10);
      const seen = bySnapshot.get(key.batchId)?.map((one) => one.kind === 'entry' && one.event.entry.id);
      expect(seen).toEqual(log);
      const seenById = byId.get(key.batchId) ?? [];
      expect(seenById).toEqual(log.slice(0, seenById.length));
    }
  });
});
