import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/** What a call of curl with these arguments sends. Throws for an option that is not understood. */
export async function requestOfCurl(
  args: readonly string[],
  directory: string,
): Promise<{ url: string; init: RequestInit }> {
  const rest = [...args];
  const headers = new Headers();
  let url: string | null = null;
  let method: string | null = null;
  let body: string | Uint8Array<ArrayBuffer> | null = null;
  const value = (option: string) => {
    const next = rest.shift();
    if (next === undefined) throw new Error(`${option} is given no value.`);
    return next;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--silent') continue;
    else if (word === '--header') headers.append(...splitHeader(value(word)));
    else if (word === '--request') method = value(word);
    else if (word === '--data') body = literalBody(value(word));
    else if (word === '--data-binary') body = await fileBody(value(word), directory);
    else if (word.startsWith('-') || url !== null) throw new Error(`curl ${word} is not understood.`);
    else url = word;
  }
  if (url === null) throw new Error('curl is given no URL.');
  // As curl itself does where nothing is said of it.
  if (body !== null && !headers.has('content-type')) {
    headers.set('content-type', 'application/x-www-form-urlencoded');
  }
  return { url, init: { method: method ?? (body === null ? 'GET' : 'POST'), headers, body } };
}

function splitHeader(text: string): [string, string] {
  const [, name, value] = /^([\w-]+): (.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new Error(`"${text}" is no header.`);
  return [name, value];
}

function literalBody(text: string): string {
  if (text.startsWith('@')) throw new Error('--data @file would drop the newlines: use --data-binary.');
  return text;
}

async function fileBody(text: string, directory: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!text.startsWith('@')) throw new Error('--data-binary is understood with @file only.');
  return new Uint8Array(await readFile(resolve(directory, text.slice(1))));
}
