import assert from 'node:assert/strict';
import type { Database, Heartbeat, Queryable, Row } from './database.ts';

/*
 * What a request asks runs as a role that owns nothing, and to which row-level security shows the rows of one organisation
 * alone (migrations/007_tenant_isolation). Role and organisation are set for the length of a transaction, in one message
 * with its BEGIN: nothing of it can be left on a connection, whoever had it before or gets it next, also behind a pooler.
 */

/** The database as one organisation may use it: the statements and transactions of its requests. */
export interface TenantDatabase extends Database {
  /** The database beyond the organisation, for what belongs to nobody. Within a transaction it is within the same one. */
  readonly owner: Database;
}

/**
 * The database for what `orgId` asks. A statement by itself is a transaction. One that runs for longer than
 * `statementTimeoutMs` fails as transient: nobody waits for ever, and what it would have cost others has an end.
 */
export function tenantDatabase(db: Database, orgId: string, statementTimeoutMs?: number): TenantDatabase {
  const setUp = asTenant(orgId, statementTimeoutMs);
  return new BoundDatabase(db, db, {
    query: (text, values) => db.transaction((tx) => tx.query(text, values), setUp),
    transaction: (act) => db.transaction(act, setUp),
  });
}

/** The same within one transaction around all that `act` does on it; transactions of `act` are savepoints in it. */
export function tenantTransaction<T>(
  db: Database,
  orgId: string,
  act: (within: TenantDatabase) => Promise<T>,
  statementTimeoutMs?: number,
): Promise<T> {
  return db.transaction(
    (tx) => {
      const alone = inTurn();
      const asOwner = <U>(owners: (tx: Queryable) => Promise<U>) =>
        savepoint(tx, async () => {
          await tx.query('SET LOCAL ROLE TO DEFAULT');
          const result = await owners(tx);
          await tx.query(`SET LOCAL ROLE ${tenantRole}`);
          return result;
        });
      const owner = new BoundDatabase(db, db, {
        query: (text, values) => alone(() => asOwner(() => tx.query(text, values))),
        transaction: (owners) => alone(() => asOwner(owners)),
      });
      return act(
        new BoundDatabase(db, owner, {
          query: (text, values) => alone(() => tx.query(text, values)),
          transaction: (nested) => alone(() => savepoint(tx, nested)),
        }),
      );
    },
    asTenant(orgId, statementTimeoutMs),
  );
}

export const tenantRole = 'offgridflow_tenant';

/** Parameters cannot be sent together with BEGIN. Written so that no setting of the server reads it otherwise. */
function asTenant(orgId: string, statementTimeoutMs?: number): string {
  assert(orgId !== '' && orgId.isWellFormed() && !orgId.includes('\0'), 'An organisation has a name.');
  const literal = `E'${orgId.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  const timeout =
    statementTimeoutMs === undefined
      ? ''
      : `SET LOCAL statement_timeout = ${Math.ceil(statementTimeoutMs)}; `;
  return `${timeout}SET LOCAL ROLE ${tenantRole}; SELECT set_config('offgridflow.org_id', ${literal}, true)`;
}

/** One after the other: no statement of the organisation may come between while the role is not taken. */
function inTurn(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const result = last.then(act);
    last = result.catch(() => {});
    return result;
  };
}

/** What fails within is taken back, the role with it, and the transaction around it can go on. */
async function savepoint<T>(tx: Queryable, act: (tx: Queryable) => Promise<T>): Promise<T> {
  await tx.query('SAVEPOINT nested');
  try {
    const result = await act(tx);
    await tx.query('RELEASE SAVEPOINT nested');
    return result;
  } catch (error) {
    // Where this fails the connection is broken: the first error tells more.
    await tx.query('ROLLBACK TO SAVEPOINT nested; RELEASE SAVEPOINT nested').catch(() => {});
    throw error;
  }
}

class BoundDatabase implements TenantDatabase {
  readonly kind: Database['kind'];
  readonly location: string;
  readonly owner: Database;
  readonly #statements: Pick<Database, 'query' | 'transaction'>;

  constructor(db: Database, owner: Database, statements: Pick<Database, 'query' | 'transaction'>) {
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

/** What lasts longer than a transaction is the node's, and serves all organisations. */
function notBound(what: string): Error {
  return new Error(`An organisation has no ${what} of its own.`);
}
