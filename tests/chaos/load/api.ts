/**
 * What a client knows of its request: `acknowledged` was done, `refused` was not, and of `unknown` nobody can tell: it may
 * have been done although no answer came, or one that says nothing.
 */
export type Answer =
  | { readonly kind: 'acknowledged'; readonly body: Record<string, unknown> }
  | { readonly kind: 'refused'; readonly status: number; readonly body: Record<string, unknown> }
  | { readonly kind: 'unknown'; readonly why: string };

/** Longer than any pause of a node: most requests that meet one are answered in the end. */
const patienceMs = 8_000;

/** The API as one organisation sees it, on whichever server is asked. */
export class Api {
  readonly orgId: string;
  readonly #aServer: () => Promise<string>;
  readonly #onDefect: (sentence: string) => void;

  constructor(orgId: string, aServer: () => Promise<string>, onDefect: (sentence: string) => void) {
    this.orgId = orgId;
    this.#aServer = aServer;
    this.#onDefect = onDefect;
  }

  async call(method: string, path: string, body?: string, contentType = 'application/json'): Promise<Answer> {
    const headers = {
      'x-org-id': this.orgId,
      'x-workspace-id': 'ws-chaos',
      ...(body !== undefined && { 'content-type': contentType }),
    };
    const server = await this.#aServer();
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${server}/api/v1${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(patienceMs),
        ...(body !== undefined && { body }),
      });
      text = await response.text();
    } catch (error) {
      return { kind: 'unknown', why: String(error) };
    }
    return this.#judge(`${method} ${path}`, response.status, text);
  }

  #judge(request: string, status: number, text: string): Answer {
    // A database that is away is a 503 and nothing else: a 500 is a case that nobody thought of.
    if (status >= 500 && status !== 503) this.#onDefect(`${request} was answered with ${status}: ${text}`);
    if (status >= 500) return { kind: 'unknown', why: `${status}` };
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return status < 300 ? { kind: 'acknowledged', body } : { kind: 'refused', status, body };
  }
}
