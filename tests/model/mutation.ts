import type { Database } from '../../src/db/database.ts';
import * as chunks from '../../src/store/queries/chunks.queries.ts';
import * as control from '../../src/store/queries/control.queries.ts';
import * as leases from '../../src/store/queries/leases.queries.ts';
import * as submission from '../../src/store/queries/submission.queries.ts';

/** A defect made on purpose: in a named statement or a function of the database, `to` stands in place of `from`. */
export interface Mutant extends Edit {
  /** What the product would then do. */
  readonly does: string;
  readonly in: string;
  /** Where one edit is not enough, because the same is asked twice. */
  readonly and?: Edit;
  /** A history that has shown it before: tried first, so that catching it costs little. */
  readonly seed?: number;
  /** Whether the chaos run is to catch it too. */
  readonly isForChaos?: boolean;
}

interface Edit {
  readonly from: string;
  readonly to: string;
}

/** A generated query: its text, and where its parameters stand in it, first and last character. */
interface QueryText {
  readonly statement: string;
  readonly params: readonly {
    readonly name: string;
    readonly locs: readonly { readonly a: number; readonly b: number }[];
  }[];
}

type OpenQuery = { queryIR: QueryText };

const statements = { ...chunks, ...control, ...leases, ...submission } as unknown as Readonly<
  Record<string, OpenQuery>
>;

/** Runs `act` on the mutated product, in this process and this database, and mends both. */
export async function withMutant<Result>(
  db: Database,
  mutant: Mutant,
  act: () => Promise<Result>,
): Promise<Result> {
  const restore = await mutate(db, mutant);
  try {
    return await act();
  } finally {
    await restore();
  }
}

async function mutate(db: Database, mutant: Mutant): Promise<() => Promise<void>> {
  if (!(mutant.in in statements)) return mutateFunction(db, mutant);
  const restore = mutateStatement(mutant);
  return async () => restore();
}

/** From now on, and in this process. Gives what mends it. */
export function mutateStatement(mutant: Mutant): () => void {
  const query = statements[mutant.in];
  if (query === undefined) throw new Error(`${mutant.in} is not a statement.`);
  const { queryIR } = query;
  query.queryIR = editsOf(mutant).reduce(editedQuery, queryIR);
  return () => {
    query.queryIR = queryIR;
  };
}

async function mutateFunction(db: Database, mutant: Mutant): Promise<() => Promise<void>> {
  const { rows } = await db.query<{ text: string }>(
    'SELECT pg_get_functiondef(p.oid) AS text FROM pg_proc AS p WHERE p.proname = $1',
    [mutant.in],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`There is no statement or function ${mutant.in} to mutate.`);
  const edited = editsOf(mutant).reduce((text, edit) => {
    const { before, after } = around(text, edit);
    return `${before}${edit.to}${after}`;
  }, row.text);
  await db.query(edited);
  return async () => {
    await db.query(row.text);
  };
}

/** Parameters in what is taken out are dropped, those behind it move. */
function editedQuery(query: QueryText, { from, to }: Edit): QueryText {
  const { before, after } = around(query.statement, { from, to });
  const end = before.length + from.length;
  const shift = to.length - from.length;
  const params = query.params.map((param) => ({
    ...param,
    locs: [
      ...param.locs.filter(({ b }) => b < before.length),
      ...placesOf(`:${param.name}`, to).map(({ a, b }) => ({
        a: a + before.length,
        b: b + before.length,
      })),
      ...param.locs.filter(({ a }) => a >= end).map(({ a, b }) => ({ a: a + shift, b: b + shift })),
    ],
  }));
  return {
    ...query,
    statement: `${before}${to}${after}`,
    params: params.filter(({ locs }) => locs.length > 0),
  };
}

/** What stands before and behind the text to replace. It must be there once, or the mutant is not what it says. */
function around(text: string, { from }: Edit): { before: string; after: string } {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(
      `"${from}" must be there once to be mutated, not ${text.split(from).length - 1} times, in:\n${text}`,
    );
  }
  return { before, after };
}

function editsOf({ from, to, and }: Mutant): Edit[] {
  return [{ from, to }, ...(and ? [and] : [])];
}

function placesOf(parameter: string, text: string): { a: number; b: number }[] {
  return [...text.matchAll(new RegExp(`${parameter}\\b!?`, 'g'))].map(({ index, 0: found }) => ({
    a: index,
    b: index + found.length - 1,
  }));
}
