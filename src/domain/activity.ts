export const activitySources = [
  'utility_bill',
  'fleet',
  'travel',
  'purchases',
  'waste',
  'manual',
  'api',
] as const;
export type ActivitySource = (typeof activitySources)[number];

export const dataQualities = ['measured', 'estimated', 'default'] as const;
export type DataQuality = (typeof dataQualities)[number];

/** A calendar date, `YYYY-MM-DD`, without a time or a zone. */
export type CalendarDate = string;

/** Something a company did that causes emissions: a month at a meter, a truck's diesel, a flight. */
export interface Activity {
  /** Unique in its organisation. */
  readonly id: string;
  readonly orgId: string;
  readonly workspaceId: string;
  readonly source: ActivitySource;
  readonly category: string;
  /** A region code: `US-CAMX`, `GB`, ... */
  readonly location: string;
  /** An exact decimal, zero or more, in `unit`. */
  readonly quantity: string;
  readonly unit: string;
  readonly periodStart: CalendarDate;
  /** Inclusive. */
  readonly periodEnd: CalendarDate;
  readonly dataQuality: DataQuality;
  readonly meterId: string | null;
  readonly externalId: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** The factor to use, in place of the one that would be found. */
  readonly factorId: string | null;
  /** kg CO2e per `unit` as the supplier states it, an exact decimal; used in place of a factor. */
  readonly supplierFactor: string | null;
  /** Who states it. */
  readonly supplier: string | null;
  /** Of the quantity, in percent at 95 % confidence, an exact decimal; null where it is not known. */
  readonly uncertaintyPct: string | null;
  /** 1 when it was first imported, one more with each import of other data. */
  readonly version: number;
}
