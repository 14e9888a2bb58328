/**
 * Writes the OpenAPI document as the application makes it, and of it what the client knows of the API. With --check it
 * writes nothing and fails when what is in the tree differs.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generateClient } from './generate-client.ts';
import { makeOpenApi } from './make-openapi.ts';

const root = new URL('..', import.meta.url);
const document = await makeOpenApi();
const generated = {
  'docs/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  ...(await generateClient(document)),
};

for (const [path, text] of Object.entries(generated)) {
  const file = fileURLToPath(new URL(path, root));
  const present = await readFile(file, 'utf8').catch(() => null);
  if (present === text) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${path} differs from what the routes say: run npm run openapi.\n`);
    process.exitCode = 1;
  } else {
    await writeFile(file, text);
    process.stdout.write(`${path} written\n`);
  }
}
