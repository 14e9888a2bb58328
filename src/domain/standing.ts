import type { JobStatusName } from './batch-job.ts';
import { subtractDecimals, sumDecimals } from './decimal.ts';

/** A batch, or a part of one, as its own row says that it stands, and what its rows in the other tables say. */
export interface Standing {
  readonly id: string;
  readonly orgId: string;
  readonly partOf: string | null;
  readonly partCount: number;
  readonly partsLeft: number;
  readonly status: JobStatusName;
  readonly activityCount: number;
  readonly successCount: number;
  readonly errorCount: number;
  readonly totalEmissions: string;
  readonly errorsTolerated: number | null;
  readonly errorMessage: string | null;
  readonly hasHolder: boolean;
  /** Whether the rows were counted; what follows says nothing where they were not. */
  readonly isCounted: boolean;
  readonly refs: number;
  readonly records: number;
  /** Of the latest pass. */
  readonly errors: number;
  readonly total: string;
  /** The first activity without an outcome. */
  readonly firstMissing: string | null;
  /** The cursor says that it has one. */
  readonly isCursorBeyond: boolean;
}

/** What a batch's row is to be set to, and why. */
export interface Correction {
  readonly id: string;
  readonly orgId: string;
  readonly activityCount: number;
  readonly successCount: number;
  readonly errorCount: number;
  readonly totalEmissions: string;
  readonly status: JobStatusName;
  readonly partsLeft: number;
  readonly errorMessage: string | null;
  /** The cursor is set before this activity. */
  readonly firstMissing: string | null;
  readonly isLeaseKept: boolean;
  /** A sentence for each disagreement. */
  readonly findings: readonly string[];
}

/**
 * What disagrees between a batch and its rows, and how it is mended: the rows are the truth. Nothing, where they agree.
 * `standings` are a batch and its parts, read in one view. Parts come first in the answer, then the whole batch.
 */
export function correctionsOf(standings: readonly Standing[]): Correction[] {
  const whole = standings.find(({ partOf }) => partOf === null);
  if (whole === undefined) return [];
  if (whole.partCount === 0) return changed([correctionOf(whole, whole)]);
  const parts = standings.filter(({ partOf }) => partOf !== null).map((part) => correctionOf(part, whole));
  return changed(correctionsOfSplit(whole, parts));
}

function changed(corrections: readonly Correction[]): Correction[] {
  return corrections.filter(({ findings }) => findings.length > 0);
}

/** One that has its own activities: a batch that is not split, or a part. */
function correctionOf(one: Standing, whole: Standing): Correction {
  const mended = { ...unchanged(one), ...(one.isCounted && countsOfRows(one)) };
  const findings = isSameCounts(one, mended) ? [] : [countsFinding(one, mended)];
  const back = (finding: string) => ({
    ...mended,
    status: 'pending' as const,
    firstMissing: one.firstMissing,
    errorMessage: null,
    isLeaseKept: false,
    findings: [...findings, finding],
  });
  if (isLeased(one.status) && !one.hasHolder) return back(`It was ${one.status} and nobody held it.`);
  if (one.status === 'complete' && one.firstMissing !== null) {
    const finding = `It was complete, and ${one.firstMissing} has no outcome.`;
    const errorMessage = `${one.firstMissing} has no outcome: retry the batch.`;
    // A part of what has ended otherwise is left for its owner's retry, which takes the parts that are not complete.
    return one === whole || isActive(whole.status) || whole.status === 'complete'
      ? back(finding)
      : { ...mended, status: 'failed', errorMessage, findings: [...findings, finding] };
  }
  if (isActive(one.status) && one.isCursorBeyond)
    return back(`Its cursor is beyond ${one.firstMissing}, which has no outcome.`);
  return judged({ ...mended, findings }, one.errorsTolerated);
}

function correctionsOfSplit(whole: Standing, parts: readonly Correction[]): Correction[] {
  const goesOn = parts.some(({ status, findings }) => status === 'pending' && findings.length > 0);
  // Who ended it meant all of it. Of one that has failed early a part may have been passed over; its holder finds the end.
  const isRight = (part: Correction) =>
    isActive(whole.status) ||
    (whole.status === 'complete' && goesOn) ||
    (whole.status === 'failed' && isHeld(part));
  const settled = parts.map((part) => (isRight(part) ? part : cancelled(part)));
  const partsLeft = settled.filter(({ status }) => isActive(status)).length;
  const sums = {
    activityCount: sum(settled, ({ activityCount }) => activityCount),
    successCount: sum(settled, ({ successCount }) => successCount),
    errorCount: sum(settled, ({ errorCount }) => errorCount),
    totalEmissions: sumDecimals(settled.map(({ totalEmissions }) => totalEmissions)),
  };
  const findings: string[] = [];
  if (!isSameCounts(whole, sums)) findings.push(countsFinding(whole, sums));
  if (whole.partsLeft !== partsLeft)
    findings.push(`It waited for ${whole.partsLeft} parts, and ${partsLeft} have not ended.`);
  const mended = { ...unchanged(whole), ...sums, partsLeft, findings };
  if (whole.status === 'complete' && partsLeft > 0) {
    const finding = 'It was complete, and a part of it is not.';
    return [...settled, { ...mended, status: 'processing', findings: [...findings, finding] }];
  }
  if (whole.status === 'complete') return [...settled, ended(mended, whole, [])];
  if (!isActive(whole.status) || partsLeft > 0) return [...settled, mended];
  return [...settled, ended(mended, whole, [`It was ${whole.status}, and all of its parts have ended.`])];
}

/** All parts have ended: so has the batch. */
function ended(mended: Correction, { errorsTolerated }: Standing, why: readonly string[]): Correction {
  const findings = [...mended.findings, ...why];
  const missing = mended.activityCount - mended.successCount - mended.errorCount;
  if (missing > 0) {
    const errorMessage = `Its parts have ended, and ${missing} activities have no outcome: retry the batch.`;
    const finding = `${missing} activities have no outcome.`;
    return { ...mended, status: 'failed', errorMessage, findings: [...findings, finding] };
  }
  return judged({ ...mended, status: 'complete', errorMessage: null, findings }, errorsTolerated);
}

/** Complete only within its tolerance. */
function judged(mended: Correction, errorsTolerated: number | null): Correction {
  const { status, errorCount, activityCount } = mended;
  const tolerated = errorsTolerated ?? 0;
  if (status !== 'complete' || errorCount <= tolerated) return mended;
  return {
    ...mended,
    status: 'failed',
    errorMessage: `${errorCount} of ${activityCount} activities ended in an error, with ${tolerated} tolerated: mend their data, then retry the batch.`,
    findings: [
      ...mended.findings,
      `It was to be complete with ${errorCount} errors, and ${tolerated} are tolerated.`,
    ],
  };
}

function cancelled(part: Correction): Correction {
  if (!isActive(part.status)) return part;
  const finding = 'It was open, and the whole batch has ended.';
  return {
    ...part,
    status: 'cancelled',
    firstMissing: null,
    isLeaseKept: false,
    findings: [...part.findings, finding],
  };
}

type Counts = Pick<Standing, 'activityCount' | 'successCount' | 'errorCount' | 'totalEmissions'>;

function countsOfRows({ refs, records, errors, total }: Standing): Counts {
  return { activityCount: refs, successCount: records, errorCount: errors, totalEmissions: total };
}

function isSameCounts(a: Counts, b: Counts): boolean {
  return (
    a.activityCount === b.activityCount &&
    a.successCount === b.successCount &&
    a.errorCount === b.errorCount &&
    subtractDecimals(a.totalEmissions, b.totalEmissions) === '0'
  );
}

function countsFinding(said: Counts, are: Counts): string {
  return `It said ${shown(said)}; there are ${shown(are)}.`;
}

function shown({ activityCount, successCount, errorCount, totalEmissions }: Counts): string {
  return `${activityCount} activities, ${successCount} results of ${totalEmissions} kg, ${errorCount} errors`;
}

function unchanged(one: Standing): Correction {
  const { id, orgId, activityCount, successCount, errorCount, totalEmissions } = one;
  const { status, partsLeft, errorMessage } = one;
  return {
    ...{
      id,
      orgId,
      activityCount,
      successCount,
      errorCount,
      totalEmissions,
      status,
      partsLeft,
      errorMessage,
    },
    firstMissing: null,
    isLeaseKept: true,
    findings: [],
  };
}

function isLeased(status: JobStatusName): boolean {
  return status === 'queued' || status === 'processing';
}

function isHeld({ status, isLeaseKept }: Correction): boolean {
  return isLeased(status) && isLeaseKept;
}

function isActive(status: JobStatusName): boolean {
  return status === 'pending' || isLeased(status);
}

function sum(corrections: readonly Correction[], count: (one: Correction) => number): number {
  return corrections.reduce((total, one) => total + count(one), 0);
}
