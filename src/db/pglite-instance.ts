import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { UnavailableError } from '../domain/errors.ts';

/**
 * One PostgreSQL within this process, for as long as it lives. When it cannot write or sync its log, because the disk is
 * full or broken, it ends itself, as a server does. What it had committed is on the disk, and another one that is opened
 * there recovers it. Nothing may be asked of the one that has ended: it would block the whole process.
 */
export class PgliteInstance {
  readonly #pglite: MortalPglite;

  private constructor(pglite: MortalPglite) {
    this.#pglite = pglite;
  }

  static async open(options: PGliteOptions): Promise<PgliteInstance> {
    const pglite = new MortalPglite(options);
    await pglite.waitReady;
    pglite.watch();
    return new PgliteInstance(pglite);
  }

  get hasEnded(): boolean {
    return this.#pglite.hasEnded;
  }

  /** Every use of PGlite goes through here. */
  async ask<T>(call: (pglite: PGlite) => Promise<T>): Promise<T> {
    if (this.hasEnded) throw new UnavailableError(ended);
    const answer = await call(this.#pglite);
    // It may have ended without an error of its own: whatever the answer seems to be, nothing says that it was written.
    if (this.hasEnded) throw new UnavailableError(ended);
    return answer;
  }
}

const ended = 'The embedded database has ended: is the disk full?';

/** How PostgreSQL's own errors leave it; PGlite goes on behind them. */
const longJump = 100;

/**
 * PGlite passes over every other exception that leaves PostgreSQL too, and calls it again, which may wait for ever for a
 * lock that nobody is left to release. This one notices, and calls nothing any more.
 */
class MortalPglite extends PGlite {
  hasEnded = false;

  watch(): void {
    const postgres = this.mod;
    if (postgres === undefined) throw new Error('PGlite is ready without its module.');
    const mainLoopOnce = postgres._PostgresMainLoopOnce;
    postgres._PostgresMainLoopOnce = () => {
      try {
        mainLoopOnce();
      } catch (thrown) {
        this.hasEnded ||= (thrown as { status?: unknown }).status !== longJump;
        throw thrown;
      }
    };
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array<ArrayBufferLike> {
    return this.hasEnded ? new Uint8Array(0) : super.execProtocolRawSync(message);
  }
}
