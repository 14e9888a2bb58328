import type { TSchema } from 'typebox';

declare module 'fastify' {
  /** Stands beside a route's schemas, and says in the document what they cannot. */
  interface FastifySchema extends RouteDocument {}
}

/** Beside `operationId`, `tags` and `summary`. `tests/unit/http/openapi.test.ts` names every route that lacks something. */
export interface RouteDocument {
  /** Codes that the handler answers with beyond what every route may: `errorsOf` in document-api.ts adds the rest. */
  readonly errors?: readonly string[];
  /** Headers that not every route reads; headers.ts describes them. */
  readonly requestHeaders?: readonly string[];
  /** What may be sent, by media type. The tests send every example to a server. */
  readonly requests?: Readonly<Record<string, DocumentedRequest>>;
  readonly isBodyOptional?: boolean;
  /** What comes back, by status: those of `response`, without the errors. */
  readonly answers?: Readonly<Record<number, DocumentedAnswer>>;
}

export interface DocumentedRequest {
  /** Where the route's own `body` does not check it, since it is a stream. */
  readonly schema?: TSchema;
  readonly examples: Readonly<Record<string, unknown>>;
}

export interface DocumentedAnswer {
  readonly description: string;
  /** Beyond those of every answer; headers.ts describes them. */
  readonly headers?: readonly string[];
  /** Of the JSON; none where there is no body. */
  readonly example?: unknown;
  /** Beside JSON, by media type. */
  readonly media?: Readonly<Record<string, DocumentedMedia>>;
}

interface DocumentedMedia {
  /** Where `response` does not have it under `content`. */
  readonly schema?: TSchema;
  readonly example: unknown;
}
