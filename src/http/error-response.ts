import Type, { type Static } from 'typebox';
import { type ErrorCode, errorStatuses, type RowProblem } from './http-error.ts';
import { choice } from './json-schema.ts';

export type ErrorResponse = Static<typeof ErrorSchema>;

/** One row of what was sent, and what is wrong with it. */
const RowProblemSchema = Type.Object({
  line: Type.Integer(),
  column: Type.Union([Type.String(), Type.Null()]),
  value: Type.Union([Type.String(), Type.Null()]),
  code: Type.String(),
  details: Type.String(),
});

/** The one shape of every error. */
export const ErrorSchema = Type.Object(
  {
    error: choice(Object.keys(errorStatuses) as ErrorCode[], { description: 'The same as `code`.' }),
    code: choice(Object.keys(errorStatuses) as ErrorCode[], {
      description: 'A stable code; docs/errors.md lists them.',
    }),
    details: Type.String({ description: 'What is wrong, in a sentence that names the offending value.' }),
    timestamp: Type.String({ format: 'date-time' }),
    errors: Type.Optional(
      Type.Array(RowProblemSchema, { description: 'Where several rows are at fault: the first hundred.' }),
    ),
    import_id: Type.Optional(
      Type.String({ description: 'The import that broke off; GET /imports tells what it had taken.' }),
    ),
  },
  { $id: 'Error' },
);

export function errorResponse(
  code: ErrorCode,
  details: string,
  errors: readonly RowProblem[] = [],
  importId: string | null = null,
): ErrorResponse {
  const timestamp = new Date().toISOString();
  return {
    ...{ error: code, code, details, timestamp },
    ...(errors.length > 0 && { errors: [...errors] }),
    ...(importId !== null && { import_id: importId }),
  };
}

/** For the `response` of every route: a failure always has this shape. */
export const errorResponses = { '4xx': ErrorSchema, '5xx': ErrorSchema } as const;
