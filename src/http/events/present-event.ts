import Type, { type Static } from 'typebox';
import { averageOf } from '../../domain/decimal.ts';
import type {
  BatchDeletion,
  BatchEvent,
  EventPlace,
  Moment,
  PresentBatch,
  ToldEvent,
} from '../../store/event-store.ts';
import { Time } from '../json-schema.ts';
import { ProgressSchema, presentProgress } from '../present-batch.ts';
import { LogEntrySchema, presentLogEntry } from '../present-results.ts';
import { writeEventCursor } from './cursor.ts';

/** The `data` of `status`, `progress` and `log`. */
export const EventSchema = Type.Object(
  {
    batch_id: Type.String(),
    workspace_id: Type.String(),
    progress: ProgressSchema,
    log: LogEntrySchema,
  },
  { $id: 'BatchEvent' },
);

/** The `data` of `deleted`. */
export const DeletionSchema = Type.Object(
  { batch_id: Type.String(), workspace_id: Type.String(), actor: Type.String(), time: Time },
  { $id: 'BatchDeletion' },
);

/** What a batch's log tells at one place, written once for all who follow it. */
export class FeedEvent {
  readonly told: ToldEvent;
  readonly #since: Moment;
  readonly #until: Moment;
  #batchFrame: Buffer | undefined;
  #orgFrame: Buffer | undefined;

  constructor(told: ToldEvent, since: Moment, until: Moment) {
    this.told = told;
    this.#since = since;
    this.#until = until;
  }

  get batchFrame(): Buffer {
    this.#batchFrame ??= this.#frame(String(placeOf(this.told).id));
    return this.#batchFrame;
  }

  get orgFrame(): Buffer {
    this.#orgFrame ??= this.#frame(
      writeEventCursor(this.orgId, {
        since: this.#since,
        until: this.#until,
        after: placeOf(this.told),
      }),
    );
    return this.#orgFrame;
  }

  get orgId(): string {
    return this.#owner.orgId;
  }

  get workspaceId(): string {
    return this.#owner.workspaceId;
  }

  get batchId(): string {
    return this.told.kind === 'entry' ? this.told.event.entry.batchId : this.told.deletion.batchId;
  }

  get #owner(): BatchEvent | BatchDeletion {
    return this.told.kind === 'entry' ? this.told.event : this.told.deletion;
  }

  #frame(id: string): Buffer {
    const { told } = this;
    if (told.kind === 'deletion') return frame('deleted', presentDeletion(told.deletion), id);
    return frame(nameOf(told.event), presentEvent(told.event), id);
  }
}

export function placeOf(told: ToldEvent): EventPlace {
  return { kind: told.kind, id: told.kind === 'entry' ? told.event.entry.id : told.deletion.id };
}

/** One event in the form of the standard; `data` is JSON on one line. */
export function frame(name: string, data: object, id?: string): Buffer {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    `event: ${name}`,
    `data: ${JSON.stringify(data)}`,
  ];
  return Buffer.from(`${lines.join('\n')}\n\n`);
}

/** The first event of a batch's stream: how it stands, and the latest entry of its log. */
export function presentFrame(present: PresentBatch): Buffer {
  const { event, readAt, ...standing } = present;
  const data = { ...presentEvent(event), progress: progressOf(event, { ...standing, at: readAt }) };
  return frame('status', data, String(event.entry.id));
}

/** `status` where it changed, `progress` where only the counts went on, `log` for the rest of what a log tells. */
function nameOf({ entry, statusBefore }: BatchEvent): string {
  if (entry.status !== statusBefore) return 'status';
  return entry.event === 'progress' ? 'progress' : 'log';
}

function presentEvent(event: BatchEvent): Static<typeof EventSchema> {
  return {
    batch_id: event.entry.batchId,
    workspace_id: event.workspaceId,
    progress: progressOf(event, event.entry),
    log: presentLogEntry(event.entry),
  };
}

function presentDeletion({ batchId, workspaceId, actor, at }: BatchDeletion): Static<typeof DeletionSchema> {
  return { batch_id: batchId, workspace_id: workspaceId, actor, time: at.toISOString() };
}

type Standing = Pick<BatchEvent['entry'], 'status' | 'successCount' | 'errorCount' | 'totalEmissions' | 'at'>;

/** How far the batch was at that time, by the counts of then. */
function progressOf({ entry, activityCount, startedAt }: BatchEvent, standing: Standing) {
  const { status, successCount, errorCount, totalEmissions, at } = standing;
  const processedCount = successCount + errorCount;
  return presentProgress({
    ...{ id: entry.batchId, activityCount, processedCount, successCount, errorCount, totalEmissions },
    statusName: status,
    progressPercent: activityCount === 0 ? 0 : processedCount / activityCount,
    remainingActivities: activityCount - processedCount,
    averageEmissionsPerActivity: averageOf(totalEmissions, successCount),
    completedAt: hasEnded(status) ? at : null,
    durationSeconds: startedAt === null ? null : Math.max(0, (at.getTime() - startedAt.getTime()) / 1000),
  });
}

export function hasEnded(status: BatchEvent['entry']['status']): boolean {
  return status === 'complete' || status === 'failed' || status === 'cancelled';
}
