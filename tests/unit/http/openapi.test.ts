import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../src/http/build-app.ts';
import { apiTags } from '../../../src/http/openapi/api-description.ts';
import { type MediaType, OpenApiDocument, type Operation } from '../../support/openapi-document.ts';
import { SchemaChecker } from '../../support/schema-checker.ts';

/** How to write what is missing stands in CONTRIBUTING.md, "Adding a route". */
describe('the OpenAPI document', () => {
  let document: OpenApiDocument;
  let schemas: SchemaChecker;
  beforeAll(async () => {
    document = await OpenApiDocument.make();
    schemas = new SchemaChecker(document.json);
  });

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...document.json });
    expect([valid, errors]).toEqual([true, undefined]);
    expect(document.json.openapi).toBe('3.1.0');
  });

  it('has for every route an operationId of its own, known tags and a summary without a full stop', () => {
    const ids = document.operations.map(({ operationId }) => operationId);
    const lacking = document.operations.flatMap(({ method, path, operationId, tags = [], summary = '' }) => {
      const route = `${method} ${path}`;
      return [
        ...(/^[a-z][A-Za-z]+$/.test(operationId ?? '') ? [] : [`${route}: operationId`]),
        ...(ids.filter((id) => id === operationId).length === 1 ? [] : [`${route}: another operationId`]),
        ...(tags.length === 1 && tags.every((tag) => tag in apiTags) ? [] : [`${route}: one tag of apiTags`]),
        ...(/^[A-Z].*[^.]$/.test(summary) ? [] : [`${route}: summary`]),
      ];
    });
    expect(lacking).toEqual([]);
  });

  it('has for every route what it answers, with an example of each', () => {
    const lacking = document.operations.flatMap((operation) => {
      const answers = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
      return [
        ...(answers.length > 0 ? [] : [`${nameOf(operation)}: an answer`]),
        ...answers.flatMap(([status, { description, content = {} }]) => [
          ...(description === '' ? [`${nameOf(operation)}: answers[${status}].description`] : []),
          ...Object.entries(content)
            .filter(([, media]) => valuesOf(media).length === 0)
            .map(([type]) => `${nameOf(operation)}: answers[${status}], an example of ${type}`),
        ]),
      ];
    });
    expect(lacking).toEqual([]);
  });

  it('has for every route that takes a body an example of each media type', () => {
    const lacking = document.operations.flatMap((operation) =>
      Object.entries(operation.requestBody?.content ?? {})
        .filter(([, media]) => valuesOf(media).length === 0)
        .map(([type]) => `${nameOf(operation)}: requests['${type}'].examples`),
    );
    expect(lacking).toEqual([]);
  });

  it('has no example that its schema refuses', () => {
    const wrong: string[] = [];
    const check = (pointer: string, media: Readonly<Record<string, MediaType>>) => {
      for (const [type, one] of Object.entries(media)) {
        for (const value of valuesOf(one)) {
          const complaint = schemas.complaint(
            `${pointer}/content/${type.replaceAll('/', '~1')}/schema`,
            value,
          );
          if (complaint !== null) wrong.push(`${pointer}, ${type}: ${complaint}`);
        }
      }
    };
    for (const { pointer, requestBody, responses } of document.operations) {
      check(`${pointer}/requestBody`, requestBody?.content ?? {});
      for (const [status, { content }] of Object.entries(responses)) {
        if (Number(status) < 400) check(`${pointer}/responses/${status}`, content ?? {});
      }
    }
    const { responses } = document.json.components as { responses: Record<string, { content: object }> };
    for (const [name, { content }] of Object.entries(responses)) {
      check(`#/components/responses/${name}`, content as Record<string, MediaType>);
    }
    expect(wrong).toEqual([]);
  });

  it('asks for no method and no header that a page of another origin may not send', async () => {
    const nothing = { authentication: { methods: ['headers'] }, logger: false, corsOrigins: ['http://page'] };
    const app = buildApp(nothing as unknown as Parameters<typeof buildApp>[0]);
    const headers = { origin: 'http://page' };
    const answer = await app.inject({ method: 'OPTIONS', url: '/api/v1/batches', headers });
    await app.close();
    const allowed = (name: string) => String(answer.headers[`access-control-allow-${name}`]).split(', ');
    expect(
      document.operations.map(({ method }) => method).filter((one) => !allowed('methods').includes(one)),
    ).toEqual([]);
    const asked = document.operations.flatMap(({ parameters }) =>
      parameters.filter((one) => one.in === 'header'),
    );
    // That one is for gateways, which a page is not.
    const names = [...new Set(asked.map(({ name }) => name))].filter((name) => name !== 'X-Actor');
    expect(names.filter((name) => !allowed('headers').includes(name))).toEqual([]);
  });

  it('leaves no reference that leads nowhere, and no schema that nothing refers to', () => {
    const text = JSON.stringify(document.json);
    const referred = new Set([...text.matchAll(/"#\/components\/(\w+\/[\w-]+)"/g)].map(([, name]) => name));
    const { schemas, responses, headers, parameters } = document.json.components as Record<string, object>;
    const there = Object.entries({ schemas, responses, headers, parameters }).flatMap(([kind, named]) =>
      Object.keys(named ?? {}).map((name) => `${kind}/${name}`),
    );
    expect([...referred].filter((name) => !there.includes(name ?? ''))).toEqual([]);
    // For paths and methods that there are not, so that no operation has them.
    const general = ['responses/MethodNotAllowed', 'responses/RateLimited'];
    expect(there.filter((name) => !referred.has(name) && !general.includes(name))).toEqual([]);
  });
});

function nameOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}

function valuesOf({ example, examples = {} }: MediaType): unknown[] {
  return [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)];
}
