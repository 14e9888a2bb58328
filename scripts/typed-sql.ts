/**
 * Generates the types of src/store/queries/*.sql and the dump of the schema, on a PostgreSQL of its own.
 * With --check it writes nothing and fails when what is in the tree differs.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { migrateUp } from '../src/db/migrator.ts';
import { openPostgres } from '../src/db/node-postgres.ts';
import { silentLogger } from '../src/foundation/logger.ts';
import { startPostgres } from '../tests/support/postgres-server.ts';
import { dumpSchema } from './schema-dump.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const queries = 'src/store/queries';
const schemaFile = 'tests/integration/schema.sql';
const config = 'pgtyped.config.json';
/** The generator waits for ever when it cannot go on. */
const generatorTimeoutMs = 120_000;

/** A file's path in the tree, and its text. */
type Files = Map<string, string>;

const generated = await generateAll();
const present = await readGenerated();
const paths = [...new Set([...generated.keys(), ...present.keys()])].sort();
const different = paths.filter((path) => generated.get(path) !== present.get(path));
if (process.argv.includes('--check')) report(different);
else await replace(different);

function report(different: readonly string[]): void {
  if (different.length === 0) return;
  process.stderr.write(`${different.join(', ')} differ from the schema and the queries: run npm run sql.\n`);
  process.exitCode = 1;
}

async function replace(different: readonly string[]): Promise<void> {
  for (const path of different) {
    const text = generated.get(path);
    await mkdir(dirname(join(root, path)), { recursive: true });
    if (text === undefined) await rm(join(root, path));
    else await writeFile(join(root, path), text);
  }
  process.stdout.write(`${generated.size} generated files, ${different.length} changed\n`);
}

async function generateAll(): Promise<Files> {
  const server = await startPostgres(18);
  // The generator writes beside the queries: given a copy, it leaves the tree alone when it fails half way.
  const workshop = await mkdtemp(join(tmpdir(), 'offgridflow-sql-'));
  try {
    const url = server.urlOf('postgres');
    const schema = await migrateAndDump(url);
    return (await generateTypes(workshop, url)).set(schemaFile, schema);
  } finally {
    await server.stop();
    await rm(workshop, { recursive: true, force: true });
  }
}

async function migrateAndDump(url: string): Promise<string> {
  const db = await openPostgres({ url, poolSize: 3, connectTimeoutMs: 10_000, logger: silentLogger });
  try {
    await migrateUp(db, silentLogger);
    return await dumpSchema(db);
  } finally {
    await db.close();
  }
}

async function generateTypes(workshop: string, url: string): Promise<Files> {
  await cp(join(root, config), join(workshop, config));
  await cp(join(root, queries), join(workshop, queries), {
    recursive: true,
    filter: (path) => ['', '.sql'].includes(extname(path)),
  });
  await runGenerator(workshop, url);
  const files: Files = new Map();
  for (const name of await readdir(join(workshop, queries))) {
    if (!name.endsWith('.sql')) continue;
    const output = join(queries, name.replace(/\.sql$/, '.queries.ts'));
    const types = await readFile(join(workshop, output), 'utf8').catch(() => '');
    expectEveryQuery(name, await readFile(join(workshop, queries, name), 'utf8'), types);
    files.set(output, types);
  }
  if (files.size === 0) throw new Error(`No queries were found in ${queries}.`);
  return files;
}

async function runGenerator(workshop: string, url: string): Promise<void> {
  const cli = fileURLToPath(import.meta.resolve('@pgtyped/cli/lib/index.js'));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, '-c', config, '--uri', url], {
    cwd: workshop,
    timeout: generatorTimeoutMs,
    // It takes every environment variable for an option of its own.
    env: {},
  });
  // It ends with 0 whatever happened, and says so on either stream.
  if (stderr.trim() !== '' || /\berror\b/i.test(stdout)) throw new Error(`${stdout}\n${stderr}`);
}

/** A query that the generator could not make sense of is left out without a word. */
function expectEveryQuery(name: string, sql: string, types: string): void {
  const written = [...sql.matchAll(/@name\s+(\w+)/g)].map(([, query]) => query);
  const missing = written.filter((query) => !types.includes(`export const ${query} = new PreparedQuery<`));
  if (written.length === 0 || missing.length > 0) {
    throw new Error(`${queries}/${name}: no types came out for ${missing.join(', ') || 'any query'}.`);
  }
}

async function readGenerated(): Promise<Files> {
  const names = (await readdir(join(root, queries))).filter((name) => name.endsWith('.queries.ts'));
  const files: Files = new Map();
  for (const path of [...names.map((name) => join(queries, name)), schemaFile]) {
    const text = await readFile(join(root, path), 'utf8').catch(() => null);
    if (text !== null) files.set(path, text);
  }
  return files;
}
