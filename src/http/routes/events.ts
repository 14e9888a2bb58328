import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { EventStore } from '../../store/event-store.ts';
import type { Authentication } from '../authentication.ts';
import { errorResponses } from '../error-response.ts';
import { EventFeed } from '../events/feed.ts';
import { stillCountBy } from '../events/still-count.ts';
import { eventStreamType } from '../events/stream.ts';
import { type EventLimits, EventStreams, eventLimitsDefault } from '../events/streams.ts';
import { BatchSubject, OrganisationSubject } from '../events/subjects.ts';
import { found } from '../found.ts';
import { BatchParams } from '../json-schema.ts';
import { negotiate } from '../negotiate.ts';
import { batchStream, organisationStream } from '../openapi/examples/events.ts';
import { singleHeader } from '../owner-headers.ts';

interface Dependencies {
  readonly events: Pick<EventStore, 'readMoment' | 'readEvents'>;
  readonly authentication: Authentication;
  readonly eventLimits?: Partial<EventLimits>;
}

/** What happens to batches, as it happens: Server-Sent Events. */
export const eventRoutes: FastifyPluginAsyncTypebox<Dependencies> = async (
  app,
  { events, authentication, eventLimits },
) => {
  const limits = { ...eventLimitsDefault, ...eventLimits };
  const feed = new EventFeed(events, limits.intervalMs, app.log);
  const streams = new EventStreams(feed, limits, stillCountBy(authentication), app.log);
  // Before the server waits for its connections to end.
  app.addHook('preClose', () => streams.stop());

  app.get('/batches/:batch_id/events', { schema: batchEventsSchema }, async (request, reply) => {
    negotiate(request.headers.accept, ['text/event-stream']);
    const key = { orgId: request.orgId, batchId: request.params.batch_id };
    if (request.method === 'HEAD') {
      found(await request.tenant.events.readBatchNow(key), key.batchId);
      return reply.type(eventStreamType).send('');
    }
    return streams.serve(
      request,
      reply,
      new BatchSubject(request.tenant.events, key, lastEventIdOf(request)),
    );
  });

  app.get('/events', { schema: eventsSchema }, async (request, reply) => {
    negotiate(request.headers.accept, ['text/event-stream']);
    if (request.method === 'HEAD') return reply.type(eventStreamType).send('');
    const { orgId, caller } = request;
    const visible = { orgId, workspaces: caller.workspaces };
    const subject = new OrganisationSubject(request.tenant.events, visible, lastEventIdOf(request));
    return streams.serve(request, reply, subject);
  });
};

/** The header is the newer one: a browser that comes back sends it, and the URL that it was first given. */
function lastEventIdOf(request: FastifyRequest): string | null {
  const { last_event_id } = request.query as { last_event_id?: string };
  const header = singleHeader(request, 'Last-Event-ID')?.trim() ?? '';
  return header !== '' ? header : (last_event_id ?? null);
}

const EventsQuery = Type.Object(
  {
    last_event_id: Type.Optional(
      Type.String({
        maxLength: 8_000,
        description:
          'The id of the last event that the client has, for clients that cannot set the header Last-Event-ID, which wins over it.',
      }),
    ),
  },
  { additionalProperties: false },
);

const streamSchema = Type.String({ description: 'Events, each as the standard writes it.' });
const response200 = {
  description: 'Events as they happen.',
  content: { 'text/event-stream': { schema: streamSchema } },
};
const documented = {
  tags: ['Batches'],
  errors: ['NOT_ACCEPTABLE', 'RATE_LIMITED'],
  requestHeaders: ['Last-Event-ID'],
};

const batchEventsSchema = {
  ...documented,
  operationId: 'followBatch',
  summary: 'Follow a batch by Server-Sent Events until it has ended',
  description:
    'Begins with the present state, or behind the event that Last-Event-ID names. The names of the events are status, progress, log and deleted; docs/api.md tells when each comes.',
  answers: {
    200: {
      description: 'Events as they happen; over when the batch has ended or was deleted.',
      media: { 'text/event-stream': { schema: streamSchema, example: batchStream } },
    },
    204: { description: 'The batch has ended, and the client has all of its events: it need not come back.' },
  },
  params: BatchParams,
  querystring: EventsQuery,
  response: { 200: response200, 204: Type.Null(), ...errorResponses },
};

const eventsSchema = {
  ...documented,
  operationId: 'followBatches',
  summary: 'Follow all batches of the organisation by Server-Sent Events',
  description:
    'Begins with the event ready, or behind the event that Last-Event-ID names. Credentials that are bound to workspaces see the batches of those. It goes on until somebody ends it.',
  answers: {
    200: {
      description: 'Events as they happen.',
      media: { 'text/event-stream': { schema: streamSchema, example: organisationStream } },
    },
  },
  querystring: EventsQuery,
  response: { 200: response200, ...errorResponses },
};
