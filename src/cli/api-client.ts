import type { Config } from '../app/config.ts';
import { withoutUserInfo } from '../foundation/credentials.ts';
import { CommandError } from './exit-codes.ts';

/** A batch as the API shows it. */
export interface ApiBatch {
  readonly id: string;
  readonly org_id: string;
  readonly workspace_id: string;
  readonly status: string;
  readonly activity_count: number;
  readonly success_count: number;
  readonly error_count: number;
  readonly remaining_count: number;
  readonly total_emissions: number;
  readonly total_emissions_exact: string;
  readonly progress_percent: number;
  readonly priority: number;
  readonly retry_count: number;
  readonly max_retries: number;
  readonly error_tolerance: number | null;
  readonly error_tolerance_share: number | null;
  readonly errors_tolerated: number | null;
  readonly error_message: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly duration_seconds: number | null;
}

export interface RequestBody {
  readonly contentType: string;
  readonly content: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  readonly contentEncoding?: string;
  /** Of what the body replaces. */
  readonly tag?: string | null;
}

interface Called {
  readonly status: number;
  readonly text: string;
  readonly tag: string | null;
}

const rowsPerPage = 1_000;

/**
 * Talks to a running server in the name of the configured owner. Every failure is a `CommandError` of one line. Each
 * call names a field that only the awaited answer has: another program's JSON is not taken for ours.
 */
export class ApiClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, apiKey, orgId, workspaceId }: Pick<Config, 'url' | 'apiKey' | 'orgId' | 'workspaceId'>) {
    // A key says whose it is.
    if (orgId === null && apiKey === null) {
      throw new CommandError(
        'Error: name the organisation with --org or OFFGRIDFLOW_ORG, or give a key with OFFGRIDFLOW_API_KEY.',
      );
    }
    // A server behind a path, as proxies have it, keeps its path.
    this.#url = `${url.replace(/\/+$/, '')}/api/v1`;
    this.#headers = {
      ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }),
      ...(orgId !== null && { 'x-org-id': headerValue(orgId) }),
      ...(workspaceId !== null && { 'x-workspace-id': headerValue(workspaceId) }),
    };
  }

  get<Answer extends object>(path: string, field: keyof Answer & string): Promise<Answer> {
    return this.#ask('GET', path, field);
  }

  /** With the tag of what was read, to be given when it is replaced. */
  async getTagged<Answer extends object>(
    path: string,
    field: keyof Answer & string,
  ): Promise<{ answer: Answer; tag: string | null }> {
    const called = await this.#call('GET', path);
    return { answer: this.#answerOf(called, field), tag: called.tag };
  }

  post<Answer extends object>(path: string, field: keyof Answer & string, body?: object): Promise<Answer> {
    if (body === undefined) return this.#ask('POST', path, field);
    return this.send(path, field, { contentType: 'application/json', content: JSON.stringify(body) });
  }

  send<Answer extends object>(
    path: string,
    field: keyof Answer & string,
    body: RequestBody,
  ): Promise<Answer> {
    return this.#ask('POST', path, field, body);
  }

  /** Replaces what was read with that tag, and nothing that came after it. */
  put<Answer extends object>(
    path: string,
    field: keyof Answer & string,
    body: object,
    tag: string | null,
  ): Promise<Answer> {
    const content = JSON.stringify(body);
    return this.#ask('PUT', path, field, { contentType: 'application/json', content, tag });
  }

  async delete(path: string): Promise<void> {
    const { status, text } = await this.#call('DELETE', path);
    if (status !== 204) throw this.#notOurs(status, text);
  }

  /** All rows of a paged route, page after page. */
  async *pages<Row>(path: string, name: string): AsyncGenerator<Row[]> {
    let after: string | null = null;
    do {
      const query = new URLSearchParams({ limit: String(rowsPerPage), ...(after !== null && { after }) });
      const page: Record<string, unknown> = await this.get(
        `${path}${path.includes('?') ? '&' : '?'}${query}`,
        name,
      );
      yield page[name] as Row[];
      after = page.next as string | null;
    } while (after !== null);
  }

  async #ask<Answer extends object>(
    method: string,
    path: string,
    field: keyof Answer & string,
    body?: RequestBody,
  ): Promise<Answer> {
    return this.#answerOf(await this.#call(method, path, body), field);
  }

  #answerOf<Answer extends object>({ status, text }: Called, field: keyof Answer & string): Answer {
    const answer = objectOrNull(text);
    if (answer === null || !(field in answer)) throw this.#notOurs(status, text);
    return answer as Answer;
  }

  async #call(method: string, path: string, body?: RequestBody): Promise<Called> {
    const request = {
      method,
      headers: {
        ...this.#headers,
        ...(body && { 'content-type': body.contentType }),
        ...(body?.contentEncoding && { 'content-encoding': body.contentEncoding }),
        ...(body?.tag && { 'if-match': body.tag }),
      },
      // Followed, a redirect would turn a POST into a GET.
      redirect: 'manual' as const,
      ...(body?.content instanceof ReadableStream ? streamed(body.content) : body && { body: body.content }),
    };
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#url}${path}`, request);
      text = await response.text();
    } catch (error) {
      throw this.#unreachable(error);
    }
    if (response.ok) return { status: response.status, text, tag: response.headers.get('etag') };
    throw this.#refused(response, text);
  }

  #refused({ status, headers }: Response, text: string): CommandError {
    const { code, details, errors } = (objectOrNull(text) ?? {}) as Record<string, unknown>;
    if (typeof code === 'string' && typeof details === 'string') {
      return new CommandError([`Error: ${details} (${status} ${code})`, ...rowsOf(errors)].join('\n'));
    }
    const location = headers.get('location');
    if (location === null) return this.#notOurs(status, text);
    return new CommandError(
      `Error: ${this.#url} answered ${status} and points to ${withoutUserInfo(location)}: name that server with --url or OFFGRIDFLOW_URL.`,
    );
  }

  /** A proxy answered, or something else listens there. */
  #notOurs(status: number, text: string): CommandError {
    const begin = text.replaceAll(/\s+/g, ' ').trim().slice(0, 100);
    return new CommandError(
      `Error: ${this.#url} answered ${status} and not as OffGridFlow does${begin === '' ? '' : ` ("${begin}")`}: check --url or OFFGRIDFLOW_URL.`,
    );
  }

  #unreachable(error: unknown): CommandError {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason =
      (cause as { code?: string }).code ?? (cause instanceof Error ? cause.message : String(cause));
    if (reason === 'unexpected redirect')
      return new CommandError(
        `Error: ${this.#url} points to another server: name that one with --url or OFFGRIDFLOW_URL.`,
      );
    return new CommandError(
      `Error: no server answers at ${this.#url} (${withoutUserInfo(reason)}): start one with "offgridflow serve", or name it with --url or OFFGRIDFLOW_URL.`,
    );
  }
}

/** Where several rows were at fault, a line for each. */
function rowsOf(errors: unknown): string[] {
  if (!Array.isArray(errors) || errors.length < 2) return [];
  return errors.map(({ line, column, details }: { line: number; column: string | null; details: string }) => {
    return `  line ${line}${column === null ? '' : `, ${column}`}: ${details}`;
  });
}

/**
 * A stream that is let go of as it is sent. Where another try is thinkable, after a redirect or by a page that asks for
 * a password, `fetch` keeps a copy of all that was sent: 600 MB for a file of 500.
 */
function streamed(body: ReadableStream<Uint8Array>) {
  return { body, duplex: 'half' as const, redirect: 'error' as const, window: null };
}

/** Headers are bytes, and `fetch` takes one character for each: UTF-8, as a terminal sends it. */
function headerValue(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1');
}

function objectOrNull(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
