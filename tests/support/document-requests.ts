import fc from 'fast-check';
import type { OpenApiDocument, Operation, Parameter } from './openapi-document.ts';
import { hostileText, hostileValue, type Schema, SchemaValues } from './schema-values.ts';

/** A request whose parts can still be spoilt. */
export interface DraftRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or the text of another media type; undefined where there is none. */
  readonly body: unknown;
}

/** Values of parameters that stand for something which is there: `batch_id` and the ids of batches. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

type Spoil = (draft: DraftRequest) => fc.Arbitrary<DraftRequest>;

/** Requests as the document describes them, almost so, and as somebody sends them who wants to do harm. */
export class DocumentRequests {
  readonly #operations: readonly Operation[];
  readonly #values: SchemaValues;
  readonly #known: KnownValues;

  constructor(document: OpenApiDocument, known: KnownValues) {
    this.#operations = document.operations;
    this.#values = new SchemaValues((schema) => document.follow(schema));
    this.#known = known;
  }

  any(): fc.Arbitrary<DraftRequest> {
    const spoilt = (spoils: Spoil[]) =>
      this.valid().chain((draft) => fc.oneof(...spoils.map((spoil) => spoil(draft))));
    const nearly = spoilt([spoiltQuery, spoiltHeaders, spoiltBody, spoiltPath]);
    return fc.oneof(
      { weight: 4, arbitrary: this.valid() },
      { weight: 4, arbitrary: nearly },
      { weight: 1, arbitrary: nearly.chain((draft) => fc.oneof(spoiltQuery(draft), spoiltHeaders(draft))) },
      { weight: 1, arbitrary: spoilt([rawBody, anyPath, anyMethod]) },
    );
  }

  valid(): fc.Arbitrary<DraftRequest> {
    return fc.constantFrom(...this.#operations).chain((operation) => this.#of(operation));
  }

  #of(operation: Operation): fc.Arbitrary<DraftRequest> {
    const placed = (place: Parameter['in']) => operation.parameters.filter((one) => one.in === place);
    return fc
      .record({
        path: this.#valuesOf(placed('path'), true),
        query: this.#valuesOf(placed('query'), false),
        headers: this.#valuesOf(placed('header'), false),
        body: this.#bodyOf(operation),
      })
      .map(({ path, query, headers, body: [mediaType, body] }) => ({
        method: operation.method,
        path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? '')),
        query: Object.entries(query),
        headers: {
          ...Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name.toLowerCase(), inHeader(value)]),
          ),
          ...(mediaType !== null && { 'content-type': mediaType }),
        },
        body,
      }));
  }

  #valuesOf(parameters: readonly Parameter[], areRequired: boolean): fc.Arbitrary<Record<string, string>> {
    const values = Object.fromEntries(parameters.map((one) => [one.name, this.#valueOf(one)]));
    const required = parameters.filter((one) => areRequired || one.required).map((one) => one.name);
    return fc.record(values, { requiredKeys: required, noNullPrototype: true }) as fc.Arbitrary<
      Record<string, string>
    >;
  }

  #valueOf({ name, schema, example }: Parameter): fc.Arbitrary<string> {
    // What is really packed has tests of its own.
    if (name === 'Content-Encoding') return fc.constant('identity');
    const made = this.#values.of(schema as Schema).map(String);
    const known = this.#known[name] ?? [];
    if (known.length === 0) return typeof example === 'string' ? fc.oneof(made, fc.constant(example)) : made;
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made });
  }

  #bodyOf({ requestBody }: Operation): fc.Arbitrary<[mediaType: string | null, body: unknown]> {
    if (requestBody === undefined) return fc.constant([null, undefined]);
    return fc.constantFrom(...Object.entries(requestBody.content)).chain(([mediaType, media]) => {
      const examples = Object.values(media.examples ?? {}).map((example) => example.value);
      const made = mediaType === 'application/json' ? [this.#values.of(media.schema)] : [];
      return fc
        .oneof(...made, ...examples.map((example) => fc.constant(example)), ...noneOf(made, examples))
        .map((body): [string, unknown] => [mediaType, body]);
    });
  }
}

function noneOf(made: readonly unknown[], examples: readonly unknown[]): fc.Arbitrary<unknown>[] {
  return made.length + examples.length === 0 ? [hostileText] : [];
}

const spoiltQuery: Spoil = (draft) => {
  const added = fc.tuple(
    fc.oneof(fc.constantFrom('limit', 'after', 'debug', '__proto__'), hostileText),
    hostileText,
  );
  const [first] = draft.query;
  const others = first === undefined ? [] : [fc.constant([...draft.query, first])];
  const replaced =
    first === undefined
      ? []
      : [hostileText.map((value) => [[first[0], value] as const, ...draft.query.slice(1)])];
  return fc
    .oneof(
      added.map((pair) => [...draft.query, pair]),
      ...others,
      ...replaced,
    )
    .map((query) => ({ ...draft, query }));
};

const spoiltHeaders: Spoil = (draft) => {
  const names = [
    ...[
      'accept',
      'content-type',
      'content-encoding',
      'x-org-id',
      'x-workspace-id',
      'x-actor',
      'x-request-id',
    ],
    ...[
      'if-match',
      'if-none-match',
      'last-event-id',
      'idempotency-key',
      'origin',
      'range',
      'expect',
      'cookie',
    ],
  ];
  const values = fc.oneof(
    hostileText,
    fc.constantFrom('application/json', 'text/csv', '*/*', 'text/event-stream;q=0', 'gzip', 'br', '"x"', '*'),
  );
  return fc
    .tuple(fc.constantFrom(...names), values)
    .map(([name, value]) => ({ ...draft, headers: { ...draft.headers, [name]: inHeader(value) } }));
};

const spoiltPath: Spoil = (draft) => {
  const parts = draft.path.split('/');
  return fc.tuple(fc.integer({ min: 1, max: parts.length - 1 }), hostileText).map(([place, text]) => ({
    ...draft,
    path: parts.with(place, encodeURIComponent(text.toWellFormed())).join('/'),
  }));
};

const spoiltBody: Spoil = (draft) => {
  const places = placesOf(draft.body);
  if (places.length === 0) return rawBody(draft);
  const spoils = fc.oneof(
    fc.constant({ kind: 'remove' as const }),
    hostileValue.map((value) => ({ kind: 'replace' as const, value })),
    fc.tuple(hostileText, hostileValue).map(([name, value]) => ({ kind: 'add' as const, name, value })),
  );
  return fc.tuple(fc.constantFrom(...places), spoils).map(([place, spoil]) => {
    const body = structuredClone(draft.body);
    const last = place.at(-1) as string;
    const holder = place.slice(0, -1).reduce<unknown>(partOf, body) as Record<string, unknown>;
    if (spoil.kind === 'replace') set(holder, last, spoil.value);
    else if (spoil.kind === 'add') addTo(holder, spoil.name, spoil.value);
    else if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
    return { ...draft, body };
  });
};

function addTo(holder: object, name: string, value: unknown): void {
  if (Array.isArray(holder)) holder.push(value);
  else set(holder, name, value);
}

/** Also `__proto__`, as JSON has it. */
function set(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function partOf(whole: unknown, name: string): unknown {
  return (whole as Record<string, unknown>)[name];
}

/** The way to each value inside of a JSON value. */
function placesOf(value: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return way.length === 0 ? [] : [way];
  const inside = Object.keys(value).flatMap((name) => placesOf(partOf(value, name), [...way, name]));
  return way.length === 0 ? inside : [way, ...inside];
}

const rawBody: Spoil = (draft) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
    hostileText.map((text) => Buffer.from(text)),
    fc
      .constantFrom('{', '[[[[', `${'['.repeat(5_000)}`, '{"a":1}{"b":2}', '\uFEFF[]', '"', '1e400')
      .map(Buffer.from),
  );
  const types = fc.constantFrom(
    'application/json',
    'text/csv',
    'application/x-ndjson',
    'text/plain',
    'x',
    '',
  );
  return fc
    .tuple(bytes, types)
    .map(([body, type]) => ({ ...draft, body, headers: { ...draft.headers, 'content-type': type } }));
};

const anyPath: Spoil = (draft) =>
  fc
    .stringMatching(/^[!-~]{0,60}$/)
    .filter((text) => !/[#?]/.test(text))
    .map((text) => ({ ...draft, path: `/${text}` }));

const anyMethod: Spoil = (draft) =>
  fc
    .constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND')
    .map((method) => ({ ...draft, method }));

/** One byte for each character, and none that ends a header. */
function inHeader(text: string): string {
  return Buffer.from(text.toWellFormed().replaceAll(/\p{Cc}/gu, ' '), 'utf8').toString('latin1');
}
