import Type, { type TSchema } from 'typebox';
import { nullable, textLengthMax, textPattern } from './json-schema.ts';

const pageLimitMax = 1000;

const Limit = Type.Integer({
  minimum: 1,
  maximum: pageLimitMax,
  default: 100,
  description: 'Rows per page.',
});

/** A page of what is keyed by activity id. */
export const ActivityPageQuery = Type.Object(
  {
    limit: Limit,
    after: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: textLengthMax,
        pattern: textPattern,
        description: '`next` of the page before.',
      }),
    ),
  },
  { additionalProperties: false },
);

/** A page of the log, keyed by the number of its entry. */
export const LogPageQuery = Type.Object(
  {
    limit: Limit,
    after: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: '`next` of the page before.',
      }),
    ),
  },
  { additionalProperties: false },
);

export function pageSchema<Name extends string, Row extends TSchema>(name: Name, row: Row) {
  const rows = { [name]: Type.Array(row) } as Record<Name, ReturnType<typeof Type.Array<Row>>>;
  return Type.Object({
    ...rows,
    next: nullable(Type.String({ description: 'Give it as `after` for the next page; null on the last.' })),
    limit: Type.Integer(),
  });
}

/** Where a page begins and how long it is, as the routes read it from the query. */
interface PageRequest<Key> {
  readonly limit: number;
  readonly after?: Key;
}

/** Reads one row more than the page holds, which tells whether there is another page. */
export async function readPage<Row, Key>(
  request: PageRequest<Key>,
  read: (page: PageRequest<Key>) => Promise<Row[] | null>,
  keyOf: (row: Row) => Key,
): Promise<{ rows: Row[]; next: string | null; limit: number } | null> {
  const found = await read({ ...request, limit: request.limit + 1 });
  if (found === null) return null;
  const rows = found.slice(0, request.limit);
  const last = rows.at(-1);
  const next = found.length > rows.length && last !== undefined ? String(keyOf(last)) : null;
  return { rows, next, limit: request.limit };
}
