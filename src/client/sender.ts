import type { AnyCall, OperationId } from './calls.ts';
import { ConnectionError, failureOf } from './errors.ts';
import { operationPaths } from './operations.ts';

export interface ClientOptions {
  /** Where the server is, without `/api/v1`: `https://batches.example.com`. A path in front of the API is kept. */
  readonly url: string;
  /** An API key or a token, or a function that gives the current one. */
  readonly key?: string | (() => string | Promise<string>);
  /** Needed without a key; with one it may be left out. */
  readonly orgId?: string;
  readonly workspaceId?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How often a request is sent at most, where the server answers 429 or 503 and says when to come back; default 4. */
  readonly triesMax?: number;
  /** No longer than that is waited for the next try; default 60. */
  readonly waitSecondsMax?: number;
  /** In place of the platform's. */
  readonly fetch?: typeof fetch;
}

/** Sends requests, and sends them again where the server says when. Anything but success is thrown. */
export class Sender {
  readonly apiUrl: string;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.apiUrl = `${options.url.replace(/\/+$/, '')}/api/v1`;
  }

  /** A 304 counts as success: it is asked for. */
  async send(id: OperationId, call: AnyCall, accept: string): Promise<Response> {
    const { method, path, isKeyed } = operationPaths[id];
    const url = `${this.apiUrl}${filledIn(path, call.path ?? {})}${queryOf(call.query ?? {})}`;
    // Rows may be sent twice as they are; with a key they would be kept until all are there, however many they are.
    const isOnce = isKeyed && call.content === undefined;
    const headers = {
      accept,
      ...(isOnce && { 'idempotency-key': randomKey() }),
      ...lowerCased(call.headers ?? {}),
    };
    const isSafe = method === 'GET' || 'idempotency-key' in headers;
    const { triesMax = 4 } = this.#options;
    for (let tries = 1; ; tries++) {
      const response = await this.#once(url, method, { ...call, headers });
      if (response.ok || response.status === 304) return response;
      const waitMs = tries < triesMax && mayBeRepeated(isSafe, response, call) && this.#waitMs(response);
      const text = await response.text().catch((error) => this.#lost(error, call.signal));
      if (waitMs === false) throw failureOf(response, text);
      await pause(waitMs, call.signal);
    }
  }

  async #once(url: string, method: string, call: AnyCall): Promise<Response> {
    const { fetch: send = fetch } = this.#options;
    const headers = await this.#headersOf(call);
    try {
      return await send(url, {
        method,
        headers,
        ...bodyOf(call),
        ...(call.signal && { signal: call.signal }),
      });
    } catch (error) {
      return this.#lost(error, call.signal);
    }
  }

  /** For what goes wrong while an answer is read, too. */
  #lost(error: unknown, signal: AbortSignal | undefined): never {
    if (signal?.aborted) throw error;
    throw new ConnectionError(this.apiUrl, error);
  }

  /** The text of an answer. */
  async textOf(response: Response, signal?: AbortSignal): Promise<string> {
    return response.text().catch((error: unknown) => this.#lost(error, signal));
  }

  async #headersOf({ body, contentType, headers }: AnyCall): Promise<Record<string, string>> {
    const { key, orgId, workspaceId } = this.#options;
    const credential = typeof key === 'function' ? await key() : key;
    return {
      ...(credential !== undefined && { authorization: `Bearer ${credential}` }),
      ...(orgId !== undefined && { 'x-org-id': headerValue(orgId) }),
      ...(workspaceId !== undefined && { 'x-workspace-id': headerValue(workspaceId) }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...this.#options.headers,
      ...headers,
    };
  }

  /** False where the server does not say when, or too late. */
  #waitMs({ headers }: Response): number | false {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    const { waitSecondsMax = 60 } = this.#options;
    return seconds >= 0 && seconds <= waitSecondsMax ? seconds * 1000 : false;
  }
}

/**
 * A 429 was refused before anything was done. Behind a 503 the work may have been done all the same, so that only what
 * changes nothing, or is known again by its key, is sent once more.
 */
function mayBeRepeated(isSafe: boolean, { status }: Response, { content }: AnyCall): boolean {
  if (content instanceof ReadableStream) return false;
  return status === 429 || (status === 503 && isSafe);
}

/** Not `randomUUID`, which browsers keep from pages that came over plain HTTP. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function bodyOf({ body, content }: AnyCall): RequestInit {
  // Followed, a redirect would turn a POST into a GET.
  if (content === undefined && body === undefined) return { redirect: 'manual' };
  if (!(content instanceof ReadableStream))
    return { redirect: 'manual', body: content ?? JSON.stringify(body) };
  // A stream that is let go of as it is sent. Where another try is thinkable, after a redirect or by a page that asks for
  // a password, `fetch` keeps a copy of all that was sent: 600 MB for a file of 500.
  return { body: content, duplex: 'half', redirect: 'error', window: null } as RequestInit;
}

function filledIn(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name] ?? '');
    // As a part of a path it would lead to another one.
    if (/^\.{0,2}$/.test(value)) throw new TypeError(`"${value}" is no ${name}.`);
    return encodeURIComponent(value);
  });
}

function queryOf(query: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return text === '' ? '' : `?${text}`;
}

/** Headers are bytes, and `fetch` takes one character for each: UTF-8. */
function headerValue(name: string): string {
  return String.fromCharCode(...new TextEncoder().encode(name));
}

export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
