import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../src/db/database.ts';
import { CliProcess } from '../support/cli.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';

const lookAgainMs = 20;

/** A server and workers, each a process of its own, on one PostgreSQL. */
export class Cluster {
  readonly db: Database;
  readonly #url: string;
  readonly #processes: CliProcess[] = [];

  private constructor(url: string, db: Database) {
    this.#url = url;
    this.db = db;
  }

  static async open(): Promise<Cluster> {
    const url = await createTestDatabase();
    return new Cluster(url, await openAt(url));
  }

  /** Where the API of a new server listens. */
  async serve(...flags: string[]): Promise<string> {
    const server = this.#run('serve', '--port', '0', ...flags);
    const [, address] = await server.says(/listens on (http:\S+)/);
    return address as string;
  }

  /** A new worker, and who it is in leases and logs. */
  async worker(...flags: string[]): Promise<{ process: CliProcess; nodeId: string }> {
    const process = this.#run('worker', ...flags);
    const [, nodeId] = await process.says(/works as (\S+)/);
    return { process, nodeId: nodeId as string };
  }

  /** Resolves once the statement returns a row, with it. */
  async sees(statement: string, values: unknown[] = []): Promise<Record<string, unknown>> {
    for (;;) {
      const { rows } = await this.db.query(statement, values);
      if (rows[0] !== undefined) return rows[0];
      await setTimeout(lookAgainMs);
    }
  }

  async countBatches(status: string): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM batch_jobs WHERE status = $1',
      [status],
    );
    return rows[0]?.count ?? 0;
  }

  /** Asks everybody to stop, and tells with which codes they ended. */
  async stop(): Promise<(number | null)[]> {
    const results = await Promise.all(this.#alive().map((process) => process.kill('SIGTERM')));
    return results.map(({ code }) => code);
  }

  /** Leaves nothing behind, whatever state the processes are in. */
  async close(): Promise<void> {
    await Promise.all(this.#alive().map((process) => process.kill('SIGKILL')));
    await this.db.close();
  }

  #alive(): CliProcess[] {
    return this.#processes.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  }

  #run(...args: string[]): CliProcess {
    const process = new CliProcess([...args, '--database-url', this.#url]);
    this.#processes.push(process);
    return process;
  }
}
