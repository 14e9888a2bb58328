import type { Database, Heartbeat, Queryable, Row } from './database.ts';

/** Two functions of a database that all statements go through. */
type Statements = Pick<Database, 'query' | 'transaction'>;

/** The database as one organisation may use it: the statements and transactions of its requests. */
export interface TenantDatabase extends Database {
  /** The database beyond the organisation, for what belongs to nobody. Within a transaction it is within the same one. */
  readonly owner: Database;
}

/** The database for what `orgId` asks. */
export function tenantDatabase(db: Database, orgId: string): TenantDatabase {
  void orgId;
  return new BoundDatabase(db, db, db);
}

/** The same within one transaction around all that `act` does on it; transactions of `act` are savepoints in it. */
export function tenantTransaction<T>(
  db: Database,
  orgId: string,
  act: (within: TenantDatabase) => Promise<T>,
): Promise<T> {
  void orgId;
  return db.transaction((tx) => {
    const statements = within(tx);
    return act(new BoundDatabase(db, statements, new BoundDatabase(db, statements)));
  });
}

function within(tx: Queryable): Statements {
  return {
    query: (text, values) => tx.query(text, values),
    transaction: async (act) => {
      await tx.query('SAVEPOINT nested');
      try {
        const result = await act(tx);
        await tx.query('RELEASE SAVEPOINT nested');
        return result;
      } catch (error) {
        // The transaction around it can go on. Where it cannot, since the connection is broken, the first error tells more.
        await tx.query('ROLLBACK TO SAVEPOINT nested; RELEASE SAVEPOINT nested').catch(() => {});
        throw error;
      }
    },
  };
}

class BoundDatabase implements TenantDatabase {
  readonly kind: Database['kind'];
  readonly location: string;
  readonly owner: Database;
  readonly #statements: Statements;

  constructor(db: Database, statements: Statements, owner: Database = db) {
    this.kind = db.kind;
    this.location = db.location;
    this.owner = owner;
    this.#statements = statements;
  }

  query<R extends Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }> {
    return this.#statements.query<R>(text, values);
  }

  transaction<T>(act: (tx: Queryable) => Promise<T>): Promise<T> {
    return this.#statements.transaction(act);
  }

  session<T>(): Promise<T> {
    throw notBound('sessions');
  }

  listen(): Promise<() => Promise<void>> {
    throw notBound('listeners');
  }

  startHeartbeat(): Heartbeat {
    throw notBound('heartbeats');
  }

  /** It has nothing of its own. */
  async close(): Promise<void> {}
}

/** What lasts longer than a statement is the node's, and serves all organisations. */
function notBound(what: string): Error {
  return new Error(`An organisation has no ${what} of its own.`);
}
