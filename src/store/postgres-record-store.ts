import type { Database } from '../db/database.ts';
import type { Activity } from '../domain/activity.ts';
import { getActivity, toActivity } from './activity-reading.ts';
import { firstOf } from './batch-rows.ts';
import type { Page } from './batch-store.ts';
import * as queries from './queries/current-records.queries.ts';
import type {
  ActivityHistory,
  ActivityListFilter,
  ActivityState,
  CurrentRecord,
  CurrentRecordFilter,
  CurrentRecords,
} from './record-store.ts';
import { toEmissionRecord } from './result-rows.ts';
import { run } from './run-query.ts';

const historyLengthMax = 1000;

export class PostgresCurrentRecords implements CurrentRecords {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async getActivityState(orgId: string, activityId: string): Promise<ActivityState | null> {
    // The record first: an activity that changes in between is shown with a record that is stale, as it is.
    const row = firstOf(await run(queries.findCurrentRecord, { orgId, activityId }, this.#db));
    const activity = await getActivity(this.#db, orgId, activityId);
    if (activity === null) return null;
    const isStale = row !== null && activity.version > row.activityVersion;
    return { activity, record: row && { ...toEmissionRecord(row), isStale } };
  }

  async getActivityHistory(orgId: string, activityId: string): Promise<ActivityHistory | null> {
    const key = { orgId, activityId, limit: historyLengthMax };
    const activity = await getActivity(this.#db, orgId, activityId);
    if (activity === null) return null;
    const versions = await run(queries.listVersionsOfActivity, key, this.#db);
    const records = await run(queries.listRecordsOfActivity, key, this.#db);
    return {
      activity,
      formerVersions: versions.map((row) => ({ ...toActivity(row), replacedAt: row.replacedAt })),
      records: records.map(toEmissionRecord),
    };
  }

  async listActivities(filter: ActivityListFilter, page: Page<string>): Promise<Activity[]> {
    const rows = await run(
      queries.listActivities,
      { ...filter, limit: page.limit, after: page.after ?? '' },
      this.#db,
    );
    return rows.map(toActivity);
  }

  async listCurrentRecords(filter: CurrentRecordFilter, page: Page<string>): Promise<CurrentRecord[]> {
    const rows = await run(
      queries.listCurrentRecords,
      { ...filter, limit: page.limit, after: page.after ?? '' },
      this.#db,
    );
    return rows.map((row) => ({ ...toEmissionRecord(row), isStale: row.isStale }));
  }
}
