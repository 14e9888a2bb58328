/** What the document says of the API as a whole. */
export const apiDescription = `Durable batch processing of activity data into greenhouse-gas emission records.

**Who asks.** A key or a token goes in \`Authorization: Bearer ...\` and says which organisation it is for. A server that
trusts its callers reads \`X-Org-ID\` instead. Never put a credential into a URL: that is a 400, and it must be revoked.

**Errors** have one shape, whatever the route, the method or the path: \`code\` is stable, \`details\` is a sentence for
people. A path that there is not is a 404, a method that a path does not have a 405 with \`Allow\`. After a 503 or a 429,
wait as long as \`Retry-After\` says.

**Pages** end with \`next\`: give it as \`after\` for the page that follows, until it is null.

**Figures** in JSON are for convenience. A field whose name ends in \`_exact\` is the stored decimal.

**HEAD** is answered wherever GET is, and OPTIONS wherever there is a path. Fields and routes may be added; none is
removed or changes its meaning.`;

/** In the order in which the page shows them. */
export const apiTags = {
  Activities: 'What causes emissions: imported, looked up, and what became of each.',
  Batches: 'Work: submitted, watched, cancelled, retried, deleted.',
  Results: 'What a batch has made of its activities.',
  Inventory: "An organisation's figures over all batches.",
  Factors: 'Emission factors, the sets that they come in, and how figures are computed.',
  Webhooks: 'Where your programs are told of batches, and what they were told.',
  Access: 'Keys, and who changed what.',
  Service: 'The server itself.',
} as const;

export type TagName = keyof typeof apiTags;

export const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'ogf_...',
    description: 'An API key, as `offgridflow keys create` or `POST /keys` makes it.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of the OpenID Connect issuer that the server is told to believe (`--jwt-issuer`).',
  },
  owner: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Org-ID',
    description:
      'The organisation, for a server that trusts whoever reaches it. With a key or a token it may be left out, and must not name another one.',
  },
} as const;
