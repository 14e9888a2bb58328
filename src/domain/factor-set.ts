const ownPrefix = 'own/';

/** Whether the set is an organisation's own: only their ids begin so. */
export function isOwnFactorSet(setId: string): boolean {
  return setId.startsWith(ownPrefix);
}

/** The id of an organisation's own set, such as `own/steel-suppliers-2025`; null where nothing of the name is left. */
export function ownFactorSetId(name: string, edition: string): string | null {
  const [slug, editionSlug] = [name, edition].map(slugOf);
  return slug === '' || editionSlug === '' ? null : `${ownPrefix}${slug}-${editionSlug}`.slice(0, 150);
}

function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}

/** The national source comes before the international one, and an organisation's own before both. */
export const factorSetLevels = ['own', 'national', 'international'] as const;
export type FactorSetLevel = (typeof factorSetLevels)[number];

export interface PlacedFactorSet {
  readonly id: string;
  readonly level: FactorSetLevel;
}

/**
 * The order with `added` in it, behind all that are of a nearer level and before the rest, so that an order that somebody
 * made stays as it is. An own set comes first: the newest is meant to win.
 */
export function withFactorSet(order: readonly PlacedFactorSet[], added: PlacedFactorSet): string[] {
  const others = order.filter(({ id }) => id !== added.id);
  const rank = ({ level }: PlacedFactorSet) => factorSetLevels.indexOf(level);
  const place = added.level === 'own' ? 0 : others.findLastIndex((set) => rank(set) <= rank(added)) + 1;
  return others.map(({ id }) => id).toSpliced(place, 0, added.id);
}
