import Type, { type Static } from 'typebox';
import type { ErrorCode } from './http-error.ts';

export type ErrorResponse = Static<typeof ErrorSchema>;

/** The one shape of every error. */
const ErrorSchema = Type.Object(
  {
    error: Type.String({ description: 'The same as `code`.' }),
    code: Type.String({ description: 'A stable code; docs/errors.md lists them.' }),
    details: Type.String({ description: 'What is wrong, in a sentence that names the offending value.' }),
    timestamp: Type.String({ format: 'date-time' }),
  },
  { $id: 'Error' },
);

export function errorResponse(code: ErrorCode, details: string): ErrorResponse {
  return { error: code, code, details, timestamp: new Date().toISOString() };
}

/** For the `response` of every route: a failure always has this shape. */
export const errorResponses = { '4xx': ErrorSchema, '5xx': ErrorSchema } as const;
