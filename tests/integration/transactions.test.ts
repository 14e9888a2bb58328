import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database, Queryable } from '../../src/db/database.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';

describeOnEachDatabase('transactions', (openDatabase) => {
  let db: Database;

  beforeAll(async () => {
    db = await openDatabase();
  });

  beforeEach(async () => {
    await db.query('DROP TABLE IF EXISTS notes');
    await db.query('CREATE TABLE notes (text text CONSTRAINT notes_are_short CHECK (length(text) < 10))');
  });

  const write = (on: Queryable, text: string) => on.query('INSERT INTO notes VALUES ($1)', [text]);
  const notes = async () => {
    const { rows } = await db.query<{ text: string }>('SELECT text FROM notes ORDER BY text LIMIT 100');
    return rows.map((row) => row.text);
  };

  it('keep what was written when they resolve, and their result', async () => {
    const result = await db.transaction(async (tx) => {
      await write(tx, 'one');
      await write(tx, 'two');
      return 42;
    });
    expect(result).toBe(42);
    expect(await notes()).toEqual(['one', 'two']);
  });

  it('keep nothing when they reject, and pass the error on as it is', async () => {
    const reason = new Error('changed my mind');
    const attempt = db.transaction(async (tx) => {
      await write(tx, 'one');
      throw reason;
    });
    await expect(attempt).rejects.toBe(reason);
    expect(await notes()).toEqual([]);
  });

  it('keep nothing when a statement failed, even if its error was swallowed', async () => {
    const attempt = db.transaction(async (tx) => {
      await write(tx, 'one');
      await write(tx, 'much too long').catch(() => {});
      return 'as if nothing had happened';
    });
    await expect(attempt).rejects.toMatchObject({ code: '25P02' });
    expect(await notes()).toEqual([]);
  });

  it('go on behind a failed statement that was rolled back to a savepoint', async () => {
    await db.transaction(async (tx) => {
      await write(tx, 'one');
      await tx.query('SAVEPOINT before');
      await write(tx, 'much too long').catch(() => {});
      await tx.query('ROLLBACK TO SAVEPOINT before');
    });
    expect(await notes()).toEqual(['one']);
  });

  it('name the constraint that a statement broke', async () => {
    const attempt = db.transaction((tx) => write(tx, 'much too long'));
    await expect(attempt).rejects.toMatchObject({ code: '23514', constraint: 'notes_are_short' });
  });

  it('do not take in what others write meanwhile', async () => {
    let others: Promise<unknown> = Promise.resolve();
    const attempt = db.transaction(async (tx) => {
      await write(tx, 'mine');
      others = Promise.all([write(db, 'theirs'), db.transaction((other) => write(other, 'also'))]);
      await write(tx, 'mine too');
      throw new Error('rolled back');
    });
    await expect(attempt).rejects.toThrow('rolled back');
    await others;
    expect(await notes()).toEqual(['also', 'theirs']);
  });

  it('show others nothing before they end', async () => {
    let seen: Promise<string[]> = Promise.resolve([]);
    await db.transaction(async (tx) => {
      await write(tx, 'unseen');
      if (db.kind === 'postgresql') expect(await notes()).toEqual([]);
      else seen = notes();
    });
    // The embedded database has one connection: whoever asks meanwhile waits for the end.
    if (db.kind === 'pglite') expect(await seen).toEqual(['unseen']);
  });

  it('leave nothing of a failure to whoever comes next', async () => {
    for (let time = 0; time < 20; time++) {
      await expect(db.transaction((tx) => write(tx, 'much too long'))).rejects.toThrow();
      await expect(db.query('SELECT no_such_column FROM notes')).rejects.toThrow();
      await write(db, String(time));
    }
    expect(await notes()).toHaveLength(20);
  });

  it('run many at a time, each with its own answers', async () => {
    const numbers = Array.from({ length: 300 }, (_, number) => number);
    const answers = await Promise.all(
      numbers.map(async (number) => {
        if (number % 3 === 0)
          return (await db.query<{ n: number }>('SELECT $1::int AS n', [number])).rows[0]?.n;
        if (number % 3 === 1) {
          return db.transaction(async (tx) => {
            await write(tx, String(number));
            return (await tx.query<{ n: number }>('SELECT $1::int AS n', [number])).rows[0]?.n;
          });
        }
        return db.query('SELECT 1 / 0').catch(() => number);
      }),
    );
    expect(answers).toEqual(numbers);
    expect((await db.query('SELECT 1 FROM notes')).rows).toHaveLength(100);
  });
});

describeOnEachDatabase('sessions', (openDatabase) => {
  it('leave neither a transaction nor a lock behind when they fail', async () => {
    const db = await openDatabase();
    await db.query('CREATE TABLE notes (text text)');
    const attempt = db.session(async (connection) => {
      await connection.query('SELECT pg_advisory_lock(4711)');
      await connection.query('BEGIN');
      await connection.query(`INSERT INTO notes VALUES ('unfinished')`);
      throw new Error('half way');
    });
    await expect(attempt).rejects.toThrow('half way');
    const isLeft = db.session(async (next) => {
      const { rows } = await next.query('SELECT 1 FROM notes');
      // The embedded database has one session only, so that its locks keep nobody out.
      if (db.kind === 'pglite') return rows.length > 0;
      const locks = await next.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711`);
      return rows.length + locks.rows.length > 0;
    });
    expect(await isLeft).toBe(false);
  });
});
