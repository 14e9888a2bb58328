import { ValidationError } from '../../domain/errors.ts';
import type { EventPlace, Moment } from '../../store/event-store.ts';
import { keyOf, writeCursor } from '../cursor.ts';

/** How far somebody is in the events of an organisation: all until `since`, and those until `until` up to a place. */
export interface EventCursor {
  readonly since: Moment;
  readonly until: Moment;
  readonly after: EventPlace;
}

/** Before every event. */
export const firstPlace: EventPlace = { kind: 'entry', id: 0 };

const form = /^(?<since>[\d:,]+) (?<until>[\d:,]+) (?<kind>entry|deletion) (?<id>\d{1,15})$/;
const moment = /^(?<xmin>\d{1,20}):(?<xmax>\d{1,20}):(?<inFlight>(\d{1,20}(,\d{1,20})*)?)$/;

export function writeEventCursor(orgId: string, { since, until, after }: EventCursor): string {
  return writeCursor(['events', orgId], `${since} ${until} ${after.kind} ${after.id}`);
}

/** Throws a `ValidationError` for what was not written for this organisation. */
export function readEventCursor(orgId: string, text: string): EventCursor {
  const { since, until, kind, id } = form.exec(keyOf(['events', orgId], text) ?? '')?.groups ?? {};
  if (since === undefined || until === undefined || !isMoment(since) || !isMoment(until))
    throw unknownCursor();
  return { since, until, after: { kind: kind as EventPlace['kind'], id: Number(id) } };
}

/** One that names a moment behind `present`: it is another database's, or of one that was restored since. */
export function refuseFuture({ until }: EventCursor, present: Moment): void {
  if (endOf(until) > endOf(present)) throw unknownCursor();
}

export function unknownCursor(): ValidationError {
  return new ValidationError(
    'Last-Event-ID (or last_event_id) is not the id of an event of this stream: leave it out to begin with the present state.',
  );
}

/** As PostgreSQL takes one: its transactions in order, between the first and the end. */
function isMoment(text: string): boolean {
  const { xmin, xmax, inFlight } = moment.exec(text)?.groups ?? {};
  if (xmin === undefined || xmax === undefined || inFlight === undefined) return false;
  const inOrder = [xmin, ...inFlight.split(',').filter(Boolean), xmax].map(BigInt);
  if (inOrder.some((one) => one === 0n || one >= 2n ** 64n)) return false;
  return inOrder.every((one, place) => place === 0 || isBefore(inOrder, place, one));
}

/** Of the transactions each is behind the one before; the first may be the least in flight, and nothing need be in flight. */
function isBefore(inOrder: readonly bigint[], place: number, one: bigint): boolean {
  const before = inOrder[place - 1] ?? 0n;
  return place === 1 ? one >= before : one > before;
}

function endOf(text: Moment): bigint {
  return BigInt(text.split(':')[1] ?? 0);
}
