import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { progressEvents } from '../../../src/domain/progress-log.ts';
import { readBlocks, root } from '../../support/document.ts';
import { openTestPostgres } from '../../support/each-database.ts';
import { OpenApiDocument } from '../../support/openapi-document.ts';
import { ApiUnderTest } from './api-under-test.ts';

const document = 'docs/api.md';

describe(document, () => {
  let db: Database;
  let api: ApiUnderTest;

  beforeAll(async () => {
    db = await openTestPostgres();
    api = new ApiUnderTest(db);
    await api.app.ready();
  });

  afterAll(async () => {
    await api.close();
    await db.close();
  });

  it('lists every route, and no other', async () => {
    const text = await readFile(join(root, document), 'utf8');
    const listed = [...text.matchAll(/^\| \[`([A-Z]+) (\/[^`]*)`\]/gm)];
    const { operations } = new OpenApiDocument(api.app.swagger());
    const written = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
    expect(listed.map(([, method, path]) => `${method} ${path}`).sort()).toEqual(written.sort());
  });

  it('names every event of the progress log', async () => {
    const text = await readFile(join(root, document), 'utf8');
    const sentence = /The events\sare ([\s\S]*?)\.\n/.exec(text)?.[1] ?? '';
    expect([...sentence.matchAll(/`(\w+)`/g)].map(([, event]) => event)).toEqual(progressEvents);
  });

  it('shows every field of each answer', async () => {
    const shown = (await readBlocks(document)).filter(({ language }) => language === 'json');
    const tenant = api.tenant();
    const batchId = await tenant.submitAndProcess();
    const answers = [
      await tenant.call('POST', '/activities', '[{}]', { 'content-type': 'application/json' }),
      await tenant.get(`/batches/${batchId}`),
      await tenant.get(`/batches/${batchId}/progress`),
      await tenant.get('/health'),
    ];
    expect(shown.map(({ text }) => Object.keys(JSON.parse(text)))).toEqual(
      answers.map((answer) => Object.keys(answer.json())),
    );
  });
});
