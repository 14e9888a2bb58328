import type { DataQuality } from '../domain/activity.ts';
import type {
  ActivityError,
  ActivityErrorCode,
  EmissionRecord,
  FactorPart,
  MarketFactor,
  MarketFigure,
} from '../domain/outcome.ts';
import type { IListErrorsResult, IListRecordsResult } from './queries/results.queries.ts';

export function toEmissionRecord(row: IListRecordsResult): EmissionRecord {
  const { marketCo2eKg, marketBasis, marketFactor, ...rest } = row;
  return {
    ...rest,
    scope: row.scope as EmissionRecord['scope'],
    dataQuality: row.dataQuality as DataQuality,
    regionMatch: row.regionMatch as EmissionRecord['regionMatch'],
    unitMatch: row.unitMatch as EmissionRecord['unitMatch'],
    factorSource: row.factorSource as EmissionRecord['factorSource'],
    co2eBasis: row.co2eBasis as EmissionRecord['co2eBasis'],
    factorParts: row.factorParts as FactorPart[] | null,
    market:
      marketCo2eKg === null
        ? null
        : {
            co2eKg: marketCo2eKg,
            basis: marketBasis as MarketFigure['basis'],
            factor: marketFactor as MarketFactor | null,
          },
  };
}

export function toActivityError(row: IListErrorsResult): ActivityError {
  return { ...row, code: row.code as ActivityErrorCode };
}
