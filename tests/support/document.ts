import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A fenced block of a Markdown document. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** Of its first line, in the document. */
  readonly line: number;
  /** The name under which the text before it says that it is saved; null where it says nothing. */
  readonly savedAs: string | null;
}

export async function readBlocks(path: string): Promise<Block[]> {
  const text = await readFile(`${root}${path}`, 'utf8');
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return blocks.map((match) => ({
    language: match[1] ?? '',
    text: match[2] ?? '',
    line: text.slice(0, match.index).split('\n').length + 1,
    savedAs: /Save this as `([^`]+)`[^\n]*\n*$/.exec(text.slice(0, match.index))?.[1] ?? null,
  }));
}

/** Matches what a document shows of an output: `...` stands for anything, and the width of a gap does not count. */
export function patternOf(shown: string): RegExp {
  const parts = shown.trim().split('...');
  const patterns = parts.map((part) =>
    part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+'),
  );
  return new RegExp(patterns.join('[\\s\\S]*?'));
}

/**
 * Throws where an answer is not what a document shows of it: fields may be left out, a text that ends in `...` is the
 * beginning of one, a time stands for any time.
 */
export function expectShown(shown: unknown, actual: unknown, path = 'answer'): void {
  const fail = () => {
    throw new Error(`${path} is ${JSON.stringify(actual)}, shown is ${JSON.stringify(shown)}`);
  };
  if (typeof shown === 'object' && shown !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(shown) !== Array.isArray(actual))
      fail();
    if (Array.isArray(shown) && shown.length !== (actual as unknown[]).length) fail();
    for (const [name, part] of Object.entries(shown)) {
      expectShown(part, (actual as Record<string, unknown>)[name], `${path}.${name}`);
    }
  } else if (typeof shown === 'string' && shown.endsWith('...')) {
    if (typeof actual !== 'string' || !actual.startsWith(shown.slice(0, -3))) fail();
  } else if (isTime(shown) ? !isTime(actual) : shown !== actual) fail();
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}
