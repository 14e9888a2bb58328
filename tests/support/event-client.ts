import { Agent, get, type IncomingMessage } from 'node:http';

/** One event as it came, and when. */
export interface ReceivedEvent {
  readonly id: string | null;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: each name has its own shape, which the cases look into.
  readonly data: any;
  readonly atMs: number;
}

/** Connections as a browser has them for streams: one each, for as long as it lasts. */
const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** Reads a stream of events as the standard says, keeping the id for coming back. */
export class EventClient {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** All that has come. */
  readonly events: ReceivedEvent[] = [];
  retryMs: number | null = null;
  beats = 0;
  lastEventId: string | null;
  /** Resolves when the stream is over, with the body where it is none. */
  readonly ended: Promise<string>;
  readonly #response: IncomingMessage;
  #onEvent: () => void = () => {};
  #rest = '';

  static async open(url: string, headers: Record<string, string>, lastEventId: string | null = null) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const last = lastEventId === null ? {} : { 'last-event-id': lastEventId };
      get(url, { agent, headers: { accept: 'text/event-stream', ...headers, ...last } }, resolve).on(
        'error',
        reject,
      );
    });
    return new EventClient(response, lastEventId);
  }

  private constructor(response: IncomingMessage, lastEventId: string | null) {
    this.#response = response;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    this.lastEventId = lastEventId;
    let body = '';
    const isStream = this.headers['content-type']?.startsWith('text/event-stream') === true;
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      if (isStream) this.#read(text);
      else body += text;
    });
    this.ended = new Promise((resolve) => {
      response.on('error', () => {});
      response.on('close', () => {
        resolve(body);
        this.#onEvent();
      });
    });
  }

  get names(): string[] {
    return this.events.map(({ name }) => name);
  }

  /** Once so many have come, or the stream is over. */
  async received(count: number): Promise<ReceivedEvent[]> {
    while (this.events.length < count && !this.isOver) await this.#nextChange();
    return this.events;
  }

  /** Once so many signs of life have come, or the stream is over. */
  async beaten(count: number): Promise<void> {
    while (this.beats < count && !this.isOver) await this.#nextChange();
  }

  get isOver(): boolean {
    return this.#response.closed;
  }

  /** Takes nothing more until `resume`. */
  pause(): void {
    this.#response.pause();
  }

  resume(): void {
    this.#response.resume();
  }

  close(): void {
    this.#response.destroy();
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEvent = resolve;
    });
  }

  #read(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) this.#take(block.split('\n'));
    this.#onEvent();
  }

  #take(lines: readonly string[]): void {
    const fields = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
    );
    if (lines[0]?.startsWith(':')) this.beats += 1;
    const retry = fields.get('retry');
    if (retry !== undefined) this.retryMs = Number(retry);
    const data = fields.get('data');
    if (data === undefined) return;
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    const name = fields.get('event') ?? 'message';
    this.events.push({ id: fields.get('id') ?? null, name, data: JSON.parse(data), atMs: performance.now() });
  }
}
