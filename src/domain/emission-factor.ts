import type { CalendarDate } from './activity.ts';

/** The 100-year global warming potentials in use: the IPCC's fourth, fifth and sixth assessment reports. */
export const gwpSets = ['AR4', 'AR5', 'AR6'] as const;
export type GwpSet = (typeof gwpSets)[number];

/** Where nothing else is asked for, and what the national inventories of the built-in packs use. */
export const gwpSetDefault: GwpSet = 'AR5';

/** Where the methane of a factor comes from; AR5 and AR6 give fossil methane more warming, since it ends as new CO2. */
export const methaneOrigins = ['fossil', 'non_fossil'] as const;
export type MethaneOrigin = (typeof methaneOrigins)[number];

/**
 * What entitles an organisation to a figure of its own for electricity, steam, heat or cooling (GHG Protocol Scope 2
 * Guidance, table 6.3), in the order of its quality criteria; the residual mix is what is left of the grid without them.
 */
export const instruments = ['energy_certificate', 'contract', 'supplier_rate', 'residual_mix'] as const;
export type Instrument = (typeof instruments)[number];

/** kg of gas per unit of activity, as a dataset publishes it. Figures are exact decimals; null is "not published". */
export interface EmissionFactor {
  readonly id: string;
  readonly setId: string;
  /** Whose own factor it is; null for the built-in ones. */
  readonly orgId: string | null;
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
  /** Null where the dataset does not say. */
  readonly methaneOrigin: MethaneOrigin | null;
  /** Makes it a factor of market-based scope 2 alone; null for all others. */
  readonly instrument: Instrument | null;
  /** Where an instrument covers one workspace or meter only. */
  readonly workspaceId: string | null;
  readonly meterId: string | null;
}
