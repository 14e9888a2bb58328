import {
  type ActivityOutcome,
  activityErrorCodes,
  type EmissionResult,
  type MarketFigure,
} from '../domain/outcome.ts';
import { isStorableJson } from '../domain/storable-json.ts';

/**
 * What keeps an outcome from being stored, as the end of a sentence; null when nothing does. Types promise all of
 * this, but a processor may be plain JavaScript or pass on what a service answered, and a figure that only the
 * database refuses would be blamed on the database.
 */
export function problemOfOutcome(outcome: ActivityOutcome): string | null {
  switch (outcome.kind) {
    case 'result':
      return problemOfResult(outcome.result);
    case 'error':
      if (!activityErrorCodes.includes(outcome.code)) return `an error with the code ${shown(outcome.code)}`;
      return isText(outcome.details) && outcome.details.trim() !== ''
        ? null
        : `an error whose details are ${shown(outcome.details)}`;
    default:
      return `an outcome of the kind ${shown((outcome as { kind?: unknown }).kind)}`;
  }
}

const decimals = ['co2eKg'] as const;
const decimalsOrNull = [
  'co2Kg',
  'ch4Kg',
  'n2oKg',
  'biogenicCo2Kg',
  'factorValue',
  'co2PerUnit',
  'ch4PerUnit',
  'n2oPerUnit',
  'biogenicCo2PerUnit',
  'gwpCh4',
  'gwpN2o',
  'quantityConverted',
  'activityUncertaintyPct',
  'factorUncertaintyPct',
] as const satisfies readonly (keyof EmissionResult)[];
const textsOrNull = [
  'factorId',
  'factorSet',
  'dataset',
  'datasetVersion',
  'factorUnit',
  'factorRegion',
  'unitMatch',
  'factorSource',
  'factorOrder',
  'co2eBasis',
  'gwpSet',
  'conversion',
  'periodPolicy',
] as const satisfies readonly (keyof EmissionResult)[];

/** More digits than any figure needs, fewer than PostgreSQL refuses. */
const decimalForm = /^-?\d{1,100}(\.\d{1,100})?$/;
const partsDepthMax = 4;
const marketDepthMax = partsDepthMax + 1;

function problemOfResult(result: EmissionResult): string | null {
  if (typeof result !== 'object' || result === null) return `the result ${shown(result)}`;
  const wrong = (field: keyof EmissionResult, wanted: string) =>
    `a result whose ${field} is ${shown(result[field])} instead of ${wanted}`;
  for (const field of decimals) {
    if (!isDecimal(result[field])) return wrong(field, 'a decimal in a string');
  }
  for (const field of decimalsOrNull) {
    if (isGiven(result[field]) && !isDecimal(result[field]))
      return wrong(field, 'a decimal in a string or null');
  }
  for (const field of textsOrNull) {
    if (isGiven(result[field]) && !isText(result[field])) return wrong(field, 'a text or null');
  }
  const { scope, scope3Category = null, regionMatch = null, factorParts = null, method } = result;
  const { market = null, qualityScore = null } = result;
  if (![1, 2, 3].includes(scope)) return wrong('scope', '1, 2 or 3');
  if (scope3Category !== null && !(Number.isInteger(scope3Category) && isWithin(scope3Category, 1, 15))) {
    return wrong('scope3Category', '1 to 15 or null');
  }
  if (![null, 'exact', 'country', 'global'].includes(regionMatch)) {
    return wrong('regionMatch', 'exact, country, global or null');
  }
  if (factorParts !== null && !(Array.isArray(factorParts) && isStorableJson(factorParts, partsDepthMax))) {
    return wrong('factorParts', 'a list or null');
  }
  if (market !== null && !isMarketFigure(market, scope)) {
    return wrong('market', 'a figure with its basis, for scope 2, or null');
  }
  if (qualityScore !== null && !(Number.isInteger(qualityScore) && isWithin(qualityScore, 1, 5))) {
    return wrong('qualityScore', '1 to 5 or null');
  }
  return isText(method) ? null : wrong('method', 'a text');
}

function isMarketFigure({ co2eKg, basis, factor }: MarketFigure, scope: number): boolean {
  return scope === 2 && isDecimal(co2eKg) && isText(basis) && isStorableJson(factor, marketDepthMax);
}

/** What a processor leaves out is unknown. */
function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isDecimal(value: unknown): boolean {
  return typeof value === 'string' && decimalForm.test(value);
}

/** PostgreSQL stores neither a NUL nor half of a surrogate pair. */
function isText(value: unknown): boolean {
  return typeof value === 'string' && isStorableJson(value, 0);
}

function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

const shownLengthMax = 60;

function shown(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : typeof value === 'object'
        ? kindOf(value)
        : String(value);
  return text.length > shownLengthMax ? `${text.slice(0, shownLengthMax)}...` : text;
}

function kindOf(value: object | null): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : 'an object';
}
