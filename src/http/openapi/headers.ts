/** Headers of answers that stand in the document; a route names those that it sets beyond the common ones. */
export const responseHeaders = {
  'X-Request-ID': {
    description: 'The id of the request, yours where you sent one; the log has it in every line.',
    schema: { type: 'string' },
    example: '0c2e5a3b-6d1f-4a57-9a39-6a1a3ad0f1ce',
  },
  ETag: {
    description: 'What this answer is a version of. Send it back as If-None-Match or If-Match.',
    schema: { type: 'string' },
    example: 'W/"mJw3vZ1q0cYcR4t8bE7s2kQpX5u"',
  },
  Location: {
    description: 'Where what was made can be found.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/api/v1/batches/batch_4f0c1c62a7d94e0f8f5b',
  },
  Vary: {
    description: 'The headers of the request that this answer depends on.',
    schema: { type: 'string' },
    example: 'Accept, Accept-Encoding',
  },
  'Retry-After': {
    description: 'Seconds to wait before the next try.',
    schema: { type: 'integer', minimum: 0 },
    example: 5,
  },
  'Idempotency-Replayed': {
    description: 'There where this is the answer of an earlier request with the same Idempotency-Key.',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  },
  RateLimit: {
    description:
      'How the rates of the caller stand, where it has any: `r` requests are left, in `t` seconds all are there again. As draft-ietf-httpapi-ratelimit-headers has it.',
    required: false,
    schema: { type: 'string' },
    example: '"key";r=598;t=1, "organisation";r=2990;t=1',
  },
  'RateLimit-Policy': {
    description: 'The rates of the caller, where it has any: `q` requests in `w` seconds.',
    required: false,
    schema: { type: 'string' },
    example: '"key";q=600;w=60, "organisation";q=3000;w=60',
  },
  Allow: {
    description: 'The methods that there are at this path.',
    schema: { type: 'string' },
    example: 'DELETE, GET, HEAD, OPTIONS',
  },
  'WWW-Authenticate': {
    description: 'The scheme of the credentials that are expected.',
    schema: { type: 'string' },
    example: 'Bearer realm="offgridflow"',
  },
} as const;

/** On every answer. */
export const commonResponseHeaders: readonly string[] = ['X-Request-ID'];

/** On the answers of every route of an organisation. */
export const ownerResponseHeaders: readonly string[] = ['RateLimit', 'RateLimit-Policy'];

/** Of requests. `X-Org-ID` and `Authorization` are security schemes. */
export const requestHeaders = {
  'X-Request-ID': {
    description: 'A name for this request, 1 to 100 of A-Z a-z 0-9 _ . : -; one is made up otherwise.',
    schema: { type: 'string' },
  },
  'X-Workspace-ID': {
    description:
      'The workspace, for calls that put something into one. Not needed with credentials that are bound to a single one.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example: 'main',
  },
  'X-Actor': {
    description:
      'Who asks, for the audit trail. Believed with owner headers alone: keys and tokens name themselves.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  'Content-Encoding': {
    description: 'Of the body, where it is packed.',
    schema: { type: 'string', enum: ['gzip', 'identity'] },
  },
  'Last-Event-ID': {
    description: 'The id of the last event that you have: the stream goes on behind it.',
    schema: { type: 'string' },
    example: '4712',
  },
  'Idempotency-Key': {
    description:
      'A random text of 1 to 255 ASCII characters, in quotes or without. The same request with the same key is done once within 24 hours, and answered the same again; another with it is a 409.',
    schema: { type: 'string', minLength: 1, maxLength: 512 },
    example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
  },
  'If-None-Match': {
    description: 'The ETag of what you have: the answer is a 304 while it has not changed.',
    schema: { type: 'string' },
  },
  'If-Match': {
    description: 'The ETag of what you have read: a 409 where it has changed since.',
    schema: { type: 'string' },
  },
} as const;

/** What every route reads, and what every route of an organisation reads beyond it. */
export const commonRequestHeaders: readonly string[] = ['X-Request-ID'];
export const ownerRequestHeaders: readonly string[] = ['X-Workspace-ID', 'X-Actor'];
export const bodyRequestHeaders: readonly string[] = ['Content-Encoding'];

/** Of what may be sent again; see plugins/idempotency.ts. */
export const onceRequestHeaders: readonly string[] = ['Idempotency-Key'];
export const onceResponseHeaders: readonly string[] = ['Idempotency-Replayed'];
