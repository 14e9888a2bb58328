import fc from 'fast-check';

export type Schema = Readonly<Record<string, unknown>>;

/** Text as people, programs and attackers write it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    'null',
    'NaN',
    '-1',
    '1e999',
    '9'.repeat(400),
    '__proto__',
    'constructor',
    "' OR 1=1 --",
    '../../etc/passwd',
    '%00',
    '%',
    '<script>',
    '\u202e',
    '2026-02-30',
    '9999-12-31T23:59:59.999Z',
    'x'.repeat(5_000),
  ),
);

/** What a field may get although the document says otherwise. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, false, [], {}, -1, 0, 1.5, 2 ** 31, 2 ** 53, 1e300, [[]], { a: {} }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Values that a schema of the document takes, without what only words can say of them. */
export class SchemaValues {
  readonly #follow: (schema: Schema) => Schema;

  constructor(follow: (schema: Schema) => Schema) {
    this.#follow = follow;
  }

  of(given: unknown, depth = 0): fc.Arbitrary<unknown> {
    const schema = this.#follow(given as Schema);
    const { enum: choices, const: only, type } = schema;
    if (only !== undefined) return fc.constant(only);
    if (Array.isArray(choices)) return fc.constantFrom(...choices);
    for (const word of ['anyOf', 'oneOf']) {
      const forms = schema[word];
      if (Array.isArray(forms)) return fc.oneof(...forms.map((form) => this.of(form, depth + 1)));
    }
    if (Array.isArray(type)) return fc.oneof(...type.map((one) => this.of({ ...schema, type: one }, depth)));
    return this.#ofType(schema, depth);
  }

  #ofType(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    switch (schema.type) {
      case 'string':
        return textsOf(schema);
      case 'integer':
        return fc.oneof(...edgesOf(schema), fc.integer(boundsOf(schema, 1_000_000)));
      case 'number':
        return fc.oneof(...edgesOf(schema), fc.double({ ...boundsOf(schema, 1e9), noNaN: true }));
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return fc.array(this.of(schema.items ?? {}, depth + 1), {
          minLength: Number(schema.minItems ?? 0),
          maxLength: Math.min(Number(schema.maxItems ?? 5), 5),
        });
      case 'object':
        return this.#objectsOf(schema, depth);
      default:
        return depth > 3 ? fc.constant(null) : fc.jsonValue({ maxDepth: 2 });
    }
  }

  #objectsOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, this.of(property, depth + 1)]),
    );
    return fc.record(fields, { requiredKeys: (schema.required ?? []) as string[], noNullPrototype: true });
  }
}

function textsOf(schema: Schema): fc.Arbitrary<string> {
  const minLength = Number(schema.minLength ?? 0);
  const maxLength = Math.min(Number(schema.maxLength ?? 40), Math.max(minLength, 40));
  const fits = (text: string) => text.length >= minLength && text.length <= Number(schema.maxLength ?? 40);
  if (schema.format === 'date') return fc.date({ noInvalidDate: true }).map(dayOf);
  if (schema.format === 'date-time')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (typeof schema.pattern === 'string' && !schema.pattern.includes('\\ud800')) {
    return fc.stringMatching(new RegExp(schema.pattern, 'u'), { maxLength }).filter(fits);
  }
  return fc.string({ minLength, maxLength });
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function boundsOf({ minimum, maximum }: Schema, size: number) {
  const min = Number(minimum ?? -size);
  return { min, max: Math.min(Number(maximum ?? size), Math.max(size, min)) };
}

function edgesOf({ minimum, maximum }: Schema): fc.Arbitrary<number>[] {
  return [minimum, maximum].filter((edge) => typeof edge === 'number').map((edge) => fc.constant(edge));
}
