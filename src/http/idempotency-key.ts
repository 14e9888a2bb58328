import type { FastifyRequest } from 'fastify';
import { ValidationError } from '../domain/errors.ts';
import { hasCredential } from '../foundation/credentials.ts';
import { singleHeader } from './owner-headers.ts';

const lengthMax = 255;
/** As structured fields write a text (RFC 9651): quoted, with a backslash before a quote or a backslash. */
const quoted = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;
/** As most clients write it. What would end or divide a structured field is left to the quoted form. */
const bare = /^[!#-+\--:<-[\]-~]*$/;

/** The key under which the request may be sent again; null without one. Quoted or bare, it is the same key. */
export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const header = singleHeader(request, 'Idempotency-Key')?.trim();
  if (header === undefined) return null;
  const key = quoted.exec(header)?.[1]?.replace(/\\(.)/g, '$1') ?? bare.exec(header)?.[0];
  if (key === undefined) {
    throw new ValidationError(
      'The header Idempotency-Key is malformed: write a text of ASCII characters in quotes, such as "8e03978e-40d5-43dd-bc93-6894a57f9324".',
    );
  }
  if (key === '' || key.length > lengthMax) {
    throw new ValidationError(
      `The header Idempotency-Key must have 1 to ${lengthMax} characters, not ${key.length}.`,
    );
  }
  if (hasCredential(key)) {
    throw new ValidationError(
      'The header Idempotency-Key holds a credential, and is kept: send a random text, and revoke what it holds.',
    );
  }
  return key;
}
