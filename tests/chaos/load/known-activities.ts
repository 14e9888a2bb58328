import { exactProduct } from '../../support/slow-arithmetic.ts';

/** An activity, and what must become of it: computed here from the published factor, not by the product. */
export interface KnownActivity {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Null where it can have no record. */
  readonly co2eKg: string | null;
  /** Null where it can have no error. One that can have both is mended by a client in the middle of the run. */
  readonly errorCode: string | null;
}

/** How many of each there are in an organisation. */
export interface Scale {
  readonly electricity: number;
  /** A batch by filter takes all of these. */
  readonly gas: number;
  readonly wrong: number;
  /** For each client. */
  readonly mendable: number;
}

export const gasCategory = 'natural_gas';

/** DESNZ/Defra 2025, kg CO2e per kWh: electricity of the United Kingdom, natural gas by gross calorific value. */
const factors = { electricity: '0.177', [gasCategory]: '0.18296' } as const;

export function electricityId(n: number): string {
  return `el-${String(n).padStart(6, '0')}`;
}

export function wrongId(n: number): string {
  return `wrong-${String(n).padStart(6, '0')}`;
}

export function mendableId(client: number, n: number): string {
  return `mend-${client}-${String(n).padStart(4, '0')}`;
}

/** It is never imported. */
export function ghostId(n: number): string {
  return `ghost-${String(n).padStart(6, '0')}`;
}

export function knownActivities(scale: Scale, clientCount: number): KnownActivity[] {
  return [
    ...numbered(scale.electricity, (n) => good(electricityId(n), 'electricity', n)),
    ...numbered(scale.gas, (n) => good(`gas-${String(n).padStart(6, '0')}`, gasCategory, n)),
    ...numbered(scale.wrong, (n) =>
      n % 2 === 0
        ? bad(wrongId(n), { unit: 'bucket' }, 'UNKNOWN_UNIT')
        : bad(wrongId(n), { category: 'unobtainium' }, 'NO_FACTOR'),
    ),
    ...numbered(clientCount, (client) => numbered(scale.mendable, (n) => mendable(client, n))).flat(),
  ];
}

/** The same activity with its unit put right. */
export function mended({ id, fields }: KnownActivity): Readonly<Record<string, string>> {
  return { ...fields, id, unit: 'kWh' };
}

export function mendable(client: number, n: number): KnownActivity {
  const activity = good(mendableId(client, n), 'electricity', n);
  return { ...activity, fields: { ...activity.fields, unit: 'bucket' }, errorCode: 'UNKNOWN_UNIT' };
}

function good(id: string, category: keyof typeof factors, n: number): KnownActivity {
  // Three decimal places, so that sums have carries.
  const quantity = `${n}.${String((n * 37) % 1000).padStart(3, '0')}`;
  const co2eKg = exactProduct([quantity, factors[category]], [['1']]);
  return { id, fields: { ...common, category, quantity }, co2eKg, errorCode: null };
}

function bad(id: string, fields: Readonly<Record<string, string>>, errorCode: string): KnownActivity {
  return { id, fields: { ...common, ...fields }, co2eKg: null, errorCode };
}

const common = {
  source: 'utility_bill',
  category: 'electricity',
  location: 'GB',
  quantity: '1',
  unit: 'kWh',
  period_start: '2025-03-01',
  period_end: '2025-03-31',
  data_quality: 'measured',
};

function numbered<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}
