import Type from 'typebox';
import { activitySources, dataQualities } from '../domain/activity.ts';
import { choice, nullable } from './json-schema.ts';
import { activitiesCsv, activitiesJson, activitiesNdjson } from './openapi/examples/activities.ts';
import type { DocumentedRequest } from './openapi/route-document.ts';

/** A number may be given as a text, so that every digit is kept on the way. */
const Decimal = { type: ['number', 'string'] };
const OptionalDecimal = Type.Optional(
  Type.Unsafe<number | string | null>({ type: ['number', 'string', 'null'] }),
);
const Name = Type.String({ minLength: 1, maxLength: 200 });
const Day = Type.String({ format: 'date' });
const OptionalText = Type.Optional(nullable(Type.String({ maxLength: 200 })));

/** For the document: rows are checked one by one (`domain/activity-rules.ts`), so that good ones are taken. */
const NewActivity = Type.Object(
  {
    id: Name,
    source: choice(activitySources),
    category: Name,
    location: Name,
    quantity: Type.Unsafe<number | string>({ ...Decimal, description: 'In `unit`, zero or more.' }),
    unit: Name,
    period_start: Day,
    period_end: Type.String({ format: 'date', description: 'The last day, which counts.' }),
    org_id: Type.Optional(nullable(Type.String({ description: 'None but your own.' }))),
    workspace_id: Type.Optional(
      nullable(Type.String({ description: 'That of the request where it is absent.' })),
    ),
    data_quality: Type.Optional(
      Type.Unsafe<string | null>({ type: ['string', 'null'], enum: [...dataQualities, null] }),
    ),
    meter_id: OptionalText,
    external_id: OptionalText,
    metadata: Type.Optional(
      Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
    ),
    factor_id: Type.Optional(
      nullable(Type.String({ description: 'In place of the one that would be found.' })),
    ),
    supplier_factor: OptionalDecimal,
    supplier: OptionalText,
    uncertainty_pct: OptionalDecimal,
  },
  { $id: 'NewActivity', additionalProperties: false },
);

const ndjson: DocumentedRequest = {
  schema: Type.String({ description: 'A JSON object for each line.' }),
  examples: { 'three-activities': activitiesNdjson },
};

/** What `POST /activities` reads. */
export const activityBodies: Readonly<Record<string, DocumentedRequest>> = {
  'application/json': { schema: Type.Array(NewActivity), examples: { 'three-activities': activitiesJson } },
  'application/x-ndjson': ndjson,
  'application/ndjson': ndjson,
  'application/jsonl': ndjson,
  'text/csv': {
    schema: Type.String({ description: 'With a header line that names the columns.' }),
    examples: { 'three-activities': activitiesCsv },
  },
};
