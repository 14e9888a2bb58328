import type { DataQuality } from '../domain/activity.ts';
import type {
  ActivityError,
  ActivityErrorCode,
  EmissionRecord,
  FactorPart,
  RegionMatch,
} from '../domain/outcome.ts';
import type { IListErrorsResult, IListRecordsResult } from './queries/results.queries.ts';

export function toEmissionRecord(row: IListRecordsResult): EmissionRecord {
  return {
    ...row,
    scope: row.scope as EmissionRecord['scope'],
    dataQuality: row.dataQuality as DataQuality,
    regionMatch: row.regionMatch as RegionMatch | null,
    factorParts: row.factorParts as FactorPart[] | null,
  };
}

export function toActivityError(row: IListErrorsResult): ActivityError {
  return { ...row, code: row.code as ActivityErrorCode };
}
