import { registerHooks } from 'node:module';

/** The generator needs the JavaScript API of TypeScript, which TypeScript 7 no longer has: it gets the one beside it. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
});

const notice = '/** Generated from docs/openapi.json by npm run openapi. */\n';

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly $ref?: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema: Schema }>> }>
  >;
}

interface Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
}

/** The types of the API, and which method and path each call is. */
export async function generateClient(document: object): Promise<Record<string, string>> {
  const { astToString, default: generate } = await import('openapi-typescript');
  // A copy, since the generator changes what it is given; without the examples, which are half of the text.
  const plain = JSON.parse(JSON.stringify(document, (key, value) => (isExample(key) ? undefined : value)));
  const types = astToString(await generate(plain, { alphabetize: true, immutable: true }));
  return {
    'src/client/api.ts': `${notice}\n${types}`,
    'src/client/operations.ts': `${notice}\n${operationsOf(document)}`,
  };
}

function isExample(key: string): boolean {
  return key === 'example' || key === 'examples';
}

function operationsOf(document: object): string {
  const { paths, components } = document as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Schema> };
  };
  const lines = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, responses }]) => {
      const isKeyed = parameters.some(({ $ref }) => $ref?.endsWith('/Idempotency-Key'));
      const schema = (responses[200] ?? responses[201] ?? responses[202])?.content?.['application/json']
        ?.schema;
      const named =
        schema?.$ref === undefined ? schema : components.schemas[schema.$ref.split('/').at(-1) ?? ''];
      const fields = (named?.required ?? []).slice(0, 3);
      const statuses = Object.keys(responses)
        .filter((status) => status < '300')
        .map(Number);
      const entry = { method: method.toUpperCase(), path, isKeyed, statuses, fields };
      return `  ${operationId}: ${JSON.stringify(entry)},`;
    }),
  );
  return `import type { operations } from './api.ts';

interface OperationPath {
  readonly method: string;
  readonly path: string;
  /** It takes an Idempotency-Key, so that it may be sent again. */
  readonly isKeyed: boolean;
  /** Of success. */
  readonly statuses: readonly number[];
  /** Of its answer, enough to tell it from another program's. */
  readonly fields: readonly string[];
}

export const operationPaths: Readonly<Record<keyof operations, OperationPath>> = {
${lines.sort().join('\n')}
};
`;
}
