import assert from 'node:assert/strict';

export interface WorkerPoolOptions<Job> {
  /** Jobs that run at a time. */
  readonly size: number;
  /** Expected not to reject: whoever makes jobs deals with their errors. */
  readonly work: (job: Job) => Promise<void>;
  /** Called whenever a job is done. */
  readonly onFreed: () => void;
}

/** Runs up to `size` jobs at a time, and keeps none waiting: whoever brings them asks first how many workers are free. */
export class WorkerPool<Job> {
  readonly #options: WorkerPoolOptions<Job>;
  readonly #running = new Set<Promise<void>>();

  constructor(options: WorkerPoolOptions<Job>) {
    this.#options = options;
  }

  get activeCount(): number {
    return this.#running.size;
  }

  get freeCount(): number {
    return this.#options.size - this.#running.size;
  }

  run(job: Job): void {
    assert(this.freeCount > 0, 'A worker is free.');
    const { work, onFreed } = this.#options;
    const done = work(job).finally(() => {
      this.#running.delete(done);
      onFreed();
    });
    this.#running.add(done);
  }

  /** Resolves when no job runs any more. */
  async drained(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
