import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Json = Readonly<Record<string, unknown>>;

/** Says what is wrong with a value by a schema of the document, where the schema is named by its JSON pointer. */
export class SchemaChecker {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: object) {
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.#ajv);
    this.#ajv.addSchema({ $id: 'openapi', ...(closed(document) as object) });
  }

  /** Null where nothing is wrong. */
  complaint(pointer: string, value: unknown): string | null {
    let validate = this.#compiled.get(pointer);
    if (validate === undefined) {
      validate = this.#ajv.compile({ $ref: `openapi${encodeURI(pointer)}` });
      this.#compiled.set(pointer, validate);
    }
    if (validate(value)) return null;
    return this.#ajv.errorsText(validate.errors, { dataVar: 'it', separator: '; ' });
  }
}

/** A field that the document does not name is a fault here, although clients are told to expect fields to come. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema as Json).map(([key, part]) => [key, closed(part)]));
  const isOpenObject = 'properties' in parts && 'type' in parts && !('additionalProperties' in parts);
  return isOpenObject ? { ...parts, additionalProperties: false } : parts;
}
