/** The lines of a text as they arrive, without their ends. Letting go of it closes the connection. */
export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      yield* lines;
      if (done) break;
    }
    if (rest !== '') yield rest.replace(/\r$/, '');
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** A server-sent event. */
export interface ServerEvent {
  /** Of the last event that had one: where a stream goes on after it broke off. */
  readonly id: string | null;
  readonly event: string;
  readonly data: unknown;
}

interface Reopening {
  /** How long to wait before a stream that broke off is opened again. */
  afterMs: number;
}

/** The events of a `text/event-stream`; data is JSON. Comments, which keep the connection awake, are passed over. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  reopening: Reopening = { afterMs: 0 },
): AsyncGenerator<ServerEvent> {
  let id: string | null = null;
  let event = 'message';
  let data: string[] = [];
  for await (const line of readLines(body)) {
    if (line === '') {
      if (data.length > 0) yield { id, event, data: JSON.parse(data.join('\n')) };
      [event, data] = ['message', []];
      continue;
    }
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id') id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) reopening.afterMs = Number(value);
  }
}
