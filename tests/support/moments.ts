import type { Probe } from '../../src/foundation/probe.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Hears what long-lived parts tell their probe, so that tests await moments instead of sleeping. */
export class Moments {
  readonly #past: { moment: string; fields: Fields }[] = [];
  readonly #watchers = new Set<() => void>();

  readonly probe: Probe = (moment, fields) => {
    this.#past.push({ moment, fields });
    for (const look of [...this.#watchers]) look();
  };

  /** The fields of every such moment so far, in their order. */
  all(moment: string): Fields[] {
    return this.#past.filter((past) => past.moment === moment).map(({ fields }) => fields);
  }

  /** Resolves with the fields of the `count`th such moment, whether it has passed or is to come. */
  async reached(moment: string, matching: Fields = {}, count = 1): Promise<Fields> {
    for (;;) {
      const found = this.all(moment).filter((fields) =>
        Object.entries(matching).every(([name, value]) => fields[name] === value),
      )[count - 1];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const look = () => {
          this.#watchers.delete(look);
          resolve();
        };
        this.#watchers.add(look);
      });
    }
  }
}
