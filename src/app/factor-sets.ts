import { createHash } from 'node:crypto';
import {
  type Calculation,
  type CalculationChoice,
  checkCalculation,
  completeCalculation,
} from '../domain/calculation.ts';
import { ConflictError, NotFoundError, ValidationError } from '../domain/errors.ts';
import { isOwnFactorSet, ownFactorSetId, withFactorSet } from '../domain/factor-set.ts';
import { parseOwnFactorPack } from '../emissions/factor-pack.ts';
import type {
  FactorSets,
  FactorSetView,
  ImportedFactorSet,
  NewFactorSet,
  SettingsView,
} from '../http/factor-sets.ts';
import type { CalculationSettings, FactorSet, FactorStore } from '../store/factor-store.ts';
import { factorSetsDefault, listBuiltInPacks, readBuiltInPack } from './built-in-factors.ts';

/** Factor sets of organisations: what ships with the product and what they bring, in the order that they choose. */
export function createFactorSets(store: FactorStore, builtIn: BuiltInSets = store): FactorSets {
  return new StoredFactorSets(store, builtIn);
}

/** Where the sets are installed that belong to no organisation. */
type BuiltInSets = Pick<FactorStore, 'installFactorSet' | 'listFactorSets'>;

/** Changes of one organisation's order that meet each other. */
const attemptsMax = 100;

class StoredFactorSets implements FactorSets {
  readonly #store: FactorStore;
  readonly #builtIn: BuiltInSets;

  constructor(store: FactorStore, builtIn: BuiltInSets) {
    this.#store = store;
    this.#builtIn = builtIn;
  }

  async list(orgId: string): Promise<FactorSetView[]> {
    return this.#viewsOf(orgId, (await this.settings(orgId)).calculation);
  }

  async #viewsOf(orgId: string, { factorSets }: Calculation): Promise<FactorSetView[]> {
    const [installed, packs] = await Promise.all([this.#store.listFactorSets(orgId), listBuiltInPacks()]);
    const counts = new Map(installed.map((set) => [set.id, set.factorCount]));
    const known = [...installed, ...packs.filter(({ id }) => !counts.has(id))];
    const views = known.map(({ id, name, edition, level, licence, source }) => {
      const place = factorSets.indexOf(id);
      const factorCount = counts.get(id) ?? null;
      return {
        id,
        name,
        edition,
        level,
        licence,
        source,
        factorCount,
        position: place < 0 ? null : place + 1,
      };
    });
    const rank = ({ position }: FactorSetView) => position ?? Number.POSITIVE_INFINITY;
    return views.sort((a, b) => (rank(a) === rank(b) ? (a.id < b.id ? -1 : 1) : rank(a) - rank(b)));
  }

  async importOwn(
    orgId: string,
    given: NewFactorSet,
    csvText: string,
    actor: string,
  ): Promise<ImportedFactorSet> {
    const id = ownFactorSetId(given.name, given.edition);
    if (id === null) {
      throw new ValidationError(
        'name and edition must each have a letter or a digit: the id of the set is made of them.',
      );
    }
    const { factors, problems } = parseOwnFactorPack(csvText, { ...given, setId: id, orgId });
    if (problems.length > 0) return { kind: 'refused', problems: problems.map(toRowProblem) };
    // An edition is what its organisation says of it too: other terms are another edition.
    const told = JSON.stringify([given.name, given.edition, given.licence, given.source, csvText]);
    const checksum = createHash('sha256').update(told).digest('hex');
    const set: FactorSet = { ...given, id, orgId, level: 'own', checksum };
    const kind = await this.#store.installFactorSet(set, factors, actor);
    const views = kind === 'present' ? await this.list(orgId) : await this.enable(orgId, id, actor);
    return { kind, set: viewOf(views, id) };
  }

  async enable(orgId: string, setId: string, actor: string): Promise<FactorSetView[]> {
    viewOf(await this.list(orgId), setId);
    await this.#install([setId]);
    return this.#changeOrder(orgId, actor, (views) => {
      const enabled = views.filter(({ position }) => position !== null);
      const added = viewOf(views, setId);
      return added.position === null ? withFactorSet(enabled, added) : enabled.map(({ id }) => id);
    });
  }

  disable(orgId: string, setId: string, actor: string): Promise<FactorSetView[]> {
    return this.#changeOrder(orgId, actor, (views) => {
      viewOf(views, setId);
      const rest = views.filter(({ id, position }) => position !== null && id !== setId);
      if (rest.length === 0) {
        throw new ConflictError(
          `${setId} is the only factor set in use: enable another before disabling it.`,
        );
      }
      return rest.map(({ id }) => id);
    });
  }

  async settings(orgId: string): Promise<SettingsView> {
    return viewOfSettings(await this.#store.getCalculationSettings(orgId));
  }

  async saveSettings(
    orgId: string,
    choice: CalculationChoice,
    actor: string,
    version?: number,
  ): Promise<SettingsView> {
    if (choice.factorSets !== undefined) await this.prepare(orgId, choice.factorSets);
    return viewOfSettings(await this.#store.saveCalculationSettings(orgId, choice, actor, version));
  }

  async prepare(orgId: string, setIds: readonly string[]): Promise<void> {
    // Most batches ask for nothing, and submitting is a hot path.
    if (setIds.length === 0) return;
    checkCalculation({ factorSets: setIds });
    const known = (await this.list(orgId)).map(({ id }) => id);
    const unknown = setIds.find((id) => !known.includes(id));
    if (unknown !== undefined) {
      throw new ValidationError(`There is no factor set "${unknown}": known are ${known.join(', ')}.`);
    }
    await this.#install(setIds);
  }

  /** Changes the order as it is at that moment: of two changes at the same time, the later one sees the other. */
  async #changeOrder(
    orgId: string,
    actor: string,
    change: (views: readonly FactorSetView[]) => string[],
  ): Promise<FactorSetView[]> {
    for (let attempt = 1; ; attempt++) {
      const { choice, version } = await this.#store.getCalculationSettings(orgId);
      const before = completeCalculation(choice, factorSetsDefault);
      const factorSets = change(await this.#viewsOf(orgId, before));
      if (factorSets.join() === before.factorSets.join()) return this.list(orgId);
      try {
        await this.#store.saveCalculationSettings(orgId, { ...choice, factorSets }, actor, version);
        return await this.list(orgId);
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt === attemptsMax) throw error;
      }
    }
  }

  /** Requests that come at the same time install a set once: the second waits for the first and finds it there. */
  async #install(setIds: readonly string[]): Promise<void> {
    for (const setId of setIds) {
      if (isOwnFactorSet(setId) || (await this.#isInstalled(setId))) continue;
      const { set, factors } = await readBuiltInPack(setId);
      await this.#builtIn.installFactorSet(set, factors);
    }
  }

  async #isInstalled(setId: string): Promise<boolean> {
    return (await this.#builtIn.listFactorSets('')).some(({ id }) => id === setId);
  }
}

function viewOfSettings({ choice, version }: CalculationSettings): SettingsView {
  return { calculation: completeCalculation(choice, factorSetsDefault), version };
}

function viewOf(views: readonly FactorSetView[], setId: string): FactorSetView {
  const view = views.find(({ id }) => id === setId);
  if (view === undefined) throw new NotFoundError(`There is no factor set "${setId}".`);
  return view;
}

function toRowProblem(problem: { line: number; column: string | null; value: string | null; what: string }) {
  const { line, column, value, what } = problem;
  return { line, column, value, code: 'INVALID_FACTOR', details: what };
}
