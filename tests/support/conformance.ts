import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { errorStatuses } from '../../src/http/http-error.ts';
import { onceResponseHeaders } from '../../src/http/openapi/headers.ts';
import { type Answer, OpenApiDocument, type Operation } from './openapi-document.ts';
import { SchemaChecker } from './schema-checker.ts';

type Json = Readonly<Record<string, unknown>>;

/** What `app.inject` answers and the document does not say of it, or the reverse, becomes a failure of the test. */
export function holdToDocument(app: FastifyInstance): void {
  let conformance: Conformance | undefined;
  const inject = app.inject.bind(app) as (options: InjectOptions | string) => Promise<LightMyRequestResponse>;
  const held = async (options: InjectOptions | string) => {
    const answer = await inject(options);
    conformance ??= new Conformance(app.swagger());
    const { method = 'GET', url = '/', headers } = answer.raw.req;
    conformance.check({
      ...{ method, url, requestHeaders: headers },
      payload: typeof options === 'string' ? undefined : (options.payload ?? options.body),
      ...{ status: answer.statusCode, headers: answer.headers, text: answer.payload },
    });
    return answer;
  };
  app.inject = held as typeof app.inject;
}

/** A request and its answer. */
export interface Exchange {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export class Conformance {
  readonly #document: OpenApiDocument;
  readonly #schemas: SchemaChecker;

  constructor(document: object) {
    this.#document = new OpenApiDocument(document);
    this.#schemas = new SchemaChecker(document);
  }

  /** Throws where one of the two says what the other does not. */
  check(exchange: Exchange): void {
    const { method, url, status } = exchange;
    const [path = '/', query = ''] = url.split('?', 2);
    const operation = this.#document.find(method, path);
    const complaints =
      operation === undefined
        ? this.#ofUnknown(exchange)
        : [
            ...this.#ofAnswer(operation, exchange),
            ...(status < 300 ? this.#ofRequest(operation, query, exchange) : []),
          ];
    if (complaints.length === 0) return;
    const name = `${method} ${url.slice(0, 200)} answered ${status}`;
    throw new Error(`${name}, and the OpenAPI document says otherwise:\n${complaints.join('\n')}`);
  }

  /** Outside of the document: the page that shows it, and what there is not. */
  #ofUnknown({ status, text }: Exchange): string[] {
    if (status < 400 || text === '') return [];
    const error = JSON.parse(text);
    return [
      ...this.#schemaComplaint('#/components/schemas/Error', error),
      ...this.#codeComplaint(error.code, status),
    ];
  }

  #ofAnswer(operation: Operation, exchange: Exchange): string[] {
    const documented = operation.responses[exchange.status];
    if (documented === undefined)
      return [`There is no answer ${exchange.status} of ${operation.operationId}.`];
    const missing = Object.entries(documented.headers ?? {})
      .filter(([, header]) => (this.#document.follow(header as Json) as Json).required !== false)
      .map(([name]) => name)
      .filter(
        (name) => exchange.headers[name.toLowerCase()] === undefined && !onceResponseHeaders.includes(name),
      );
    return [
      ...missing.map((name) => `The header ${name} is missing.`),
      ...(exchange.method === 'HEAD' ? [] : this.#ofContent(operation, documented, exchange)),
    ];
  }

  #ofContent(operation: Operation, { content = {} }: Answer, { status, headers, text }: Exchange): string[] {
    const mediaType = String(headers['content-type'] ?? '').split(';', 1)[0] ?? '';
    if (text === '' && Object.keys(content).length === 0) return [];
    if (content[mediaType] === undefined) return [`The media type ${mediaType} is not documented.`];
    const isJson = mediaType === 'application/json';
    const value: unknown = isJson ? JSON.parse(text) : text;
    const pointer = this.#answerPointer(operation, String(status));
    return [
      ...this.#schemaComplaint(`${pointer}/content/${mediaType.replaceAll('/', '~1')}/schema`, value),
      ...(isJson && status >= 400 && 'code' in (value as object)
        ? this.#codeComplaint((value as { code: string }).code, status)
        : []),
    ];
  }

  /** What was taken must be what the document says may be sent. */
  #ofRequest(operation: Operation, query: string, { requestHeaders, payload }: Exchange): string[] {
    const complaints: string[] = [];
    const known = operation.parameters.filter((parameter) => parameter.in === 'query');
    for (const [name, text] of new URLSearchParams(query)) {
      const place = operation.parameters.findIndex((one) => one.in === 'query' && one.name === name);
      const parameter = operation.parameters[place];
      if (parameter === undefined) {
        if (known.length > 0) complaints.push(`The query parameter ${name} was taken and is not documented.`);
      } else if (text !== '') {
        const value = parameter.schema.type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
        complaints.push(...this.#schemaComplaint(`${operation.pointer}/parameters/${place}/schema`, value));
      }
    }
    const type = String(requestHeaders['content-type'] ?? 'application/json');
    const mediaType = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    // What is packed is read by the server alone.
    const isPacked = requestHeaders['content-encoding'] !== undefined;
    if (operation.requestBody === undefined || payload === undefined || isPacked) return complaints;
    if (operation.requestBody.content[mediaType] === undefined)
      return [...complaints, `A body of ${mediaType} was taken and is not documented.`];
    return [...complaints, ...this.#ofBody(operation, mediaType, payload)];
  }

  #ofBody(operation: Operation, mediaType: string, payload: unknown): string[] {
    if (mediaType !== 'application/json' || operation.operationId === 'importActivities') return [];
    const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (isText && String(payload) === '') return [];
    const value: unknown = isText ? JSON.parse(String(payload).replace(/^\uFEFF/, '')) : payload;
    return this.#schemaComplaint(
      `${operation.pointer}/requestBody/content/application~1json/schema`,
      value,
    ).map((complaint) => `The body was taken, but ${complaint}`);
  }

  #answerPointer(operation: Operation, status: string): string {
    const paths = this.#document.json.paths as Record<string, Record<string, { responses: Json }>>;
    const { responses } = paths[operation.path]?.[operation.method.toLowerCase()] ?? { responses: {} };
    const { $ref } = responses[status] as { $ref?: string };
    return $ref ?? `${operation.pointer}/responses/${status}`;
  }

  #codeComplaint(code: string, status: number): string[] {
    if (errorStatuses[code as keyof typeof errorStatuses] === status) return [];
    return [`The code ${code} is not that of a ${status}.`];
  }

  #schemaComplaint(pointer: string, value: unknown): string[] {
    const complaint = this.#schemas.complaint(pointer, value);
    return complaint === null ? [] : [complaint];
  }
}
