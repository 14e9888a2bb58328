import type { CalendarDate } from './activity.ts';

/** The 100-year global warming potentials in use: the IPCC's fourth, fifth and sixth assessment reports. */
export const gwpSets = ['AR4', 'AR5', 'AR6'] as const;
export type GwpSet = (typeof gwpSets)[number];

/** kg of gas per unit of activity, as a dataset publishes it. Figures are exact decimals; null is "not published". */
export interface EmissionFactor {
  readonly id: string;
  readonly setId: string;
  readonly dataset: string;
  readonly datasetVersion: string;
  readonly licence: string;
  readonly scope: 1 | 2 | 3;
  readonly scope3Category: number | null;
  readonly category: string;
  readonly description: string;
  /** ISO alpha-2, a subregion such as `US-CAMX`, or `GLOBAL`. */
  readonly region: string;
  readonly unit: string;
  readonly co2KgPerUnit: string | null;
  readonly ch4KgPerUnit: string | null;
  readonly n2oKgPerUnit: string | null;
  /** As published; wins over the gases. */
  readonly co2eKgPerUnit: string | null;
  readonly gwpSet: GwpSet | null;
  readonly validFrom: CalendarDate;
  /** Inclusive; null is open. */
  readonly validTo: CalendarDate | null;
  readonly uncertaintyPct: string | null;
  readonly sourceRef: string;
  readonly originalValue: string;
  readonly originalUnit: string;
  readonly biogenicCo2KgPerUnit: string | null;
  readonly boundary: string;
  /** HHV or LHV where a fuel is counted by heat. */
  readonly heatBasis: string | null;
}
