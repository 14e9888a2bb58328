import type { operations } from './api.ts';

/** The name of a call: the document's `operationId`. */
export type OperationId = keyof operations;

type Parameters<Id extends OperationId> = operations[Id]['parameters'];
type Answers<Id extends OperationId> = operations[Id]['responses'];
type AnswerOf<Id extends OperationId, Status> = Answers<Id>[Extract<keyof Answers<Id>, Status>];
type ContentOf<Answer, Media extends string> = Answer extends { content: { [M in Media]: infer Content } }
  ? Content
  : undefined;

/** What a call answers with, where it does what it is asked for. */
export type Data<Id extends OperationId> = ContentOf<AnswerOf<Id, 200 | 201 | 202 | 204>, 'application/json'>;

type PathPart<Id extends OperationId> =
  Parameters<Id> extends { path: infer Path } ? { readonly path: Path } : { readonly path?: never };

type QueryPart<Id extends OperationId> =
  Parameters<Id> extends { query: infer Query }
    ? { readonly query: Query }
    : { readonly query?: Exclude<Parameters<Id>['query'], undefined> };

/** A stream is sent once: a call with one is never tried again. */
export type Content = string | Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** Of JSON the object; of any other media type its name and the content. */
type BodyOf<Media> =
  | (Media extends { 'application/json': infer Json }
      ? { readonly body: Json; readonly content?: never; readonly contentType?: never }
      : never)
  | { readonly body?: never; readonly content: Content; readonly contentType: keyof Media & string };

type NoBody = { readonly body?: never; readonly content?: never; readonly contentType?: never };

type BodyPart<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer Media } }
  ? BodyOf<Media>
  : operations[Id] extends { requestBody?: { content: infer Media } }
    ? BodyOf<Media> | NoBody
    : NoBody;

interface CommonPart {
  /** Beside those of the client, such as `If-None-Match`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type CallOptions<Id extends OperationId> = PathPart<Id> & QueryPart<Id> & BodyPart<Id> & CommonPart;

/** Nothing need be given where nothing is required. */
export type CallArguments<Id extends OperationId> =
  Record<never, never> extends CallOptions<Id> ? [options?: CallOptions<Id>] : [options: CallOptions<Id>];

/** Calls that answer with a page of a list. */
export type PagedId = {
  [Id in OperationId]: Data<Id> extends { next: string | null } ? Id : never;
}[OperationId];

/** Of a page, the only field that is a list. */
export type RowOf<Page> = {
  [Field in keyof Page]: Page[Field] extends readonly (infer Row)[] ? Row : never;
}[keyof Page];

/** Calls that answer with a list as a stream of lines. */
export type StreamedId = {
  [Id in PagedId]: ContentOf<AnswerOf<Id, 200>, 'application/x-ndjson'> extends string ? Id : never;
}[PagedId];

/** Media types other than JSON that a call answers with. */
export type MediaOf<Id extends OperationId> =
  AnswerOf<Id, 200> extends { content: infer Media }
    ? Exclude<keyof Media, 'application/json'> & string
    : never;

/** Calls that answer with a stream of server-sent events. */
export type EventsId = {
  [Id in OperationId]: 'text/event-stream' extends MediaOf<Id> ? Id : never;
}[OperationId];

/** The same without its types, as it is sent. */
export interface AnyCall {
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly content?: Content | undefined;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}
