type Json = Readonly<Record<string, unknown>>;

/**
 * Gathers the schemas that have an `$id` and puts references in their places, since a name in the document is a type in
 * clients. Two schemas of one name are refused: one of them would be lost.
 */
export class NamedSchemas {
  readonly #named = new Map<string, unknown>();

  /** `schema`, with references in place of what has a name. */
  referring(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((part) => this.referring(part));
    if (typeof schema !== 'object' || schema === null) return schema;
    const { $id, ...parts } = schema as Json;
    const resolved = Object.fromEntries(
      Object.entries(parts).map(([key, part]) => [key, isData(key) ? part : this.referring(part)]),
    );
    return typeof $id === 'string' ? this.#name($id, resolved) : resolved;
  }

  #name(name: string, schema: Json): Json {
    const known = this.#named.get(name);
    if (known === undefined) this.#named.set(name, schema);
    else if (JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`Two schemas have the $id ${name}: give one of them another.`);
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  all(): Record<string, unknown> {
    return Object.fromEntries([...this.#named].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}

/** What stands there is a value and not a schema. */
function isData(keyword: string): boolean {
  return ['example', 'examples', 'enum', 'const', 'default'].includes(keyword);
}
