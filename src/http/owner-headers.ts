import type { FastifyRequest } from 'fastify';
import { ValidationError } from '../domain/errors.ts';
import { textLengthMax, textPattern } from './json-schema.ts';

const text = new RegExp(textPattern, 'u');

/** What a header says, or null where it is absent. Refuses what no name may be, and a header that is given twice. */
export function ownerHeader(request: FastifyRequest, name: string): string | null {
  const header = singleHeader(request, name);
  if (header === null) return null;
  const value = decoded(header.trim());
  if (value === '') throw new ValidationError(`The header ${name} must not be empty.`);
  if (value.length > textLengthMax) {
    throw new ValidationError(
      `The header ${name} must have at most ${textLengthMax} characters, not ${value.length}.`,
    );
  }
  if (!text.test(value)) throw new ValidationError(`The header ${name} must not contain control characters.`);
  return value;
}

/** Read off the raw headers, because Node joins repeated ones with a comma into one, or drops all but the first. */
export function singleHeader(request: FastifyRequest, name: string): string | null {
  const { rawHeaders } = request.raw;
  const lower = name.toLowerCase();
  const values = rawHeaders.filter(
    (_, place) => place % 2 === 1 && rawHeaders[place - 1]?.toLowerCase() === lower,
  );
  const [first, ...others] = values;
  if (others.length > 0) throw new ValidationError(`The header ${name} is given more than once.`);
  return first ?? null;
}

/** Headers arrive as bytes: UTF-8 from a terminal, Latin-1 from a browser. Node reads all as Latin-1. */
function decoded(header: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}
