/** One row as the driver gives it. Numerics are strings, bigints numbers, dates `YYYY-MM-DD`, times `Date`. */
export type Row = Record<string, unknown>;

/** What runs one statement with its parameters; all that a generated query needs. */
export interface Queryable {
  query<R extends Row = Row>(text: string, values?: unknown[]): Promise<{ rows: R[]; rowCount: number }>;
}

/** What a listener is told. */
export interface Listener {
  onNotification(channel: string, payload: string): void;
  /** Listening works again after it was lost: poll for what was missed. */
  onReconnect(): void;
}

/** The two numbers of an advisory lock, each an `integer`: whose locks, and which of them. */
export type AdvisoryLock = readonly [classId: number, key: number];

/** A statement and its parameters. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface HeartbeatOptions {
  readonly intervalMs: number;
  /** It pauses while the thread that started it has shown no life for longer than this. */
  readonly lifelessMsMax: number;
  /** Kept by its session too, so that whoever lives is seen although the session that listens was lost. */
  readonly sessionLock: AdvisoryLock;
}

/** Runs a statement again and again on a thread and a connection of its own, also while the thread that started it is blocked. */
export interface Heartbeat {
  /** What to run from now on, in place of the statement before; null for nothing. */
  set(statement: Statement | null): void;
  /** Shows life, and gives the answers that came since the last call, oldest first. Never waits, also right after a block. */
  takeAnswers(): HeartbeatAnswer[];
  stop(): Promise<void>;
}

export interface HeartbeatAnswer {
  readonly rows: readonly Row[];
  /** How long ago the statement was sent. */
  readonly ageMs: number;
}

/**
 * The database as the rest of the project sees it: one small interface, two drivers (`node-postgres.ts` for a
 * server, `pglite.ts` for the embedded one).
 */
export interface Database extends Queryable {
  readonly kind: 'postgresql' | 'pglite';
  /** What to show a person: host and database name or directory, never a password. */
  readonly location: string;
  /** How many wait for a connection; absent where there is but one, which nobody waits for at length. */
  readonly waitingCount?: number;
  /**
   * Commits when `act` resolves, rolls back when it rejects. `act` must use `tx` only, and leave no trace elsewhere: after a
   * deadlock it is called again. `setUp` are statements that go out together with BEGIN.
   */
  transaction<T>(act: (tx: Queryable) => Promise<T>, setUp?: string): Promise<T>;
  /** One connection of its own for what belongs to a session (locks, migrations). A text without `values` may hold several statements. */
  session<T>(act: (connection: Queryable) => Promise<T>): Promise<T>;
  /**
   * Keeps listening through lost connections until the returned function is called. The session that listens also keeps
   * the shared advisory lock `sessionLock`, if any, so that others can see that it is there.
   */
  listen(
    channels: readonly string[],
    listener: Listener,
    sessionLock?: AdvisoryLock,
  ): Promise<() => Promise<void>>;
  /** Null where all there is is one connection in this process, so that nobody else can use the database meanwhile. */
  startHeartbeat(options: HeartbeatOptions): Heartbeat | null;
  close(): Promise<void>;
}
