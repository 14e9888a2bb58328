import type { Activity } from '../domain/activity.ts';
import type { EmissionFactor } from '../domain/emission-factor.ts';
import type { FactorSource, RegionMatch } from '../domain/outcome.ts';
import { isCurrency, resolveUnit } from './units.ts';

/**
 * How good the figure of an activity is, from 1 (best) to 5, after the five data quality levels of PCAF (The Global GHG
 * Accounting and Reporting Standard, Part A, second edition, 2022). PCAF scores loans by where their figures come from;
 * this is the same ladder for an activity:
 *
 * 1. measured, with a factor of the supplier itself;
 * 2. measured, with a factor of the very region;
 * 3. measured with a factor of a wider region, or estimated with one of the very region;
 * 4. estimated with a factor of a wider region, or computed from money spent, by whatever category it goes;
 * 5. a default in place of data.
 */
export function qualityScoreOf(
  activity: Pick<Activity, 'dataQuality'>,
  found: {
    readonly source: FactorSource;
    readonly regionMatch: RegionMatch | null;
    readonly factor: Pick<EmissionFactor, 'unit'> | null;
  },
): 1 | 2 | 3 | 4 | 5 {
  if (activity.dataQuality === 'default') return 5;
  if (found.factor !== null && isCurrency(resolveUnit(found.factor.unit)?.dimension)) return 4;
  const isMeasured = activity.dataQuality === 'measured';
  if (found.source === 'supplier') return isMeasured ? 1 : 3;
  if (found.regionMatch === 'exact') return isMeasured ? 2 : 3;
  return isMeasured ? 3 : 4;
}
