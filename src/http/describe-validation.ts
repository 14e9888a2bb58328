import type { FastifySchemaValidationError } from 'fastify';

/** A schema's refusal with the value it refused: Ajv's `verbose` adds what Fastify's type leaves out. */
interface Refusal extends FastifySchemaValidationError {
  readonly data?: unknown;
  readonly schema?: unknown;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
}

/** The sentence for a client: which field, which value, what would be accepted. */
export function describeValidation(errors: readonly FastifySchemaValidationError[], part: string): string {
  const refusal: Refusal | undefined = errors[0];
  if (refusal === undefined) return `The ${part} is not valid.`;
  const field = fieldName(refusal.instancePath, part);
  if (part === 'querystring' && Array.isArray(refusal.data)) return `${field} is given more than once.`;
  return (
    sentences[refusal.keyword]?.(field, refusal, part) ?? `${field} ${refusal.message ?? 'is not valid'}.`
  );
}

type Sentence = (field: string, refusal: Refusal, part: string) => string;

const sentences: Readonly<Record<string, Sentence>> = {
  required: (_, { params }) => `${params.missingProperty} is required.`,
  additionalProperties: (_, { params, parentSchema }, part) => {
    const kind = part === 'querystring' ? 'query parameter' : 'field';
    const known = Object.keys((parentSchema?.properties as object | undefined) ?? {});
    const accepted = known.length === 0 ? 'none is accepted here' : `accepted are ${known.join(', ')}`;
    return `There is no ${kind} ${shown(params.additionalProperty)}: ${accepted}.`;
  },
  type: (field, { data, schema }) => {
    if (field === 'The body' && (data === null || data === undefined)) return 'The body is empty.';
    return `${field} must be ${typeNames[String(schema)] ?? String(schema)}, not ${shown(data)}.`;
  },
  enum: (field, { data, schema }) => `${field} must be one of ${listed(schema)}, not ${shown(data)}.`,
  minimum: describeRange,
  maximum: describeRange,
  minItems: (field) => `${field} cannot be empty`,
  maxItems: (field, { data, schema }) =>
    `${field} must have at most ${String(schema)} entries, not ${(data as unknown[]).length}.`,
  minLength: (field) => `${field} must not be empty.`,
  maxLength: (field, { data, schema }) =>
    `${field} must have at most ${String(schema)} characters, not ${(data as string).length}.`,
  pattern: (field, { data }) =>
    `${field} must not contain control characters or broken Unicode, as ${shown(data)} does.`,
};

function describeRange(field: string, { data, parentSchema }: Refusal): string {
  const { minimum, maximum } = parentSchema ?? {};
  const range =
    maximum === undefined ? `${String(minimum)} or more` : `from ${String(minimum)} to ${String(maximum)}`;
  return `${field} must be ${range}, not ${shown(data)}.`;
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
};

/** `/activity_ids/3` is `activity_ids[3]`. */
function fieldName(instancePath: string, part: string): string {
  if (instancePath === '') return part === 'body' ? 'The body' : `The ${part}`;
  return instancePath
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : String(values);
}

const shownLengthMax = 80;

/** The value as JSON, cut: it may be as long as a body. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  const text = typeof value === 'string' ? value.slice(0, shownLengthMax + 1) : value;
  const json = JSON.stringify(text) ?? String(value);
  return json.length > shownLengthMax ? `${json.slice(0, shownLengthMax)}...` : json;
}
