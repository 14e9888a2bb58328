/**
 * Who may import whom: the table of ARCHITECTURE.md as rules. Imports run downwards only, and never in a circle.
 * A folder that is absent from a rule's list may not be imported by it.
 */
export const importTable: Readonly<
  Record<string, { readonly may: readonly string[]; readonly because: string }>
> = {
  foundation: { may: [], because: 'it would suit any project, so it knows nothing of this one' },
  domain: { may: [], because: 'the model is pure: it touches no database, no clock and no network' },
  db: { may: ['foundation', 'domain/errors'], because: 'drivers know SQL and connections, not batches' },
  store: {
    may: ['domain', 'db', 'foundation'],
    because: 'it keeps the model in PostgreSQL and decides nothing else',
  },
  emissions: { may: ['domain'], because: 'the calculation is pure and usable alone' },
  importing: {
    may: ['domain', 'store/[a-z]+-store', 'foundation'],
    because: 'it turns files into activities through the store contract',
  },
  processing: {
    may: ['domain', 'store/[a-z]+-store', 'db/transient-errors', 'emissions', 'foundation'],
    because: 'it works on the store contract, not on PostgreSQL',
  },
  scheduler: {
    may: ['domain', 'store/[a-z]+-store', 'foundation'],
    because: 'claiming and leasing know nothing of emissions',
  },
  webhooks: {
    may: ['domain', 'store/[a-z]+-store', 'scheduler/poller', 'foundation'],
    because: 'it delivers what the store hands it, whatever is in it',
  },
  http: {
    may: [
      'domain',
      'emissions',
      'store/[a-z]+-store',
      'db/transient-errors',
      'scheduler',
      'webhooks',
      'importing',
      'foundation',
    ],
    because: 'routes speak to contracts, not to drivers',
  },
  app: {
    may: [
      'domain',
      'db',
      'store',
      'emissions',
      'importing',
      'processing',
      'scheduler',
      'webhooks',
      'http',
      'foundation',
    ],
    because: 'it wires everything together',
  },
  client: { may: [], because: 'it runs in browsers, where nothing else of ours does' },
  cli: {
    may: ['app', 'client', 'domain', 'foundation'],
    because: 'a command parses, calls one function of app or the client, and prints',
  },
};

const folders = Object.entries(importTable).map(([folder, { may, because }]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import ${may.length === 0 ? 'nothing of ours' : may.join(', ')}: ${because}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^src/',
    pathNot: [
      `^src/${folder}/`,
      ...may.map((name) => (name.includes('/') ? `^src/${name}\\.ts$` : `^src/${name}/`)),
    ],
  },
}));

export const structureRules = {
  forbidden: [
    ...folders,
    {
      name: 'no-cycles',
      comment: 'A circle of files can only be understood, tested and changed whole.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere breaks at run time.',
      severity: 'error',
      from: {},
      // Types of Fastify that have no JavaScript beside them.
      to: { couldNotResolve: true, pathNot: '^fastify/types/' },
    },
    {
      name: 'client-runs-in-browsers',
      comment: 'The client must not need Node.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { pathNot: '^src/client/' },
    },
    {
      name: 'only-listed-packages',
      comment:
        'What the product imports must be among its dependencies, not only among those of its development.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'contracts-stay-contracts',
      comment: 'The store contracts must not know their implementation.',
      severity: 'error',
      from: { path: '^src/store/[a-z]+-store\\.ts$' },
      to: { path: '^src/(store/postgres|db/)' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
