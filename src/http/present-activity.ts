import Type, { type Static } from 'typebox';
import type { Activity } from '../domain/activity.ts';
import type { CurrentRecord, FormerActivity } from '../store/record-store.ts';
import { nullable, Time } from './json-schema.ts';
import { presentRecord, RecordSchema } from './present-results.ts';

const text = nullable(Type.String());

const fields = {
  id: Type.String(),
  org_id: Type.String(),
  workspace_id: Type.String(),
  source: Type.String(),
  category: Type.String(),
  location: Type.String(),
  quantity: Type.Number(),
  quantity_exact: Type.String(),
  unit: Type.String(),
  period_start: Type.String({ format: 'date' }),
  period_end: Type.String({ format: 'date' }),
  data_quality: Type.String(),
  meter_id: text,
  external_id: text,
  metadata: Type.Unsafe<Record<string, unknown> | null>({
    type: ['object', 'null'],
    additionalProperties: true,
  }),
  factor_id: text,
  supplier_factor_exact: text,
  supplier: text,
  uncertainty_pct_exact: text,
  version: Type.Integer({ description: '1 when it came, one more with each import of other data.' }),
};

export const ActivitySchema = Type.Object(fields, { $id: 'Activity' });

export function presentActivity(activity: Activity): Static<typeof ActivitySchema> {
  return {
    id: activity.id,
    org_id: activity.orgId,
    workspace_id: activity.workspaceId,
    source: activity.source,
    category: activity.category,
    location: activity.location,
    quantity: Number(activity.quantity),
    quantity_exact: activity.quantity,
    unit: activity.unit,
    period_start: activity.periodStart,
    period_end: activity.periodEnd,
    data_quality: activity.dataQuality,
    meter_id: activity.meterId,
    external_id: activity.externalId,
    metadata: activity.metadata,
    factor_id: activity.factorId,
    supplier_factor_exact: activity.supplierFactor,
    supplier: activity.supplier,
    uncertainty_pct_exact: activity.uncertaintyPct,
    version: activity.version,
  };
}

export const FormerActivitySchema = Type.Object({ ...fields, replaced_at: Time }, { $id: 'FormerActivity' });

export function presentFormerActivity(activity: FormerActivity): Static<typeof FormerActivitySchema> {
  return { ...presentActivity(activity), replaced_at: activity.replacedAt.toISOString() };
}

export const CurrentRecordSchema = Type.Object(
  {
    ...RecordSchema.properties,
    is_stale: Type.Boolean({ description: 'The activity has changed since the record was made.' }),
  },
  { $id: 'CurrentRecord' },
);

export function presentCurrentRecord(record: CurrentRecord): Static<typeof CurrentRecordSchema> {
  return { ...presentRecord(record), is_stale: record.isStale };
}
