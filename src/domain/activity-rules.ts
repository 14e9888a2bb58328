import {
  type Activity,
  type ActivitySource,
  activitySources,
  type DataQuality,
  dataQualities,
} from './activity.ts';
import { quoted, type RowProblem } from './row-problem.ts';
import { RowReader } from './row-reader.ts';
import { idLengthMax, textLengthMax } from './storable-text.ts';

/** Whose the rows are that do not say, and whose alone they may be. */
export interface RowOwner {
  readonly orgId: string | null;
  readonly workspaceId: string | null;
  /** Rows of another organisation than `orgId` are refused. */
  readonly isOrgEnforced: boolean;
  /** Rows of other workspaces than these are refused, where some are named. */
  readonly workspaces?: readonly string[] | null;
}

export type ParsedActivity =
  | { readonly activity: Activity }
  | { readonly problems: readonly [RowProblem, ...RowProblem[]] };

/** An activity, or all that is wrong with the row. */
export function parseActivity(values: Readonly<Record<string, unknown>>, owner: RowOwner): ParsedActivity {
  const row = new RowReader(values);
  const periodStart = row.date('period_start');
  const periodEnd = row.date('period_end');
  if (periodStart !== '' && periodEnd !== '' && periodEnd < periodStart) {
    row.refuse(
      'period_end',
      'INVALID_PERIOD',
      `The period ends on ${periodEnd}, before it starts on ${periodStart}.`,
    );
  }
  const activity: Activity = {
    id: row.text('id', idLengthMax),
    orgId: row.owner('org_id', owner.orgId),
    workspaceId: row.owner('workspace_id', owner.workspaceId),
    source: row.choice('source', activitySources) as ActivitySource,
    category: row.text('category', textLengthMax),
    location: row.text('location', textLengthMax),
    quantity: row.quantity(),
    unit: row.text('unit', textLengthMax),
    periodStart,
    periodEnd,
    // What nobody vouched for as measured is not taken for measured.
    dataQuality: row.choice('data_quality', dataQualities, 'estimated') as DataQuality,
    meterId: row.optionalText('meter_id'),
    externalId: row.optionalText('external_id'),
    metadata: row.metadata(),
    factorId: row.optionalText('factor_id'),
    supplierFactor: row.optionalDecimal('supplier_factor'),
    supplier: row.optionalText('supplier'),
    uncertaintyPct: row.optionalDecimal('uncertainty_pct'),
    // The store counts on from here when it is imported again with other data.
    version: 1,
  };
  if (activity.factorId !== null && activity.supplierFactor !== null) {
    row.refuse(
      'supplier_factor',
      'INVALID_VALUE',
      'factor_id and supplier_factor are both given: an activity has one factor, so leave one of them empty.',
    );
  }
  if (owner.isOrgEnforced && activity.orgId !== '' && activity.orgId !== owner.orgId) {
    row.refuse(
      'org_id',
      'WRONG_OWNER',
      `The row belongs to ${quoted(activity.orgId)}, but ${quoted(owner.orgId ?? '')} is importing.`,
    );
  }
  if (owner.workspaces && activity.workspaceId !== '' && !owner.workspaces.includes(activity.workspaceId)) {
    row.refuse(
      'workspace_id',
      'WRONG_OWNER',
      `The row belongs to the workspace ${quoted(activity.workspaceId)}, which is not one of yours.`,
    );
  }
  const [first, ...others] = row.problems;
  return first === undefined ? { activity } : { problems: [first, ...others] };
}
