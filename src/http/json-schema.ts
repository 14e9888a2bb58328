import Type, { type Static, type TSchema } from 'typebox';

/**
 * No control characters and no half of a surrogate pair: PostgreSQL refuses NUL and what is not UTF-8, and the
 * rest has no business in a name. Compiled with the `u` flag, so whole pairs do not match the last range.
 */
export const textPattern = '^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$';
export const textLengthMax = 200;

/** `type: [..., 'null']`, which serialises without trying alternatives as a union would. */
export function nullable<Schema extends TSchema & { type: string }>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: [schema.type, 'null'] });
}

export function choice<const Value extends string>(values: readonly Value[], options: object = {}) {
  return Type.Unsafe<Value>({ type: 'string', enum: [...values], ...options });
}

export const Time = Type.String({ format: 'date-time' });

export const BatchParams = Type.Object(
  { batch_id: Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern }) },
  { additionalProperties: false },
);

export const WebhookParams = Type.Object(
  { webhook_id: Type.String({ minLength: 1, maxLength: textLengthMax, pattern: textPattern }) },
  { additionalProperties: false },
);

/** For routes that take no query parameter: a misspelt one is refused, not ignored. */
export const NoQuery = Type.Object({}, { additionalProperties: false });

/** For routes that take no body, or an empty object. */
export const NoBody = Type.Object({}, { additionalProperties: false });
