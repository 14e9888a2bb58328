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
export type RegionMatch = 'exact' | 'country' | 'global';

/**
 * One factor's share of a record. Most records have one part; a period that crosses a change of factor has one
 * for each factor, weighted by days.
 */
export interface FactorPart {
  readonly factorId: string;
  readonly dataset: string;
  readonly datasetVersion: string;
  /** kg CO2e per `unit` of the factor, an exact decimal. */
  readonly co2ePerUnit: string;
  readonly co2PerUnit: string | null;
  readonly ch4PerUnit: string | null;
  readonly n2oPerUnit: string | null;
  readonly biogenicCo2PerUnit: string | null;
  /** Days of the activity's period that this factor covers. */
  readonly days: number;
}

/**
 * The result of one activity: enough to explain the number without any other table. All figures are exact
 * decimals as strings; masses are kilograms rounded once, half to even, at 9 decimal places.
 */
export interface EmissionResult {
  readonly scope: 1 | 2 | 3;
  /** 1..15 for scope 3, else null. */
  readonly scope3Category: number | null;
  readonly co2eKg: string;
  readonly co2Kg: string | null;
  readonly ch4Kg: string | null;
  readonly n2oKg: string | null;
  /** CO2 of biological origin: reported apart, never part of `co2eKg`. */
  readonly biogenicCo2Kg: string | null;
  /** The factor's id; with several parts their ids joined by `+`. Null where a processor used none. */
  readonly factorId: string | null;
  readonly dataset: string | null;
  readonly datasetVersion: string | null;
  /** kg CO2e per `factorUnit`; null where there are several parts or none. */
  readonly factorValue: string | null;
  readonly factorUnit: string | null;
  readonly factorRegion: string | null;
  readonly regionMatch: RegionMatch | null;
  readonly gwpSet: string | null;
  /** The activity's quantity in `factorUnit`, to at most 15 decimal places. */
  readonly quantityConverted: string | null;
  /** `quantity x conversion = quantity in factorUnit`, exactly: a decimal or a fraction `a/b`. */
  readonly conversion: string | null;
  /** Several factors by days; null where one factor covers the whole period. */
  readonly factorParts: readonly FactorPart[] | null;
  /** How the figure came about, such as `activity_x_factor`. */
  readonly method: string;
}

/** A result of which a processor knows only some: what is left out is null. */
export function emissionResult(
  known: Pick<EmissionResult, 'scope' | 'co2eKg' | 'method'> & Partial<EmissionResult>,
): EmissionResult {
  return {
    scope3Category: null,
    co2Kg: null,
    ch4Kg: null,
    n2oKg: null,
    biogenicCo2Kg: null,
    factorId: null,
    dataset: null,
    datasetVersion: null,
    factorValue: null,
    factorUnit: null,
    factorRegion: null,
    regionMatch: null,
    gwpSet: null,
    quantityConverted: null,
    conversion: null,
    factorParts: null,
    ...known,
  };
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
export interface EmissionRecord extends EmissionResult {
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
