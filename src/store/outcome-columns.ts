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
  // What a processor leaves out is stored as unknown.
  const found: Column = (pick) => withNulls(records.map(({ result }) => pick(result) ?? null));
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
    activityVersions: given((activity) => activity.version),
    scopes: found((result) => result.scope as number),
    scope3Categories: found((result) => result.scope3Category),
    co2eKg: found((result) => result.co2eKg),
    co2Kg: found((result) => result.co2Kg),
    ch4Kg: found((result) => result.ch4Kg),
    n2oKg: found((result) => result.n2oKg),
    biogenicCo2Kg: found((result) => result.biogenicCo2Kg),
    ...columnsOfFactors(found),
    quantitiesConverted: found((result) => result.quantityConverted),
    conversions: found((result) => result.conversion),
    periodPolicies: found((result) => result.periodPolicy),
    factorParts: found((result) => jsonOrNull(result.factorParts)),
    methods: found((result) => result.method),
    marketCo2eKg: found((result) => result.market?.co2eKg),
    marketBases: found((result) => result.market?.basis as string | undefined),
    marketFactors: found((result) => jsonOrNull(result.market?.factor)),
    activityUncertaintyPcts: found((result) => result.activityUncertaintyPct),
    factorUncertaintyPcts: found((result) => result.factorUncertaintyPct),
    qualityScores: found((result) => result.qualityScore),
  };
}

type Column = <Value>(pick: (result: EmissionResult) => Value | null | undefined) => Value[];

function columnsOfFactors(found: Column) {
  return {
    factorIds: found((result) => result.factorId),
    factorSets: found((result) => result.factorSet),
    datasets: found((result) => result.dataset),
    datasetVersions: found((result) => result.datasetVersion),
    factorValues: found((result) => result.factorValue),
    co2PerUnit: found((result) => result.co2PerUnit),
    ch4PerUnit: found((result) => result.ch4PerUnit),
    n2oPerUnit: found((result) => result.n2oPerUnit),
    biogenicCo2PerUnit: found((result) => result.biogenicCo2PerUnit),
    factorUnits: found((result) => result.factorUnit),
    factorRegions: found((result) => result.factorRegion),
    regionMatches: found((result) => result.regionMatch as string | null | undefined),
    unitMatches: found((result) => result.unitMatch as string | null | undefined),
    factorSources: found((result) => result.factorSource as string | null | undefined),
    factorOrders: found((result) => result.factorOrder),
    co2eBases: found((result) => result.co2eBasis as string | null | undefined),
    gwpSets: found((result) => result.gwpSet),
    gwpCh4: found((result) => result.gwpCh4),
    gwpN2o: found((result) => result.gwpN2o),
  };
}

/** Values that repeat from row to row, as a formula's parts do, are turned into text once. */
const jsonTexts = new WeakMap<object, string>();

function jsonOrNull(value: object | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  let text = jsonTexts.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    jsonTexts.set(value, text);
  }
  return text;
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
