import Type, { type TSchema } from 'typebox';
import { Cursor, readCursor, readNumberCursor, writeCursor } from './cursor.ts';
import { nullable } from './json-schema.ts';

export const pageLimitMax = 1000;
export const pageLimitDefault = 100;

const Limit = Type.Integer({
  minimum: 1,
  maximum: pageLimitMax,
  default: pageLimitDefault,
  description: 'Rows per page.',
});

/** Of every list that is read page by page. */
export const PageQuery = Type.Object(
  { limit: Limit, after: Type.Optional(Cursor) },
  { additionalProperties: false },
);

export function pageSchema<Name extends string, Row extends TSchema>(name: Name, row: Row) {
  const rows = { [name]: Type.Array(row) } as Record<Name, ReturnType<typeof Type.Array<Row>>>;
  return Type.Object(
    {
      ...rows,
      next: nullable(Type.String({ description: 'Give it as `after` for the next page; null on the last.' })),
      limit: Type.Integer(),
    },
    { $id: `${(row as { $id?: string }).$id}Page` },
  );
}

/** What a client asks for: how many rows, and behind which cursor. */
interface PageQueried {
  readonly limit: number;
  readonly after?: string;
}

/** Where a page begins and how long it is, as a store reads it. */
interface PageRequest<Key> {
  readonly limit: number;
  readonly after?: Key;
}

interface AnsweredPage<Row> {
  readonly rows: Row[];
  readonly next: string | null;
  readonly limit: number;
}

/**
 * A page of rows in the order of a text that each has. `list` tells this list from every other: the route, the
 * organisation, the batch.
 */
export function readPage<Row>(
  { limit, after }: PageQueried,
  list: readonly string[],
  read: (page: PageRequest<string>) => Promise<Row[] | null>,
  keyOf: (row: Row) => string,
): Promise<AnsweredPage<Row> | null> {
  const page = after === undefined ? { limit } : { limit, after: readCursor(list, after) };
  return pageOf(page, list, read, keyOf);
}

/** A page of rows in the order of a number that each has. */
export function readNumberedPage<Row>(
  { limit, after }: PageQueried,
  list: readonly string[],
  read: (page: PageRequest<number>) => Promise<Row[] | null>,
  keyOf: (row: Row) => number,
): Promise<AnsweredPage<Row> | null> {
  const page = after === undefined ? { limit } : { limit, after: readNumberCursor(list, after) };
  return pageOf(page, list, read, (row) => String(keyOf(row)));
}

/** Reads one row more than the page holds, which tells whether there is another page. */
async function pageOf<Row, Key>(
  page: PageRequest<Key>,
  list: readonly string[],
  read: (page: PageRequest<Key>) => Promise<Row[] | null>,
  keyOf: (row: Row) => string,
): Promise<AnsweredPage<Row> | null> {
  const { limit } = page;
  const found = await read({ ...page, limit: limit + 1 });
  if (found === null) return null;
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > rows.length && last !== undefined ? writeCursor(list, keyOf(last)) : null;
  return { rows, next, limit };
}
