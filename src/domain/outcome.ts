import type { CalendarDate, DataQuality } from './activity.ts';

/** Why an activity has no emission record. The last two are faults of the processor that outlived its tries. */
export const activityErrorCodes = [
  'ACTIVITY_NOT_FOUND',
  'INVALID_QUANTITY',
  'INVALID_PERIOD',
  'UNKNOWN_UNIT',
  'INCOMPATIBLE_UNIT',
  'NO_FACTOR',
  'NO_VALID_FACTOR_FOR_DATE',
  'PROCESSOR_ERROR',
  'PROCESSOR_TIMEOUT',
] as const;
export type ActivityErrorCode = (typeof activityErrorCodes)[number];

/** How far the region of the factor is from the activity's: itself, its country, or the whole world. */
export const regionMatches = ['exact', 'country', 'global'] as const;
export type RegionMatch = (typeof regionMatches)[number];

/** Whether the factor is in the activity's unit or the quantity had to be converted. */
export type UnitMatch = 'exact' | 'converted';

/** Found by category, region, unit and date; named by the activity; or the value that its supplier states. */
export type FactorSource = 'matched' | 'pinned' | 'supplier';

/** Whether the factor's CO2e is the dataset's own figure or was added up from its gases. */
export type Co2eBasis = 'published' | 'gases';

/** What a market-based figure rests on: an instrument, the residual mix, or, where there is neither, the grid's average. */
export const marketBases = ['instrument', 'residual_mix', 'supplier', 'location_based'] as const;
export type MarketBasis = (typeof marketBases)[number];

/**
 * One factor's share of a record. Most records have one part; a period that crosses a change of factor has one
 * for each factor, weighted by days.
 */
export interface FactorPart {
  readonly factorId: string;
  readonly factorSet: string;
  readonly dataset: string;
  readonly datasetVersion: string;
  /** kg CO2e per `unit` of the factor, an exact decimal. */
  readonly co2ePerUnit: string;
  readonly co2PerUnit: string | null;
  readonly ch4PerUnit: string | null;
  readonly n2oPerUnit: string | null;
  readonly biogenicCo2PerUnit: string | null;
  readonly co2eBasis: Co2eBasis;
  readonly gwpSet: string | null;
  /** kg CO2e per kg of the gas. */
  readonly gwpCh4: string | null;
  readonly gwpN2o: string | null;
  /** Days of the activity's period that this factor covers. */
  readonly days: number;
}

/** The market-based figure of scope 2 and what it rests on. */
export interface MarketFigure {
  readonly co2eKg: string;
  readonly basis: MarketBasis;
  /** Absent where the location-based factor stands in. */
  readonly factor: MarketFactor | null;
}

export interface MarketFactor {
  readonly factorId: string | null;
  readonly factorSet: string | null;
  readonly dataset: string;
  readonly datasetVersion: string | null;
  readonly instrument: string | null;
  readonly region: string | null;
  readonly unit: string;
  /** kg CO2e per `unit`; null where there are several parts. */
  readonly value: string | null;
  /** `quantity x conversion = quantity in unit`, exactly. */
  readonly conversion: string;
  readonly parts: readonly FactorPart[] | null;
}

/** How a figure came about, as far as the processor says. All figures are exact decimals as strings. */
export interface Explanation {
  /** 1..15 for scope 3, else null. */
  readonly scope3Category: number | null;
  /** Masses in kilograms, rounded once, half to even, at 9 decimal places. */
  readonly co2Kg: string | null;
  readonly ch4Kg: string | null;
  readonly n2oKg: string | null;
  /** CO2 of biological origin: reported apart, never part of `co2eKg`. */
  readonly biogenicCo2Kg: string | null;
  /** The factor's id; with several parts their ids joined by `+`. Null where a processor used none. */
  readonly factorId: string | null;
  readonly factorSet: string | null;
  readonly dataset: string | null;
  readonly datasetVersion: string | null;
  /** kg CO2e per `factorUnit`; null where there are several parts or none, as are the gases. */
  readonly factorValue: string | null;
  readonly co2PerUnit: string | null;
  readonly ch4PerUnit: string | null;
  readonly n2oPerUnit: string | null;
  readonly biogenicCo2PerUnit: string | null;
  readonly factorUnit: string | null;
  readonly factorRegion: string | null;
  readonly regionMatch: RegionMatch | null;
  readonly unitMatch: UnitMatch | null;
  readonly factorSource: FactorSource | null;
  /** The sets that were asked, the preferred first, joined by commas. */
  readonly factorOrder: string | null;
  readonly co2eBasis: Co2eBasis | null;
  /** Of the factor's CO2e: the dataset's where it is published, else the one that was asked for. */
  readonly gwpSet: string | null;
  readonly gwpCh4: string | null;
  readonly gwpN2o: string | null;
  /** The activity's quantity in `factorUnit`, to at most 15 decimal places. */
  readonly quantityConverted: string | null;
  /** `quantity x conversion = quantity in factorUnit`, exactly: a decimal or a fraction `a/b`. */
  readonly conversion: string | null;
  readonly periodPolicy: string | null;
  /** Several factors by days; null where one factor covers the whole period. */
  readonly factorParts: readonly FactorPart[] | null;
  /** For scope 2; `co2eKg` is the location-based figure then. */
  readonly market: MarketFigure | null;
  /** Percent at 95 % confidence, where they are stated. */
  readonly activityUncertaintyPct: string | null;
  readonly factorUncertaintyPct: string | null;
  /** 1 (best) to 5, after PCAF. */
  readonly qualityScore: number | null;
}

/** The result of one activity. What explains it is optional for processors of other makes; the built-in one gives all. */
export interface EmissionResult extends Partial<Explanation> {
  readonly scope: 1 | 2 | 3;
  /** kg CO2e, rounded once, half to even, at 9 decimal places. */
  readonly co2eKg: string;
  /** How the figure came about, such as `activity_x_factor`. */
  readonly method: string;
}

/** What a processor returns for an activity. */
export type ActivityOutcome =
  | { readonly activityId: string; readonly kind: 'result'; readonly result: EmissionResult }
  | {
      readonly activityId: string;
      readonly kind: 'error';
      readonly code: ActivityErrorCode;
      /** One sentence that names the offending value. */
      readonly details: string;
    };

/** A stored emission record. Never changed; a recalculation adds another. */
export interface EmissionRecord extends Explanation {
  readonly scope: 1 | 2 | 3;
  readonly co2eKg: string;
  readonly method: string;
  readonly activityId: string;
  readonly batchId: string;
  readonly orgId: string;
  readonly workspaceId: string;
  readonly category: string;
  readonly location: string;
  /** As given. */
  readonly quantity: string;
  readonly unit: string;
  readonly periodStart: CalendarDate;
  readonly periodEnd: CalendarDate;
  readonly dataQuality: DataQuality;
  /** Of the activity's data, as it was. */
  readonly activityVersion: number;
  /** A figure of a comparison, not of the inventory. */
  readonly isScenario: boolean;
  /** The pass of the batch that made it. */
  readonly attempt: number;
  readonly calculatedAt: Date;
}

/** An activity that ended in an error, and in which pass of its batch. */
export interface ActivityError {
  readonly activityId: string;
  readonly batchId: string;
  readonly code: ActivityErrorCode;
  readonly details: string;
  readonly attempt: number;
  readonly at: Date;
}
