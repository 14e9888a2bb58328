/** For how long an answer is kept. */
export const answersKeptForMs = 24 * 3_600_000;

/** What was asked: whose it is, under which key, and a hash of all that the answer depends on. */
export interface AskedOnce {
  readonly orgId: string;
  readonly actor: string;
  readonly key: string;
  readonly requestHash: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Its bytes; empty where it has none. */
  readonly body: string;
}

export interface KeptAnswer extends Answer {
  /** Of the request that it answered. */
  readonly requestHash: string;
}

/** Answers that are given again where a request comes again with its key. Used within one transaction with what was asked. */
export interface AnswerStore {
  /**
   * Takes the key for the rest of the transaction, and gives null; or the answer that there is, also where it had to wait
   * for it. Fails like a transaction that meets a lock where it waits for longer than `waitMs`.
   */
  reserve(asked: AskedOnce, waitMs: number): Promise<KeptAnswer | null>;
  keep(asked: AskedOnce, answer: Answer): Promise<void>;
}
