import { duration, grouped } from './format.ts';

/** One step of a long act: how far it is, in its own unit. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly note?: string;
}

export interface ProgressView {
  show(progress: Progress): void;
  /** A line that stays. */
  say(line: string): void;
  end(): void;
}

/** The part of a stream that progress is shown on. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const barWidth = 28;
const repaintMs = 80;
const lineIntervalMs = 5_000;

/** A bar that is painted over on a terminal; elsewhere a plain line at each phase, each quarter of it and every
 * few seconds. */
export function createProgressView(
  stream: ProgressStream,
  nowMs: () => number = () => Date.now(),
): ProgressView {
  return stream.isTTY === true ? terminalView(stream, nowMs) : plainView(stream, nowMs);
}

function terminalView(stream: ProgressStream, nowMs: () => number): ProgressView {
  const pace = new Pace(nowMs);
  let paintedAtMs = 0;
  let isPainted = false;
  const clear = () => {
    if (isPainted) stream.write('\r\u001b[2K');
    isPainted = false;
  };
  return {
    show(progress) {
      pace.note(progress);
      const isEnd = progress.done >= progress.total;
      if (!isEnd && nowMs() - paintedAtMs < repaintMs) return;
      paintedAtMs = nowMs();
      clear();
      stream.write(barLine(progress, pace).slice(0, (stream.columns ?? 80) - 1));
      isPainted = true;
    },
    say(line) {
      clear();
      stream.write(`${line}\n`);
    },
    end: clear,
  };
}

function plainView(stream: ProgressStream, nowMs: () => number): ProgressView {
  const pace = new Pace(nowMs);
  let phase = '';
  let quarter = 0;
  let writtenAtMs = 0;
  return {
    show(progress) {
      pace.note(progress);
      const isNew = progress.phase !== phase;
      // A phase that is over before it could be shown is not worth a line.
      if (isNew && progress.done >= progress.total) return;
      const quarterNow = Math.floor(shareOf(progress) * 4);
      const isDue = quarterNow > quarter || nowMs() - writtenAtMs >= lineIntervalMs;
      if (!isNew && !isDue) return;
      phase = progress.phase;
      quarter = quarterNow;
      writtenAtMs = nowMs();
      stream.write(`${plainLine(progress, pace)}\n`);
    },
    say: (line) => stream.write(`${line}\n`),
    end: () => {},
  };
}

/** How fast a phase goes, from its first report on. */
class Pace {
  readonly #nowMs: () => number;
  #phase = '';
  #startedAtMs = 0;
  #startedWith = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  note({ phase, done }: Progress): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#startedAtMs = this.#nowMs();
    this.#startedWith = done;
  }

  /** Units per second; null before it can be told. */
  rate({ done }: Progress): number | null {
    const elapsedMs = this.#nowMs() - this.#startedAtMs;
    const gained = done - this.#startedWith;
    return elapsedMs < 500 || gained <= 0 ? null : (gained / elapsedMs) * 1000;
  }
}

function barLine(progress: Progress, pace: Pace): string {
  const share = shareOf(progress);
  const filled = Math.round(share * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  return `${progress.phase.padEnd(16)} ${bar} ${percent(share)} ${plainFacts(progress, pace)}`;
}

function plainLine(progress: Progress, pace: Pace): string {
  return `${progress.phase} ${percent(shareOf(progress)).trim()} ${plainFacts(progress, pace)}`.trimEnd();
}

function plainFacts(progress: Progress, pace: Pace): string {
  const rate = pace.rate(progress);
  const left = progress.total - progress.done;
  const speed = rate === null ? [] : [`${grouped(Math.round(rate))}/s`];
  const remaining = rate === null || left <= 0 ? [] : [`${duration(left / rate)} left`];
  const note = progress.note === undefined ? [] : [progress.note];
  return [`${grouped(progress.done)} of ${grouped(progress.total)}`, ...speed, ...remaining, ...note].join(
    ', ',
  );
}

function shareOf({ done, total }: Progress): number {
  return total <= 0 ? 1 : Math.min(1, done / total);
}

function percent(share: number): string {
  // A hundred is said when it is reached, not before.
  return `${String(Math.floor(share * 100)).padStart(3)}%`;
}
