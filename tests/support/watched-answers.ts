import type { Database, Row } from '../../src/db/database.ts';

/**
 * The database, but for what happens between the answer to a statement and whoever waits for it: it is done by then,
 * and its caller has not heard of it yet. Statements within transactions are left alone.
 */
export function withWatchedAnswers(
  db: Database,
  onAnswer: (statement: string, rowCount: number) => Promise<void> | void,
): Database {
  return {
    kind: db.kind,
    location: db.location,
    query: async <R extends Row>(text: string, values?: unknown[]) => {
      const answer = await db.query<R>(text, values);
      await onAnswer(text, answer.rowCount);
      return answer;
    },
    transaction: (act) => db.transaction(act),
    session: (act) => db.session(act),
    listen: (...args) => db.listen(...args),
    startHeartbeat: (options) => db.startHeartbeat(options),
    close: async () => {},
  };
}

/** A database whose first claim of something is answered late: when `answer` is called. */
export function withHeldClaim(db: Database) {
  const isClaimed = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const held = withWatchedAnswers(db, async (statement, rowCount) => {
    if (!claim.test(statement) || rowCount === 0) return;
    isClaimed.resolve();
    await goOn.promise;
  });
  return { db: held, isClaimed: isClaimed.promise, answer: goOn.resolve };
}

export const claim = /'claimed', status/;
