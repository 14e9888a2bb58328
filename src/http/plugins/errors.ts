import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeDatabaseFault, isTransientDatabaseError } from '../../db/transient-errors.ts';
import { NoRoomError, OffGridFlowError, ValidationError } from '../../domain/errors.ts';
import { withoutCredentials } from '../../foundation/credentials.ts';
import type { ActivityImport } from '../../store/activity-store.ts';
import { BrokenImport, takenBefore } from '../broken-import.ts';
import { describeValidation } from '../describe-validation.ts';
import { type ErrorResponse, errorResponse } from '../error-response.ts';
import { type ErrorCode, errorStatuses, HttpError } from '../http-error.ts';

/** The one place that turns errors into HTTP. Only what the client can act on leaves; the rest goes to the log. */
export function handleErrors(app: FastifyInstance): void {
  app.setSchemaErrorFormatter((errors, part) => new ValidationError(describeValidation(errors, part)));
  app.setErrorHandler(sendError);
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOf(error);
  logFailure(failure, error, request);
  return reply
    .code(failure.statusCode)
    .headers(failure.headers)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(presentFailure(failure));
}

/** The body of the answer. */
export function presentFailure({ code, message, errors, importId }: HttpError): ErrorResponse {
  return errorResponse(code, message, errors, importId);
}

/** What the client is told of an error, as a sentence. */
export function describeFailure(error: unknown): string {
  return failureOf(error).message;
}

const soon = { 'retry-after': '5' };

/** What the client is told of an error. */
export function failureOf(error: unknown): HttpError {
  if (error instanceof BrokenImport) return ofImport(failureOf(error.cause), error.taken);
  if (error instanceof HttpError) return error;
  if (error instanceof NoRoomError) return new HttpError(error.code, error.message, soon);
  if (isTransientDatabaseError(error)) {
    return new HttpError('UNAVAILABLE', `${describeDatabaseFault(error)}: try again soon.`, soon);
  }
  if (error instanceof OffGridFlowError && error.code in errorStatuses) {
    return new HttpError(error.code as ErrorCode, error.message);
  }
  return fromFramework(error as Partial<FastifyError>) ?? internalError;
}

function ofImport({ code, message, headers, errors }: HttpError, taken: ActivityImport): HttpError {
  return new HttpError(code, `${message} ${takenBefore(taken)}`, headers, errors, String(taken.id));
}

const internalError = new HttpError(
  'INTERNAL_ERROR',
  'Something went wrong on our side. The log has it under the x-request-id of this answer.',
);

/** Refusals that Fastify itself makes before a handler runs. */
function fromFramework({ code, statusCode, message }: Partial<FastifyError>): HttpError | null {
  if (!code?.startsWith('FST_ERR_')) return null;
  const known = frameworkErrors[code];
  if (known !== undefined) return new HttpError(...known);
  const isClientError = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  return isClientError ? new HttpError('VALIDATION_ERROR', message ?? 'The request is not valid.') : null;
}

const frameworkErrors: Readonly<Record<string, [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'PAYLOAD_TOO_LARGE',
    'The body is too large: split it, or send activities as NDJSON or CSV, which are streamed.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'Send the body with Content-Type application/json; activities also as application/x-ndjson or text/csv.',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['VALIDATION_ERROR', 'The body is not as long as Content-Length says.'],
  FST_ERR_BAD_URL: ['VALIDATION_ERROR', 'The URL has a broken percent-encoding.'],
  FST_ERR_MAX_PARAM_LENGTH: ['VALIDATION_ERROR', 'A part of the URL is too long.'],
};

export function logFailure(failure: HttpError, error: unknown, request: FastifyRequest): void {
  if (request.raw.destroyed && !request.raw.complete) {
    request.log.info({ err: error }, 'the client went away before the request was whole');
  } else if (failure.statusCode >= 500) {
    request.log.error({ err: error }, 'request failed');
  } else {
    const details = withoutCredentials(failure.message);
    request.log.debug({ code: failure.code, details }, 'request refused');
  }
}
