import type { Database } from '../db/database.ts';
import type { ProgressLogEntry } from '../domain/progress-log.ts';
import { firstOf } from './batch-rows.ts';
import type { BatchKey } from './batch-store.ts';
import type { BatchEvent, EventSpan, EventStore, Moment, PresentBatch, ToldEvent } from './event-store.ts';
import * as queries from './queries/events.queries.ts';
import { run } from './run-query.ts';

export class PostgresEventStore implements EventStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async readMoment(): Promise<Moment> {
    const row = firstOf(await run(queries.readMoment, undefined, this.#db));
    if (row === null) throw new Error('The database did not tell its snapshot.');
    return row.moment;
  }

  async readEvents(span: EventSpan): Promise<{ events: ToldEvent[]; until: Moment }> {
    const rows = await run(
      queries.readEvents,
      {
        orgIds: [...span.orgIds],
        workspaceIds: span.workspaceIds ? [...span.workspaceIds] : null,
        since: span.since,
        inFlight: inFlightAt(span.since),
        until: span.until ?? null,
        afterDeletion: span.after?.kind === 'deletion',
        afterId: span.after?.id ?? 0,
        limit: span.limit,
      },
      this.#db,
    );
    const until = rows[0]?.moment;
    if (until === undefined) throw new Error('The database did not tell its snapshot.');
    return { until, events: rows.filter(({ id }) => id !== null).map(toTold) };
  }

  async countEvents(orgId: string, since: Moment, until: Moment, limit: number): Promise<number> {
    const row = firstOf(await run(queries.countEvents, { orgId, since, until, limit }, this.#db));
    return row?.events ?? 0;
  }

  async readBatchEvents(key: BatchKey, after: number, limit: number): Promise<BatchEvent[]> {
    return (await run(queries.readBatchEvents, { ...key, after, limit }, this.#db)).map(toEvent);
  }

  async readBatchNow(key: BatchKey): Promise<PresentBatch | null> {
    const row = firstOf(await run(queries.readBatchNow, { ...key }, this.#db));
    if (row === null) return null;
    return {
      event: toEvent({ ...row, statusBefore: null }),
      status: row.presentStatus,
      successCount: row.presentSuccessCount,
      errorCount: row.presentErrorCount,
      totalEmissions: row.presentTotalEmissions,
      readAt: row.presentAt,
    };
  }
}

/** A snapshot is written `xmin:xmax:xip,...`: the transactions that had begun by then and had not ended. */
function inFlightAt(moment: Moment): string[] {
  return moment.split(':')[2]?.split(',').filter(Boolean) ?? [];
}

function toTold(row: queries.IReadEventsResult): ToldEvent {
  // Where there is an event, these are there.
  const told = row as {
    [Name in keyof queries.IReadEventsResult]: NonNullable<queries.IReadEventsResult[Name]>;
  };
  const { orgId, workspaceId, batchId, id, actor, at } = told;
  if (told.isDeletion) return { kind: 'deletion', deletion: { orgId, workspaceId, batchId, id, actor, at } };
  return { kind: 'entry', event: toEvent({ ...told, ...row } as unknown as queries.IReadBatchEventsResult) };
}

function toEvent(row: queries.IReadBatchEventsResult): BatchEvent {
  const { orgId, workspaceId, activityCount, startedAt, statusBefore } = row;
  const entry: ProgressLogEntry = {
    id: row.id,
    batchId: row.batchId,
    event: row.event as ProgressLogEntry['event'],
    status: row.status,
    successCount: row.successCount,
    errorCount: row.errorCount,
    totalEmissions: row.totalEmissions,
    retryCount: row.retryCount,
    fencingToken: row.fencingToken,
    actor: row.actor,
    message: row.message,
    at: row.at,
  };
  return { orgId, workspaceId, activityCount, startedAt, statusBefore, entry };
}
