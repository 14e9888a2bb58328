/** One row of what was sent, and what is wrong with it. */
export interface RowProblem {
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly details: string;
}

interface Refusal {
  readonly code: string;
  readonly details: string;
  readonly errors?: readonly RowProblem[];
  readonly import_id?: string;
}

/** The server refused, and said why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** A stable code, such as `NOT_FOUND`; docs/errors.md lists them. New ones may be added. */
  readonly code: string;
  /** A sentence for people, which names the offending value. */
  readonly details: string;
  /** Where several rows of what was sent are at fault. */
  readonly errors: readonly RowProblem[];
  /** The import that broke off, where it was one. */
  readonly importId: string | null;
  /** Under which the server's log has the request. */
  readonly requestId: string | null;

  constructor(status: number, refusal: Refusal, headers: Headers) {
    super(`${refusal.details} (${status} ${refusal.code})`);
    this.status = status;
    this.code = refusal.code;
    this.details = refusal.details;
    this.errors = refusal.errors ?? [];
    this.importId = refusal.import_id ?? null;
    this.requestId = headers.get('x-request-id');
  }
}

/** What answered is not an OffGridFlow server: a proxy, a sign-in page, another program, a server that has moved. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  readonly status: number;
  readonly headers: Headers;
  /** What it said. */
  readonly text: string;

  constructor(status: number, text: string, headers: Headers) {
    super(`The answer ${status} is not one of OffGridFlow.`);
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
}

/** No answer came, or it broke off; `cause` says why. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';

  constructor(url: string, cause: unknown) {
    super(`No server answers at ${url}.`, { cause });
  }
}

/** The failure that an answer tells of. */
export function failureOf(response: Response, text: string): ApiError | UnexpectedAnswerError {
  const { status, headers } = response;
  const refusal = objectOrNull(text) as Partial<Refusal> | null;
  if (typeof refusal?.code === 'string' && typeof refusal.details === 'string')
    return new ApiError(status, refusal as Refusal, headers);
  return new UnexpectedAnswerError(status, text, headers);
}

export function objectOrNull(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
