/** Every code that the API answers with, and its status. */
export const errorStatuses = {
  VALIDATION_ERROR: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  REQUEST_TIMEOUT: 408,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  URI_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
} as const;
export type ErrorCode = keyof typeof errorStatuses;

/** One row of what was sent, and what is wrong with it. */
export interface RowProblem {
  readonly line: number;
  /** Null where the row as a whole is meant. */
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly details: string;
}

/** A failure as the client sees it: what `plugins/errors.ts` makes of every error that is thrown. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly headers: Readonly<Record<string, string>>;
  /** What is wrong with single rows of what was sent. */
  readonly errors: readonly RowProblem[];
  /** The import that it broke off; null where it was none. */
  readonly importId: string | null;

  constructor(
    code: ErrorCode,
    details: string,
    headers: Readonly<Record<string, string>> = {},
    errors: readonly RowProblem[] = [],
    importId: string | null = null,
  ) {
    super(details);
    this.code = code;
    this.headers = headers;
    this.errors = errors;
    this.importId = importId;
  }

  get statusCode(): number {
    return errorStatuses[this.code];
  }
}
