import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { activityErrorCodes } from '../../../src/domain/outcome.ts';
import { rowErrorCodes } from '../../../src/domain/row-problem.ts';
import { errorStatuses } from '../../../src/http/http-error.ts';

/** The codes in the first column of each table, by the heading above it. */
async function catalogue(): Promise<Map<string, string[]>> {
  const document = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const sections = document.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => [
      section.split('\n', 1)[0] ?? '',
      [...section.matchAll(/^\| (?:\d+ +\| )?`([A-Z_]+)`/gm)].map((match) => match[1] ?? ''),
    ]),
  );
}

it('docs/errors.md lists every code of HTTP, of imports and of activities, and no other', async () => {
  const codes = await catalogue();
  expect(codes.get('HTTP')).toEqual(Object.keys(errorStatuses));
  expect(codes.get('Imports')?.toSorted()).toEqual(rowErrorCodes.toSorted());
  expect(codes.get('Activities')).toEqual(activityErrorCodes);
});

it('docs/errors.md gives every HTTP code its status', async () => {
  const document = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const statuses = [...document.matchAll(/^\| (\d+) +\| `([A-Z_]+)`/gm)].map(([, status, code]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(statuses)).toEqual(errorStatuses);
});
