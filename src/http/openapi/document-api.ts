import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import type { AccessRule } from '../access-rules.ts';
import { type ErrorCode, errorStatuses } from '../http-error.ts';
import { NoBody } from '../json-schema.ts';
import { apiDescription, apiTags, securitySchemes } from './api-description.ts';
import { errorAnswerComponents, errorAnswerName, headerReferences, referenceTo } from './error-answers.ts';
import {
  bodyRequestHeaders,
  commonRequestHeaders,
  commonResponseHeaders,
  onceRequestHeaders,
  onceResponseHeaders,
  ownerRequestHeaders,
  ownerResponseHeaders,
  requestHeaders,
  responseHeaders,
} from './headers.ts';
import { NamedSchemas } from './named-schemas.ts';

type Json = Record<string, unknown>;

interface ApiVersion {
  readonly version: string;
  /** Where the API begins; what is outside of it is not in the document. */
  readonly prefix: string;
}

/** Has `app.swagger()` make the OpenAPI document. Must be called before the routes are registered. */
export function documentApi(app: FastifyInstance, { version, prefix }: ApiVersion): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'OffGridFlow',
        version,
        description: apiDescription,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: prefix, description: 'This server.' }],
      tags: Object.entries(apiTags).map(([name, description]) => ({ name, description })),
      components: { securitySchemes },
    } as object,
    transform: ({ schema = {}, url, route }) => ({
      schema: { ...forSwagger(schema, route), ...(!url.startsWith(`${prefix}/`) && { hide: true }) },
      url,
    }),
    transformObject: (made) => completed((made as { openapiObject: Json }).openapiObject),
  });
}

/** Of a route, the plugin documents path and parameters; the rest goes by it untouched, to be completed here. */
function forSwagger(schema: FastifySchema, { config, method }: RouteOptions): Json {
  const { operationId, tags, summary, params, querystring, hide = false } = schema;
  const { access } = (config ?? {}) as { access?: AccessRule };
  return {
    ...{ operationId, tags, summary, params: copy(params), querystring: copy(querystring), hide },
    'x-route': { schema, access, isOnce: access !== undefined && method === 'POST' },
  };
}

/** The plugin takes keywords out of what it is given. */
function copy(schema: unknown): unknown {
  return schema === undefined ? undefined : JSON.parse(JSON.stringify(schema));
}

interface DocumentedRoute {
  readonly schema: FastifySchema;
  readonly access: AccessRule | undefined;
  /** With an Idempotency-Key it is done once. */
  readonly isOnce: boolean;
}

function completed(made: Json): Json {
  const named = new NamedSchemas();
  const paths = Object.fromEntries(
    Object.entries(made.paths as Record<string, Record<string, Json>>).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, completedOperation(operation, named)]),
      ),
    ]),
  );
  const responses = named.referring(errorAnswerComponents());
  const components = {
    schemas: named.all(),
    responses,
    parameters: Object.fromEntries(
      Object.entries(requestHeaders).map(([name, header]) => [name, { name, in: 'header', ...header }]),
    ),
    headers: responseHeaders,
    securitySchemes,
  };
  return { ...made, paths, components };
}

function completedOperation({ 'x-route': route, ...operation }: Json, named: NamedSchemas): Json {
  const documented = route as DocumentedRoute;
  const { schema, access } = documented;
  const description = [schema.description, access && `Takes the role ${access.role}.`].filter(Boolean);
  const requestBody = requestBodyOf(schema, named);
  const { parameters = [] } = operation as { parameters?: Json[] };
  return {
    ...operation,
    ...(description.length > 0 && { description: description.join('\n\n') }),
    parameters: [...parameters.map(completedParameter), ...headerParametersOf(documented)],
    ...(requestBody && { requestBody }),
    responses: { ...answersOf(documented, named), ...errorsOf(documented) },
    security: access === undefined ? [] : Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
  };
}

/** What has a default may be left out, although the schema, which fills it in, calls it required. */
function completedParameter(parameter: Json): Json {
  const { default: value } = parameter.schema as Json;
  return value === undefined ? parameter : { ...parameter, required: false };
}

function headerParametersOf({ schema, access, isOnce }: DocumentedRoute): Json[] {
  const names = [
    ...commonRequestHeaders,
    ...(access === undefined ? [] : ownerRequestHeaders),
    ...(takesBody(schema) ? bodyRequestHeaders : []),
    ...(isOnce ? onceRequestHeaders : []),
    ...(schema.requestHeaders ?? []),
  ];
  return names.map((name) => referenceTo('parameters', requestHeaders, name));
}

/** An empty object, which some clients send for nothing, need not be told of. */
function takesBody({ body, requests }: FastifySchema): boolean {
  return body !== NoBody && (body !== undefined || requests !== undefined);
}

function requestBodyOf(route: FastifySchema, named: NamedSchemas): Json | null {
  if (!takesBody(route)) return null;
  const { body, requests, isBodyOptional } = route;
  const content = Object.entries(requests ?? { 'application/json': { examples: {} } }).map(
    ([mediaType, { schema = body, examples }]) => [
      mediaType,
      {
        schema: named.referring(schema),
        examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
      },
    ],
  );
  return { required: isBodyOptional !== true, content: Object.fromEntries(content) };
}

function answersOf({ schema, access, isOnce }: DocumentedRoute, named: NamedSchemas): Json {
  const { response, answers = {} } = schema;
  const everywhere = [
    ...commonResponseHeaders,
    ...(access === undefined ? [] : ownerResponseHeaders),
    ...(isOnce ? onceResponseHeaders : []),
  ];
  const statuses = Object.entries((response ?? {}) as Json).filter(([status]) => /^\d+$/.test(status));
  return Object.fromEntries(
    statuses.map(([status, schema]) => {
      const { description = '', headers = [], example, media = {} } = answers[Number(status)] ?? {};
      const content = named.referring(
        contentOf(schema, { ...(example !== undefined && { 'application/json': { example } }), ...media }),
      ) as Json;
      return [
        status,
        {
          description,
          headers: headerReferences([...everywhere, ...headers]),
          ...(Object.keys(content).length > 0 && { content }),
        },
      ];
    }),
  );
}

type Media = Readonly<Record<string, { readonly schema?: unknown; readonly example?: unknown }>>;

/** `schema` is that of JSON, or of several media types under `content`, or says that there is no body. */
function contentOf(schema: unknown, examples: Media): Media {
  const { type, content } = schema as { type?: string; content?: Media };
  if (type === 'null') return {};
  const schemas = content ?? { 'application/json': { schema } };
  const types = [...new Set([...Object.keys(schemas), ...Object.keys(examples)])];
  return Object.fromEntries(types.map((name) => [name, { ...schemas[name], ...examples[name] }]));
}

/** What any route may answer, what follows from what it takes, and what it names itself. */
function errorsOf({ schema, access, isOnce }: DocumentedRoute): Json {
  const { body, requests, params, response, errors = [] } = schema;
  const codes = [
    ...['VALIDATION_ERROR', 'REQUEST_TIMEOUT', 'URI_TOO_LONG', 'UNSUPPORTED_MEDIA_TYPE', 'HEADERS_TOO_LARGE'],
    ...['INTERNAL_ERROR', 'UNAVAILABLE'],
    ...(access === undefined ? [] : ['UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED']),
    ...(params === undefined ? [] : ['NOT_FOUND']),
    ...(isOnce ? ['CONFLICT'] : []),
    ...(body === undefined && requests === undefined ? [] : ['PAYLOAD_TOO_LARGE']),
    ...errors,
  ];
  // A 503 of the health route is an answer and no error.
  const answered = Object.keys((response ?? {}) as Json);
  return Object.fromEntries(
    codes
      .map((code) => [statusOf(code), { $ref: `#/components/responses/${errorAnswerName(code)}` }] as const)
      .filter(([status]) => !answered.includes(String(status)) || status === 500),
  );
}

function statusOf(code: string): number {
  const status = errorStatuses[code as ErrorCode];
  if (status === undefined) throw new Error(`There is no error ${code} in src/http/http-error.ts.`);
  return status;
}
