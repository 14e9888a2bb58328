import { ErrorSchema } from '../error-response.ts';
import { type ErrorCode, errorStatuses } from '../http-error.ts';
import { commonResponseHeaders, ownerResponseHeaders, responseHeaders } from './headers.ts';

interface ErrorAnswer {
  readonly description: string;
  /** A sentence as `details` has it. */
  readonly example: string;
  readonly headers?: readonly string[];
}

const errorAnswers: Readonly<Record<ErrorCode, ErrorAnswer>> = {
  VALIDATION_ERROR: {
    description: 'A field, a parameter, a header or the body breaks a rule. Nothing was changed.',
    example: 'priority must be from 0 to 10, not 11.',
  },
  UNAUTHENTICATED: {
    description: 'The credentials are missing, wrong, revoked or expired: the answer does not tell which.',
    example:
      'The credentials are missing, wrong, revoked or expired: send valid ones as "Authorization: Bearer ...".',
    headers: ['WWW-Authenticate'],
  },
  FORBIDDEN: {
    description: 'The credentials are valid, but not for this role, organisation or workspace.',
    example: 'This takes the role operator; the credentials have the role viewer.',
  },
  NOT_FOUND: {
    description: "There is no such thing in this organisation, or it is another's.",
    example: 'There is no batch batch_4f0c1c62a7d94e0f8f5b.',
    headers: ['Idempotency-Replayed'],
  },
  METHOD_NOT_ALLOWED: {
    description: 'The path is known, the method is not.',
    example: 'PATCH is not allowed here: use one of GET, HEAD, OPTIONS.',
    headers: ['Allow'],
  },
  NOT_ACCEPTABLE: {
    description: '`Accept` asks for no media type that there is.',
    example: 'Accept is "image/png": this is given as application/json, application/x-ndjson, text/csv.',
  },
  REQUEST_TIMEOUT: {
    description: 'The request did not arrive in time.',
    example: 'The request did not arrive in time.',
  },
  CONFLICT: {
    description: 'What is there does not allow this now. Nothing was changed.',
    example:
      'The batch batch_4f0c1c62a7d94e0f8f5b is complete: only pending, queued and processing ones can be cancelled.',
    headers: ['Idempotency-Replayed'],
  },
  PAYLOAD_TOO_LARGE: {
    description: 'The body is too large.',
    example: 'The body is too large: split it, or send activities as NDJSON or CSV, which are streamed.',
  },
  URI_TOO_LONG: {
    description: 'The URL with its query is too long.',
    example: 'The URL has 9120 bytes: 8000 are read.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    description: 'The `Content-Type` or `Content-Encoding` is not one that is read here.',
    example: 'Content-Encoding is "br": send the body as it is, or with gzip.',
  },
  RATE_LIMITED: {
    description: 'Too many requests, event streams or wrong credentials.',
    example: 'The key may make 600 requests a minute, and has: try again in 2 s.',
    headers: ['Retry-After', ...ownerResponseHeaders],
  },
  HEADERS_TOO_LARGE: {
    description: 'The headers are too many or too large.',
    example: 'There are 140 headers: 100 are read.',
  },
  INTERNAL_ERROR: {
    description: 'A fault of the server. Its log has it under the id of the request.',
    example: 'Something went wrong on our side. The log has it under the x-request-id of this answer.',
  },
  UNAVAILABLE: {
    description: 'The database, or the issuer of tokens, cannot be used at the moment.',
    example: 'The database cannot be reached: try again soon.',
    headers: ['Retry-After'],
  },
};

/** `VALIDATION_ERROR` is `ValidationError` among the document's responses. */
export function errorAnswerName(code: string): string {
  return code.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The document's named responses, one for each code. */
export function errorAnswerComponents(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(errorAnswers).map(([code, { description, example, headers = [] }]) => [
      errorAnswerName(code),
      {
        description: `${errorStatuses[code as ErrorCode]} ${code}. ${description}`,
        headers: headerReferences([...commonResponseHeaders, ...headers]),
        content: {
          'application/json': {
            schema: ErrorSchema,
            example: { error: code, code, details: example, timestamp: '2026-01-05T09:30:00.000Z' },
          },
        },
      },
    ]),
  );
}

/** Refuses what is not there: a misspelt name would be a reference that leads nowhere. */
export function referenceTo(kind: 'headers' | 'parameters', known: object, name: string): { $ref: string } {
  if (!(name in known)) throw new Error(`There is no header ${name} in src/http/openapi/headers.ts.`);
  return { $ref: `#/components/${kind}/${name}` };
}

export function headerReferences(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, referenceTo('headers', responseHeaders, name)]));
}
