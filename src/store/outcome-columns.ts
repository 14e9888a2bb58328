import type { Activity } from '../domain/activity.ts';
import type { EmissionResult } from '../domain/outcome.ts';
import type { ChunkCommit } from './batch-store.ts';

/** A chunk's outcomes turned into the arrays that `commitChunk` unnests: records and errors, column by column. */
export function columnsOfOutcomes(outcomes: ChunkCommit['outcomes']) {
  const records: { activity: Activity; result: EmissionResult }[] = [];
  const errors: { activityId: string; code: string; details: string }[] = [];
  for (const { activity, outcome } of outcomes) {
    if (outcome.activityId !== activity.activityId) {
      throw new Error(`The outcome of ${outcome.activityId} was given for ${activity.activityId}.`);
    }
    if (outcome.kind === 'error') {
      errors.push({ activityId: activity.activityId, code: outcome.code, details: outcome.details });
    } else if (activity.activity === null) {
      throw new Error(`${activity.activityId} does not exist and cannot have a result.`);
    } else {
      records.push({ activity: activity.activity, result: outcome.result });
    }
  }
  return { ...columnsOfRecords(records), ...columnsOfErrors(errors) };
}

function columnsOfRecords(records: readonly { activity: Activity; result: EmissionResult }[]) {
  const given = <Value>(pick: (activity: Activity) => Value) => records.map(({ activity }) => pick(activity));
  const found = <Value>(pick: (result: EmissionResult) => Value) => records.map(({ result }) => pick(result));
  return {
    recordActivityIds: given((activity) => activity.id),
    workspaceIds: given((activity) => activity.workspaceId),
    categories: given((activity) => activity.category),
    locations: given((activity) => activity.location),
    quantities: given((activity) => activity.quantity),
    units: given((activity) => activity.unit),
    periodStarts: given((activity) => activity.periodStart),
    periodEnds: given((activity) => activity.periodEnd),
    dataQualities: given((activity) => activity.dataQuality),
    scopes: found((result) => result.scope as number),
    scope3Categories: withNulls(found((result) => result.scope3Category)),
    co2eKg: found((result) => result.co2eKg),
    co2Kg: withNulls(found((result) => result.co2Kg)),
    ch4Kg: withNulls(found((result) => result.ch4Kg)),
    n2oKg: withNulls(found((result) => result.n2oKg)),
    biogenicCo2Kg: withNulls(found((result) => result.biogenicCo2Kg)),
    factorIds: withNulls(found((result) => result.factorId)),
    datasets: withNulls(found((result) => result.dataset)),
    datasetVersions: withNulls(found((result) => result.datasetVersion)),
    factorValues: withNulls(found((result) => result.factorValue)),
    factorUnits: withNulls(found((result) => result.factorUnit)),
    factorRegions: withNulls(found((result) => result.factorRegion)),
    regionMatches: withNulls(found((result) => result.regionMatch as string | null)),
    gwpSets: withNulls(found((result) => result.gwpSet)),
    quantitiesConverted: withNulls(found((result) => result.quantityConverted)),
    conversions: withNulls(found((result) => result.conversion)),
    factorParts: withNulls(found((result) => result.factorParts && JSON.stringify(result.factorParts))),
    methods: found((result) => result.method),
  };
}

function columnsOfErrors(errors: readonly { activityId: string; code: string; details: string }[]) {
  return {
    errorActivityIds: errors.map((error) => error.activityId),
    errorCodes: errors.map((error) => error.code),
    errorDetails: errors.map((error) => error.details),
  };
}

/** PgTyped types an array's elements as never null; PostgreSQL and both drivers take nulls there. */
export function withNulls<Value>(values: (Value | null)[]): Value[] {
  return values as Value[];
}
