import type { Chance } from '../../support/chance.ts';
import { electricityId, gasCategory, ghostId, mendableId, type Scale, wrongId } from './known-activities.ts';
import { hashOf } from './ledger.ts';

export interface NewBatch {
  readonly body: string;
  readonly activityCount: number;
  readonly idsHash: string | null;
  /** The activity in it that its client can mend, by its number. */
  readonly mendable: number | null;
}

/** From the least to the most, and how many of ten batches are that large. */
const sizes = [
  ...repeated(1, { least: 1, most: 1 }),
  ...repeated(3, { least: 2, most: 50 }),
  ...repeated(4, { least: 51, most: 1_000 }),
  ...repeated(2, { least: 1_001, most: 5_000 }),
];

const shareByFilter = 0.05;
const shareWithErrors = 0.15;
const shareMendable = 0.05;
const ghostsMax = 1_000;

/** A batch as some client might want it: of any size and priority, sometimes with activities that cannot be computed. */
export function newBatch(chance: Chance, scale: Scale, client: number): NewBatch {
  if (chance.happens(shareByFilter)) {
    const body = JSON.stringify({ filter: { category: gasCategory }, ...options(chance) });
    return { body, activityCount: scale.gas, idsHash: null, mendable: null };
  }
  const ids = [...goodIds(chance, scale)];
  if (chance.happens(shareWithErrors)) ids.push(...wrongIds(chance, scale));
  const mendable = chance.happens(shareMendable) ? chance.between(1, scale.mendable) : null;
  if (mendable !== null) ids.push(mendableId(client, mendable));
  const body = JSON.stringify({ activity_ids: chance.shuffled(ids), ...options(chance) });
  return { body, activityCount: ids.length, idsHash: hashOf(ids), mendable };
}

function goodIds(chance: Chance, { electricity }: Scale): string[] {
  const size = chance.oneOf(sizes);
  const count = Math.min(chance.between(size.least, size.most), electricity);
  const first = chance.between(1, electricity - count + 1);
  return Array.from({ length: count }, (_, index) => electricityId(first + index));
}

function wrongIds(chance: Chance, { wrong }: Scale): Set<string> {
  const ids = Array.from({ length: chance.between(1, 6) }, () =>
    chance.happens(0.5) ? wrongId(chance.between(1, wrong)) : ghostId(chance.between(1, ghostsMax)),
  );
  return new Set(ids);
}

/** Most have retries for any number of faults; some are failed by the first or the fourth. */
function options(chance: Chance) {
  const drawn = chance.fraction();
  return {
    priority: chance.between(0, 10),
    max_retries: drawn < 0.85 ? 1_000 : drawn < 0.95 ? 3 : 0,
    ...(chance.happens(0.3) && { error_tolerance: chance.between(0, 4) }),
  };
}

function repeated<T>(times: number, value: T): T[] {
  return Array.from({ length: times }, () => value);
}
