import type { components } from './api.ts';
import type {
  AnyCall,
  CallArguments,
  CallOptions,
  Data,
  EventsId,
  MediaOf,
  OperationId,
  PagedId,
  RowOf,
  StreamedId,
} from './calls.ts';
import { ApiError, ConnectionError, objectOrNull, UnexpectedAnswerError } from './errors.ts';
import { operationPaths } from './operations.ts';
import { readEvents, readLines, type ServerEvent } from './read-lines.ts';
import { type ClientOptions, pause, Sender } from './sender.ts';

export type { components, operations, paths } from './api.ts';
export type { CallOptions, Data, OperationId } from './calls.ts';
export type { ClientOptions, ServerEvent };
export { ApiError, ConnectionError, UnexpectedAnswerError };

export type Batch = components['schemas']['Batch'];

export interface Answer<Id extends OperationId> {
  readonly status: number;
  readonly headers: Headers;
  /** Null for a 304. */
  readonly data: Data<Id> | null;
}

/**
 * Speaks to an OffGridFlow server, in browsers and on Node alike. Each call has the name, the fields and the answer that
 * docs/openapi.json gives it. Whatever goes wrong is thrown: an `ApiError` with the server's code and sentence, an
 * `UnexpectedAnswerError`, a `ConnectionError`, or the reason of the signal that aborted it. Where the server says when
 * to come back (429, 503), calls that may be repeated are.
 */
export class OffGridFlowClient {
  readonly #sender: Sender;

  constructor(options: ClientOptions) {
    this.#sender = new Sender(options);
  }

  /** What the server answers. */
  async call<Id extends OperationId>(id: Id, ...args: CallArguments<Id>): Promise<Data<Id>> {
    const { data, status, headers } = await this.request(id, ...args);
    if (data === null) throw new UnexpectedAnswerError(status, '', headers);
    return data;
  }

  /** With status and headers, such as `ETag`. */
  async request<Id extends OperationId>(id: Id, ...[options]: CallArguments<Id>): Promise<Answer<Id>> {
    const call = (options ?? {}) as AnyCall;
    const response = await this.#sender.send(id, call, 'application/json');
    const { status, headers } = response;
    const text = await this.#sender.textOf(response, call.signal);
    if (status === 304) return { status, headers, data: null };
    const { statuses, fields } = operationPaths[id];
    if (status === 204 && statuses.includes(204)) return { status, headers, data: undefined as Data<Id> };
    // Another program's JSON is not taken for an answer.
    const data = statuses.includes(status) ? objectOrNull(text) : null;
    if (data === null || !fields.every((field) => field in data))
      throw new UnexpectedAnswerError(status, text, headers);
    return { status, headers, data: data as Data<Id> };
  }

  /** A list page by page, from `query.after` on. */
  async *pages<Id extends PagedId>(id: Id, options: CallOptions<Id>): AsyncGenerator<Data<Id>> {
    let query = (options as AnyCall).query;
    for (;;) {
      const page = await this.call(id, ...([{ ...options, query }] as unknown as CallArguments<Id>));
      yield page;
      const { next } = page as { next: string | null };
      if (next === null) return;
      query = { ...query, after: next };
    }
  }

  /** All rows of a list, read page by page. */
  async *rows<Id extends PagedId>(id: Id, options: CallOptions<Id>): AsyncGenerator<RowOf<Data<Id>>> {
    for await (const page of this.pages(id, options)) {
      yield* Object.values(page as object).find(Array.isArray) as RowOf<Data<Id>>[];
    }
  }

  /** All rows of a list in one answer, as they arrive. Leaving the loop ends it. */
  async *stream<Id extends StreamedId>(id: Id, options: CallOptions<Id>): AsyncGenerator<RowOf<Data<Id>>> {
    const body = await this.open(id, 'application/x-ndjson' as MediaOf<Id>, options);
    for await (const line of this.#unbroken(readLines(body), (options as AnyCall).signal)) {
      if (line !== '') yield JSON.parse(line) as RowOf<Data<Id>>;
    }
  }

  /** An answer in another form than JSON, such as `text/csv`, as its bytes. */
  async open<Id extends OperationId>(
    id: Id,
    mediaType: MediaOf<Id>,
    options: CallOptions<Id>,
  ): Promise<ReadableStream<Uint8Array>> {
    return bodyOf(await this.#sender.send(id, options as AnyCall, mediaType), mediaType);
  }

  /**
   * Events as they come, until the server says that there are no more. A stream that breaks off is opened again behind
   * the last event, as often as it takes: leave the loop or give a signal to end it.
   */
  async *events<Id extends EventsId>(id: Id, options: CallOptions<Id>): AsyncGenerator<ServerEvent> {
    const { signal, ...call } = options as AnyCall;
    const reopening = { afterMs: 1000 };
    let lastId = call.headers?.['last-event-id'];
    let isOpened = false;
    for (;;) {
      const headers = { ...call.headers, ...(lastId !== undefined && { 'last-event-id': lastId }) };
      try {
        const response = await this.#sender.send(id, { ...call, headers, signal }, 'text/event-stream');
        isOpened = true;
        if (response.status === 204) return;
        const body = bodyOf(response, 'text/event-stream');
        for await (const event of this.#unbroken(readEvents(body, reopening), signal)) {
          if (event.id !== null) lastId = event.id;
          yield event;
        }
      } catch (error) {
        if (!isOpened || !isPassing(error)) throw error;
      }
      await pause(reopening.afterMs, signal);
    }
  }

  /** The batch once it is over: complete, failed or cancelled. */
  async waitForBatch(batchId: string, { signal, lookEveryMs = 1000 }: WaitOptions = {}): Promise<Batch> {
    for (;;) {
      const batch = await this.call('getBatch', { path: { batch_id: batchId }, ...(signal && { signal }) });
      if (['complete', 'failed', 'cancelled'].includes(batch.status)) return batch;
      await pause(lookEveryMs, signal);
    }
  }

  /** An answer that breaks off in the middle is no end of a list. */
  async *#unbroken<Value>(
    values: AsyncIterable<Value>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Value> {
    try {
      yield* values;
    } catch (error) {
      if (signal?.aborted || error instanceof SyntaxError) throw error;
      throw new ConnectionError(this.#sender.apiUrl, error);
    }
  }
}

interface WaitOptions {
  readonly signal?: AbortSignal;
  readonly lookEveryMs?: number;
}

/** The server is not there, or it or a proxy in front of it says that it cannot answer now. */
function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return (
    (error instanceof ApiError || error instanceof UnexpectedAnswerError) &&
    [429, 502, 503, 504].includes(error.status)
  );
}

/** As bytes, where it is of the type that was asked for. */
function bodyOf({ body, status, headers }: Response, mediaType: string): ReadableStream<Uint8Array> {
  if (body === null || headers.get('content-type')?.startsWith(mediaType) !== true)
    throw new UnexpectedAnswerError(status, '', headers);
  return body;
}
