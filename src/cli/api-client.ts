import type { Config } from '../app/config.ts';
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
  readonly error_message: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly duration_seconds: number | null;
}

export interface RequestBody {
  readonly contentType: string;
  readonly content: string | ReadableStream<Uint8Array>;
}

/** Talks to a running server in the name of the configured owner. Every failure is a `CommandError` of one line. */
export class ApiClient {
  readonly #config: Config;

  constructor(config: Config) {
    this.#config = config;
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.#call('GET', path);
  }

  post<Answer>(path: string, body?: object): Promise<Answer> {
    if (body === undefined) return this.#call('POST', path);
    return this.send(path, { contentType: 'application/json', content: JSON.stringify(body) });
  }

  send<Answer>(path: string, body: RequestBody): Promise<Answer> {
    return this.#call('POST', path, body);
  }

  async delete(path: string): Promise<void> {
    await this.#call('DELETE', path);
  }

  /** All rows of a paged route, page after page. */
  async *pages<Row>(path: string, name: string): AsyncGenerator<Row[]> {
    for (let after: string | null = ''; after !== null; ) {
      const cursor: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const page: Record<string, unknown> = await this.get(`${path}?limit=1000${cursor}`);
      yield page[name] as Row[];
      after = page.next === null || page.next === undefined ? null : String(page.next);
    }
  }

  async #call<Answer>(method: string, path: string, body?: RequestBody): Promise<Answer> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
    throw new CommandError(`Error: ${describeFailure(response.status, text)}`);
  }

  async #fetch(method: string, path: string, body?: RequestBody): Promise<Response> {
    const { url, orgId, workspaceId } = this.#config;
    if (orgId === null) throw new CommandError('Error: name the organisation with --org or OFFGRIDFLOW_ORG.');
    const headers: Record<string, string> = { 'x-org-id': orgId };
    if (workspaceId !== null) headers['x-workspace-id'] = workspaceId;
    if (body !== undefined) headers['content-type'] = body.contentType;
    try {
      return await fetch(new URL(`/api/v1${path}`, url), {
        method,
        headers,
        ...(body !== undefined && { body: body.content, duplex: 'half' }),
      });
    } catch (error) {
      throw new CommandError(`Error: ${describeUnreachable(url, error)}`);
    }
  }
}

function describeFailure(status: number, text: string): string {
  try {
    const { code, details } = JSON.parse(text) as { code?: string; details?: string };
    if (code !== undefined && details !== undefined) return `${details} (${status} ${code})`;
  } catch {
    // Not ours: a proxy answered, or something else listens there.
  }
  return `the server answered ${status}: ${text.slice(0, 200)}`;
}

function describeUnreachable(url: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: string }).code ?? (cause instanceof Error ? cause.message : String(cause));
  return `no server answers at ${url} (${code}): start one with "offgridflow serve", or name it with --url or OFFGRIDFLOW_URL.`;
}
