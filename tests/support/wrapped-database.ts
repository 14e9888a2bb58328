import type { Database, Queryable, Row } from '../../src/db/database.ts';

export interface Wrapping {
  /** What is sent in place of a statement. */
  readonly rewrite: (text: string, values?: unknown[]) => string;
  /** Statements of requests run as the owner of the tables, beyond row-level security. */
  readonly isOwner?: boolean;
}

/** The same database, on which statements are not quite what the stores wrote. Opening and closing stay with the other. */
export function wrapped(db: Database, { rewrite, isOwner = false }: Wrapping): Database {
  const rewriting = (on: Queryable): Queryable => ({
    query: <R extends Row>(text: string, values?: unknown[]) => on.query<R>(rewrite(text, values), values),
  });
  return {
    kind: db.kind,
    location: db.location,
    ...rewriting(db),
    transaction: (act, setUp) => db.transaction((tx) => act(rewriting(tx)), isOwner ? '' : setUp),
    session: (act) => db.session(act),
    listen: (...given) => db.listen(...given),
    startHeartbeat: (options) => db.startHeartbeat(options),
    close: async () => {},
  };
}
