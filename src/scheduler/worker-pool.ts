/**
 * Runs up to `size` jobs at a time; the rest wait in the order they came. Jobs are expected not to reject: whoever
 * makes them deals with their errors.
 */
export class WorkerPool<Job> {
  readonly #size: number;
  readonly #work: (job: Job) => Promise<void>;
  /** Called whenever a job is done and there is room. */
  readonly #onRoom: () => void;
  readonly #running = new Map<Job, Promise<void>>();
  #waiting: Job[] = [];

  constructor(size: number, work: (job: Job) => Promise<void>, onRoom: () => void) {
    this.#size = size;
    this.#work = work;
    this.#onRoom = onRoom;
  }

  get activeCount(): number {
    return this.#running.size;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  add(jobs: readonly Job[]): void {
    this.#waiting.push(...jobs);
    this.#fill();
  }

  /** Empties the queue and returns what nobody has begun. */
  takeWaiting(): Job[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  /** Resolves when no job runs any more. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #fill(): void {
    while (this.#running.size < this.#size) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      const done = this.#work(job).finally(() => {
        this.#running.delete(job);
        this.#fill();
        this.#onRoom();
      });
      this.#running.set(job, done);
    }
  }
}
