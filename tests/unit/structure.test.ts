import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importTable } from '../../scripts/structure-rules.ts';
import { root } from '../support/document.ts';

it('ARCHITECTURE.md shows who may import whom as the structure check enforces it', async () => {
  const text = await readFile(join(root, 'ARCHITECTURE.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `src\/(\w+)\/` +\|.*\| (.+?) +\|$/gm)];
  const shown = rows.map(([, folder, may = '']) => [
    folder,
    may === 'nothing of ours' ? [] : may.split(', '),
  ]);
  expect(Object.fromEntries(shown)).toEqual(
    Object.fromEntries(Object.entries(importTable).map(([folder, { may }]) => [folder, may])),
  );
});
