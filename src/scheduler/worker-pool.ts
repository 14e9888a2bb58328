export interface WorkerPoolOptions<Job> {
  /** Jobs that run at a time. */
  readonly size: number;
  /** Expected not to reject: whoever makes jobs deals with their errors. */
  readonly work: (job: Job) => Promise<void>;
  /** Negative where `a` goes first. Jobs of the same rank run in the order they came. */
  readonly order: (a: Job, b: Job) => number;
  /** Called whenever a job is done and there is room. */
  readonly onRoom: () => void;
}

/** Runs up to `size` jobs at a time; the rest wait for their turn. */
export class WorkerPool<Job> {
  readonly #options: WorkerPoolOptions<Job>;
  readonly #running = new Map<Job, Promise<void>>();
  #waiting: Job[] = [];

  constructor(options: WorkerPoolOptions<Job>) {
    this.#options = options;
  }

  get activeCount(): number {
    return this.#running.size;
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  add(jobs: readonly Job[]): void {
    this.#waiting.push(...jobs);
    this.#waiting.sort(this.#options.order);
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
    const { size, work, onRoom } = this.#options;
    while (this.#running.size < size) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      const done = work(job).finally(() => {
        this.#running.delete(job);
        this.#fill();
        onRoom();
      });
      this.#running.set(job, done);
    }
  }
}
