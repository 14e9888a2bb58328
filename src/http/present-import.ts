import Type, { type Static } from 'typebox';
import type { ImportSummary } from '../importing/import-activities.ts';
import type { ImportState } from '../store/activity-store.ts';
import { choice, nullable, Time } from './json-schema.ts';

const Counts = {
  imported: Type.Integer({ description: 'Activities that were not there.' }),
  updated: Type.Integer({ description: 'Activities that were there with other content.' }),
  unchanged: Type.Integer(),
  rejected: Type.Integer({ description: 'Rows that were not written.' }),
};

const ImportId = Type.String({ description: 'For GET /imports and to submit by.' });

export const ImportSummarySchema = Type.Object(
  {
    ...Counts,
    errors: Type.Array(
      Type.Object({
        line: Type.Integer({ description: 'Of the file, or the element of the array, from 1.' }),
        column: nullable(Type.String({ description: 'Null where the row as a whole is meant.' })),
        value: nullable(Type.String()),
        code: Type.String(),
        details: Type.String(),
      }),
      { description: 'The first hundred.' },
    ),
    import_id: ImportId,
  },
  { $id: 'ImportSummary' },
);

export function presentSummary(importId: number, summary: ImportSummary): Static<typeof ImportSummarySchema> {
  const { imported, updated, unchanged, rejected, errors } = summary;
  return {
    ...{ imported, updated, unchanged, rejected },
    errors: errors.map(({ line, column, value, code, details }) => ({ line, column, value, code, details })),
    import_id: String(importId),
  };
}

export const ImportSchema = Type.Object(
  {
    import_id: ImportId,
    status: choice(['running', 'finished', 'failed'], {
      description:
        'A running one whose updated_at stands still belongs to a node that went away; what it took is there.',
    }),
    lines_done: Type.Integer({ description: 'Rows up to this line, or element, are taken or rejected.' }),
    ...Counts,
    failure: nullable(Type.String({ description: 'Why it broke off.' })),
    actor: Type.String({ description: 'Who sent it.' }),
    created_at: Time,
    updated_at: Time,
    finished_at: nullable(Time),
  },
  { $id: 'Import' },
);

export function presentImport(state: ImportState): Static<typeof ImportSchema> {
  const { imported, updated, unchanged, rejected, finishedAt, failure, actor } = state;
  return {
    import_id: String(state.id),
    status: finishedAt !== null ? 'finished' : failure !== null ? 'failed' : 'running',
    lines_done: state.linesDone,
    ...{ imported, updated, unchanged, rejected, failure, actor },
    created_at: state.createdAt.toISOString(),
    updated_at: state.updatedAt.toISOString(),
    finished_at: finishedAt?.toISOString() ?? null,
  };
}
