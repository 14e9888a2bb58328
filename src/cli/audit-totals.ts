import { addDecimals, subtractDecimals } from '../domain/decimal.ts';
import { formatCsvLine } from '../foundation/csv-line.ts';
import type { ApiRow } from './batch-csv.ts';

interface Sum {
  readonly records: number;
  readonly co2eKg: string;
  readonly marketKg: string;
  readonly biogenicKg: string;
}

const nothing: Sum = { records: 0, co2eKg: '0', marketKg: '0', biogenicKg: '0' };

/** What the batch or the inventory says of itself; null where it does not say. */
export interface StatedTotal {
  readonly records: number;
  readonly co2eKg: string;
  readonly marketKg: string | null;
  readonly biogenicKg: string | null;
}

/** Adds records up by scope and category as they pass, exactly, and holds the sum against the total that was stated. */
export class AuditTotals {
  readonly #lines = new Map<string, { key: readonly (string | number | null)[]; sum: Sum }>();
  readonly #statedName: string;
  #total = nothing;

  /** How the total is called that the sum is held against. */
  constructor(statedName: string) {
    this.#statedName = statedName;
  }

  add(row: ApiRow): void {
    const record: Sum = {
      records: 1,
      co2eKg: text(row.co2e_kg_exact),
      marketKg: text(row.market_co2e_kg_exact ?? row.co2e_kg_exact),
      biogenicKg: text(row.biogenic_co2_kg_exact ?? '0'),
    };
    const scope = Number(row.scope);
    const category = row.scope3_category === null ? null : Number(row.scope3_category);
    this.#addTo(['category', scope, category, text(row.category)], record);
    this.#addTo(['scope', scope, null, null], record);
    this.#total = plus(this.#total, record);
  }

  /** What the records are short of the total: "0", or something is wrong. Location-based, else market-based or biogenic. */
  difference(stated: StatedTotal): string {
    return this.#differences(stated).find((difference) => difference !== null && difference !== '0') ?? '0';
  }

  #differences({ co2eKg, marketKg, biogenicKg }: StatedTotal): (string | null)[] {
    return [
      subtractDecimals(co2eKg, this.#total.co2eKg),
      marketKg && subtractDecimals(marketKg, this.#total.marketKg),
      biogenicKg && subtractDecimals(biogenicKg, this.#total.biogenicKg),
    ];
  }

  csv(stated: StatedTotal): string {
    const lines = [...this.#lines.values()].toSorted(byKey);
    return [
      formatCsvLine([
        'line',
        'scope',
        'scope3_category',
        'category',
        'records',
        'co2e_kg',
        'market_based_co2e_kg',
        'biogenic_co2_kg',
      ]),
      ...lines.map(({ key, sum }) => formatCsvLine([...key, ...figures(sum)])),
      formatCsvLine(['sum of the records', null, null, null, ...figures(this.#total)]),
      formatCsvLine([
        this.#statedName,
        null,
        null,
        null,
        stated.records,
        stated.co2eKg,
        stated.marketKg,
        stated.biogenicKg,
      ]),
      formatCsvLine([
        'difference',
        null,
        null,
        null,
        stated.records - this.#total.records,
        ...this.#differences(stated),
      ]),
    ].join('');
  }

  #addTo(key: readonly (string | number | null)[], record: Sum): void {
    const name = JSON.stringify(key);
    const line = this.#lines.get(name) ?? { key, sum: nothing };
    this.#lines.set(name, { key, sum: plus(line.sum, record) });
  }
}

function plus(a: Sum, b: Sum): Sum {
  return {
    records: a.records + b.records,
    co2eKg: addDecimals(a.co2eKg, b.co2eKg),
    marketKg: addDecimals(a.marketKg, b.marketKg),
    biogenicKg: addDecimals(a.biogenicKg, b.biogenicKg),
  };
}

function figures({ records, co2eKg, marketKg, biogenicKg }: Sum) {
  return [records, co2eKg, marketKg, biogenicKg];
}

/** Categories first, by scope; then the scopes. */
function byKey(a: { key: readonly unknown[] }, b: { key: readonly unknown[] }): number {
  const [one, other] = [a.key, b.key].map((key) =>
    key.map((part) => String(part ?? '').padStart(2, '0')).join('\n'),
  );
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

function text(value: unknown): string {
  return String(value);
}
