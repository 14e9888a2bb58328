import type { Activity, DataQuality } from '../domain/activity.ts';
import type { EmissionRecord, MarketBasis, RegionMatch } from '../domain/outcome.ts';
import type { Page } from './batch-store.ts';

/*
 * The current record of an activity is the one that counts in the inventory: of its records that are no scenario, the one
 * that was calculated last, by the database's clock (of two at the same moment, the one of the batch with the higher
 * id). It follows from the records that are there: nothing marks it, so that deleting a batch makes the record before
 * it the current one again. A record is stale when its activity has changed since.
 */

export interface CurrentRecord extends EmissionRecord {
  readonly isStale: boolean;
}

/** An activity as it is now, and the record that counts for it. */
export interface ActivityState {
  readonly activity: Activity;
  readonly record: CurrentRecord | null;
}

/** What an activity was until it was imported with other data. */
export interface FormerActivity extends Activity {
  readonly replacedAt: Date;
}

/** The newest first; the thousand newest of each. */
export interface ActivityHistory {
  readonly activity: Activity;
  readonly formerVersions: readonly FormerActivity[];
  /** All of its records, also scenarios. */
  readonly records: readonly EmissionRecord[];
}

/** Of the record, not of what the activity is now. */
export interface CurrentRecordFilter {
  readonly orgId: string;
  readonly workspaceId?: string;
  /** The year of the period's end. */
  readonly year?: number;
  readonly scope?: number;
  readonly scope3Category?: number;
  readonly category?: string;
  readonly location?: string;
  readonly dataQuality?: DataQuality;
  /** `none` for records without one, as where the factor is named. */
  readonly regionMatch?: RegionMatch | 'none';
  /** `none` for records without a market-based figure. */
  readonly marketBasis?: MarketBasis | 'none';
  readonly factorId?: string;
  readonly stale?: boolean;
}

export interface ActivityListFilter {
  readonly orgId: string;
  readonly workspaceId?: string;
  /** The year of the period's end. */
  readonly year?: number;
  /** Whether there is no record that counts for it. */
  readonly withoutRecord?: boolean;
}

export interface CurrentRecords {
  /** By activity id in byte order. */
  listActivities(filter: ActivityListFilter, page: Page<string>): Promise<Activity[]>;
  /** Null where the organisation has no such activity. */
  getActivityState(orgId: string, activityId: string): Promise<ActivityState | null>;
  /** Null where the organisation has no such activity. */
  getActivityHistory(orgId: string, activityId: string): Promise<ActivityHistory | null>;
  /** One for each activity that has a record, by activity id in byte order. */
  listCurrentRecords(filter: CurrentRecordFilter, page: Page<string>): Promise<CurrentRecord[]>;
}
