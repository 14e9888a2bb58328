/** What a run did and what it found wrong. */
export class Report {
  readonly seed: number;
  readonly violations: string[] = [];
  readonly #faults = new Map<string, number>();
  readonly #startedAtMs = performance.now();

  readonly #write: (line: string) => void;

  constructor(seed: number, write: (line: string) => void = (line) => process.stdout.write(line)) {
    this.seed = seed;
    this.#write = write;
  }

  get faultCount(): number {
    return [...this.#faults.values()].reduce((sum, count) => sum + count, 0);
  }

  countFault(name: string): void {
    this.#faults.set(name, (this.#faults.get(name) ?? 0) + 1);
  }

  /** Something that must never be. Told at once, since the run may not come to its end. */
  violation(sentence: string): void {
    this.violations.push(sentence);
    this.say(`VIOLATION: ${sentence}`);
  }

  say(sentence: string): void {
    const seconds = ((performance.now() - this.#startedAtMs) / 1000).toFixed(1).padStart(6);
    this.#write(`${seconds} s  ${sentence}\n`);
  }

  summary(figures: Readonly<Record<string, number | string>>): string {
    const kinds = [...this.#faults].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...Object.entries(figures).map(([name, figure]) => `${name}: ${figure}`),
      `faults: ${this.faultCount} of ${kinds.length} kinds`,
      ...kinds.map(([name, count]) => `  ${name}: ${count}`),
      `violations: ${this.violations.length}`,
      ...this.violations.map((sentence) => `  ${sentence}`),
      `seed: ${this.seed}`,
    ].join('\n');
  }
}
