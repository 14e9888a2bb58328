import { editDistance } from '../domain/edit-distance.ts';
import { listed } from './listed.ts';
import { gallonSpellings } from './unit-definitions.ts';
import { meaningsOf, spelling, unitSpellings } from './units.ts';

/** Why a unit is not taken, in one sentence that says what would be. `usable` is what fits the activity, where that is known. */
export function whyUnknownUnit(
  text: string,
  usable: { what: string; units: readonly string[] } | null,
): string {
  const [meaning, ...others] = meaningsOf(text);
  if (meaning !== undefined) {
    return others.length === 0
      ? `The unit "${text}" has several meanings: write ${meaning}.`
      : `The unit "${text}" could be ${listed([meaning, ...others], 'or')}: write the one that is meant.`;
  }
  const near = nearestUnits(text);
  if (near.length > 0) return `The unit "${text}" is not known. Did you mean ${listed(near, 'or')}?`;
  if (usable !== null && usable.units.length > 0) {
    return `The unit "${text}" is not known. Factors of ${usable.what} are per ${listed(usable.units, 'or')}.`;
  }
  return `The unit "${text}" is not known. Known are such as kWh, m3, L, kg, km, and currencies such as USD.`;
}

const candidates: readonly [spelled: string, code: string][] = [
  ...unitSpellings(),
  ...gallonSpellings.flatMap((name) => meaningsOf(name).map((code): [string, string] => [name, code])),
];

/** The units whose spelling is nearest, as far as that can be a slip of the keys; else the one that the text begins with. */
function nearestUnits(text: string): string[] {
  const wanted = spelling(text);
  let nearest = Number.POSITIVE_INFINITY;
  let codes: string[] = [];
  for (const [name, code] of candidates) {
    const distanceMax = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 4));
    if (Math.abs(name.length - wanted.length) > distanceMax) continue;
    const distance = editDistance(wanted, name);
    if (distance > distanceMax || distance > nearest) continue;
    codes = distance < nearest ? [code] : [...codes, code];
    nearest = distance;
  }
  return codes.length > 0 ? [...new Set(codes)] : unitsAtTheStartOf(wanted);
}

/** "kwh (gross cv)" and "kilowatthoursish" begin with a unit; "boxes" does not. */
function unitsAtTheStartOf(wanted: string): string[] {
  let longest = '';
  for (const [name] of candidates) {
    if (!wanted.startsWith(name) || name.length <= Math.max(2, longest.length)) continue;
    const isWholeWord = !/^[a-z]/.test(wanted.slice(name.length));
    if (isWholeWord || name.length > 4) longest = name;
  }
  return candidates.filter(([name]) => name === longest).map(([, code]) => code);
}
