import assert from 'node:assert/strict';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { isLockTimeout } from '../../db/transient-errors.ts';
import { SpooledBytes, type SpoolRoom } from '../../importing/spooled-bytes.ts';
import type { Answer, AnswerStore, AskedOnce } from '../../store/answer-store.ts';
import type { ApiLimits } from '../api-limits.ts';
import { HttpError } from '../http-error.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import { atMost } from '../kept-body.ts';
import { requestHashOf } from '../request-hash.ts';
import { type Answered, RunningRequests, stillRunning } from '../running-requests.ts';
import type { Tenants } from '../tenant.ts';
import { failureOf, logFailure, presentFailure } from './errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    idempotencyKey: string | null;
    /** All that is done through `tenant` is one transaction, which the handler is within. */
    isOneTransaction: boolean;
  }
  interface FastifyContextConfig {
    /** The answer has a secret, which is kept nowhere. */
    showsSecret?: boolean;
  }
}

/** How long a request waits for the first one with its key. */
const waitMs = 30_000;
/** Beside all 2xx: refusals by what was there at that time. Any other says that the request was not taken up. */
const keptRefusals = new Set([404, 409]);

/**
 * A POST with an Idempotency-Key is done once, however often it comes: key, effect and answer are one transaction, so that
 * they are there together or not at all. Must be called before the routes of `app` are registered, and after what finds out
 * who asks: an answer is given again only to whom the request itself would be allowed.
 */
export function answerOnce(
  app: FastifyInstance,
  tenants: Tenants,
  { keptBytes, spoolRoom }: Pick<ApiLimits, 'keptBytes'> & { readonly spoolRoom: SpoolRoom },
): void {
  const running = new RunningRequests(waitMs);
  app.decorateRequest('idempotencyKey', null);
  app.decorateRequest('isOneTransaction', false);
  app.addHook('onRequest', async (request) => {
    // The other methods change nothing when they come again.
    if (request.method === 'POST') request.idempotencyKey = idempotencyKeyOf(request);
  });
  app.addHook('onRoute', (route) => {
    if (route.method !== 'POST') return;
    const { handler } = route;
    route.handler = function (request, reply) {
      if (request.idempotencyKey === null) return handler.call(this, request, reply);
      const given = { key: request.idempotencyKey, keptBytes, spoolRoom };
      return once(request, given, async (asked) => {
        const first = new FirstRequest(asked, request, reply, () => handler.call(this, request, reply));
        const { answer, isReplayed } = await running.run(asked, () => first.answer(tenants));
        if (isReplayed) reply.header('idempotency-replayed', 'true');
        reply.code(answer.status).headers(answer.headers);
        if (answer.body === '') return null;
        reply.type('application/json; charset=utf-8');
        return answer.body;
      });
    } satisfies RouteHandlerMethod;
  });
}

interface KeyAndRoom extends Pick<ApiLimits, 'keptBytes'> {
  readonly key: string;
  readonly spoolRoom: SpoolRoom;
}

/** Calls `act` with what is asked. A stream is read first, onto the disk: before that it is not known what it asks. */
async function once<T>(
  request: FastifyRequest,
  { key, keptBytes, spoolRoom }: KeyAndRoom,
  act: (asked: AskedOnce) => Promise<T>,
): Promise<T> {
  const { orgId, caller, body } = request;
  const asked = (requestHash: string) => act({ orgId, actor: caller.actor, key, requestHash });
  if (!isStream(body)) return asked(await requestHashOf(request, null));
  const spooled = await SpooledBytes.open(spoolRoom);
  try {
    const requestHash = await requestHashOf(
      request,
      spooled.keep(atMost(keptBytes, body, 'an Idempotency-Key')),
    );
    request.body = { [Symbol.asyncIterator]: () => spooled.read()[Symbol.asyncIterator]() };
    return await asked(requestHash);
  } finally {
    await spooled.close();
  }
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** A request that no other with its key runs beside, on this node. */
class FirstRequest {
  readonly #asked: AskedOnce;
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #handle: () => unknown;
  /** Those of every answer. */
  readonly #commonHeaders: ReadonlySet<string>;

  constructor(asked: AskedOnce, request: FastifyRequest, reply: FastifyReply, handle: () => unknown) {
    this.#asked = asked;
    this.#request = request;
    this.#reply = reply;
    this.#handle = handle;
    this.#commonHeaders = new Set(Object.keys(reply.getHeaders()));
  }

  /** What comes of it, or has come of it before. Throws what is not kept: with that, nothing has happened. */
  async answer(tenants: Tenants): Promise<Answered> {
    try {
      return await this.#once(tenants, async () => this.#present(await this.#handle()));
    } catch (error) {
      const failure = failureOf(error);
      if (!keptRefusals.has(failure.statusCode) || error instanceof KeyIsTaken) throw error;
      logFailure(failure, error, this.#request);
      const { statusCode: status, headers } = failure;
      const answer = { status, headers, body: JSON.stringify(presentFailure(failure)) };
      // Its transaction was taken back, and with it the key. Another may have come in between.
      return await this.#once(tenants, async () => answer);
    }
  }

  async #once(tenants: Tenants, act: () => Promise<Answer>): Promise<Answered> {
    const request = this.#request;
    const { tenant: outside } = request;
    try {
      return await tenants.transaction(this.#asked.orgId, async (tenant) => {
        this.#forgetHeaders();
        const kept = await this.#reserve(tenant.answers);
        if (kept !== null) return { answer: kept, isReplayed: true };
        request.tenant = tenant;
        request.isOneTransaction = true;
        const answer = await act();
        await tenant.answers.keep(this.#asked, this.#keepable(answer));
        return { answer, isReplayed: false };
      });
    } catch (error) {
      this.#forgetHeaders();
      throw error;
    } finally {
      request.tenant = outside;
      request.isOneTransaction = false;
    }
  }

  async #reserve(answers: AnswerStore): Promise<Answer | null> {
    try {
      const kept = await answers.reserve(this.#asked, waitMs);
      if (kept !== null && kept.requestHash !== this.#asked.requestHash) throw new KeyIsTaken();
      return kept;
    } catch (error) {
      throw isLockTimeout(error) ? stillRunning() : error;
    }
  }

  /** As the client gets it. */
  #present(payload: unknown): Answer {
    const reply = this.#reply;
    assert(!reply.sent && payload !== reply, 'The answer to a POST is what its handler returns.');
    const body = payload === null || payload === undefined ? '' : String(reply.serialize(payload));
    const own = Object.entries(reply.getHeaders()).filter(([name]) => !this.#commonHeaders.has(name));
    const headers = Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
    return { status: reply.statusCode, headers, body };
  }

  /** What the handler has set is worth nothing where its transaction was taken back. */
  #forgetHeaders(): void {
    for (const name of Object.keys(this.#reply.getHeaders())) {
      if (!this.#commonHeaders.has(name)) this.#reply.removeHeader(name);
    }
  }

  /** A secret stands in no database. Who lost it hears that it is lost, and that there is no second one. */
  #keepable(answer: Answer): Answer {
    const { showsSecret = false } = this.#request.routeOptions.config;
    if (!showsSecret || answer.status >= 300) return answer;
    const { id } = JSON.parse(answer.body) as { id?: string };
    const refusal = new HttpError(
      'CONFLICT',
      `The first request with this Idempotency-Key was answered${id === undefined ? '' : ` for ${id}`} with a secret, which is shown once: where it was lost, make another with a new Idempotency-Key.`,
    );
    return { status: refusal.statusCode, headers: {}, body: JSON.stringify(presentFailure(refusal)) };
  }
}

class KeyIsTaken extends HttpError {
  constructor() {
    super(
      'CONFLICT',
      'This Idempotency-Key came before with another request: another URL, body, workspace or media type. Send what was sent then, or a new key.',
    );
  }
}
