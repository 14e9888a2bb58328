import { makeOpenApi } from '../../scripts/make-openapi.ts';

type Json = Readonly<Record<string, unknown>>;

export interface MediaType {
  readonly schema: Json;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface Answer {
  readonly description: string;
  readonly headers?: Json;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Json;
  readonly example?: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, MediaType>>;
  };
  readonly responses: Readonly<Record<string, Answer>>;
  readonly security: readonly Json[];
  /** As the document writes it, without the server's part. */
  readonly path: string;
  readonly method: string;
  /** Where it stands in the document, as a JSON pointer. */
  readonly pointer: string;
}

/** The document, with its references to responses, headers and parameters followed. */
export class OpenApiDocument {
  readonly json: Json;
  readonly operations: readonly Operation[];

  constructor(json: object) {
    this.json = json as Json;
    const paths = this.json.paths as Record<string, Record<string, Operation>>;
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        ...{ path, method: method.toUpperCase(), pointer: `#/paths/${path.replaceAll('/', '~1')}/${method}` },
        parameters: operation.parameters.map((parameter) => this.follow(parameter)),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, answer]) => [status, this.follow(answer)]),
        ),
      })),
    );
  }

  static async make(): Promise<OpenApiDocument> {
    return new OpenApiDocument(await makeOpenApi());
  }

  follow<Value extends object>(value: Value): Value {
    const { $ref } = value as { $ref?: string };
    if ($ref === undefined) return value;
    const parts = $ref.slice(2).split('/');
    return parts.reduce<unknown>((part, name) => (part as Json)[name], this.json) as Value;
  }

  /** By the path of a request, without its query. */
  find(method: string, path: string): Operation | undefined {
    const inside = path.replace(/^\/api\/v1(?=\/)/, '').replace(/(?<=.)\/$/, '');
    const wanted = method === 'HEAD' ? 'GET' : method;
    return this.operations.find(
      (operation) =>
        operation.method === wanted &&
        new RegExp(`^${operation.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(inside),
    );
  }
}
