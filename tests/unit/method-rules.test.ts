import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/document.ts';

describe('docs/method.md', () => {
  it('has a test for every rule, and tests cite no rule that it does not have', async () => {
    const rules = numbersIn(await readFile(join(root, 'docs/method.md'), 'utf8'), /^\*\*(M\d+)\./gm);
    const cited = new Set<string>();
    for (const file of globSync('tests/**/*.test.ts', { cwd: root })) {
      const text = await readFile(join(root, file), 'utf8');
      for (const title of text.matchAll(/\b(?:describe|it)(?:\.each\([\s\S]*?\))?\(\s*(['"`])(.*?)\1,/g)) {
        for (const rule of numbersIn(title[2] ?? '', /\b(M\d+)\b/g)) cited.add(rule);
      }
    }
    expect(rules.length).toBe(new Set(rules).size);
    expect([...cited].sort(byNumber)).toEqual(rules.toSorted(byNumber));
  });

  it('refers to no rule that it does not have', async () => {
    const text = await readFile(join(root, 'docs/method.md'), 'utf8');
    const rules = numbersIn(text, /^\*\*(M\d+)\./gm);
    expect(numbersIn(text, /\b(M\d+)\b/g).filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});

function numbersIn(text: string, form: RegExp): string[] {
  return [...text.matchAll(form)].map(([, rule = '']) => rule);
}

function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}
