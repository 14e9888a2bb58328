import { createHash } from 'node:crypto';
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkInputFile, findInputFile, type InputFile } from '../../../src/app/input-file.ts';
import { ValidationError } from '../../../src/domain/errors.ts';
import { failureOf } from '../../support/failure.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('an input file', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  beforeAll(async () => {
    directory = await temporaryDirectory();
  });
  afterAll(() => directory.remove());

  async function aFile(name: string, content: string | Buffer): Promise<string> {
    await writeFile(directory.path(name), content);
    return directory.path(name);
  }

  const check = async (path: string, signal = new AbortController().signal) =>
    checkInputFile(await findInputFile(path), () => {}, signal);

  async function readAll(file: InputFile): Promise<number> {
    let length = 0;
    for await (const bytes of file.bytes()) length += bytes.length;
    return length;
  }

  async function refusalOf(path: string): Promise<string> {
    const failure = await failureOf(check(path));
    expect(failure).toBeInstanceOf(ValidationError);
    return (failure as Error).message;
  }

  it('is known by the digest of its bytes, its size and its lines', async () => {
    const content = '\ufeffid\r\n"é"\r\n';
    const path = await aFile('known.csv', content);
    const file = await check(path);
    expect(file).toMatchObject({ path, sizeBytes: Buffer.byteLength(content), lines: 2 });
    expect(file.digest).toBe(createHash('sha256').update(content).digest('hex'));
  });

  it.each([
    ['a\nb\n', 2],
    ['a\nb', 2],
    ['a\rb\r', 2],
    ['a', 1],
    ['', 0],
  ])('of %j has so many lines: %d', async (content, lines) => {
    expect((await check(await aFile('lines.csv', content))).lines).toBe(lines);
  });

  it('can be read again and again', async () => {
    const file = await findInputFile(await aFile('again.csv', 'x'.repeat(200_000)));
    expect([await readAll(file), await readAll(file)]).toEqual([200_000, 200_000]);
  });

  it('tells how far its reading is', async () => {
    const path = await aFile('progress.csv', 'x'.repeat(200_000));
    const told: number[][] = [];
    await checkInputFile(
      await findInputFile(path),
      (...progress) => told.push(progress),
      new AbortController().signal,
    );
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toEqual([200_000, 200_000]);
  });

  it('is let go when the run is interrupted', async () => {
    const path = await aFile('interrupted.csv', 'x');
    expect(await failureOf(check(path, AbortSignal.abort(new Error('interrupted'))))).toEqual(
      new Error('interrupted'),
    );
  });

  it('is refused where it is not UTF-8, with the line', async () => {
    const path = await aFile('latin1.csv', Buffer.from(`${'a\n'.repeat(100_000)}\xe9`, 'latin1'));
    expect(await refusalOf(path)).toMatch(/^Line 100001: the text is not UTF-8/);
  });

  it('is refused where there is none', async () => {
    const path = directory.path('none.csv');
    expect(await refusalOf(path)).toBe(`There is no file ${path}.`);
    expect(await refusalOf(join(await aFile('file', ''), 'x.csv'))).toMatch(/cannot be read: ENOTDIR/);
  });

  it('is refused where it is a directory or a device', async () => {
    await mkdir(directory.path('directory'));
    expect(await refusalOf(directory.path('directory'))).toMatch(/is a directory: name a CSV file in it\.$/);
    expect(await refusalOf('/dev/null')).toBe(
      '/dev/null is not a file that can be read more than once: save its content to one.',
    );
  });

  // The one file that is there and that not even root can read.
  it.runIf(process.platform === 'linux')('is refused where reading it fails', async () => {
    expect(await refusalOf('/proc/self/mem')).toMatch(/^\/proc\/self\/mem cannot be read: E/);
  });

  it.each([
    ['grew', (path: string) => appendFile(path, 'more')],
    [
      'was replaced by another',
      async (path: string) => {
        await writeFile(`${path}.new`, 'id\nb\n');
        await rename(`${path}.new`, path);
      },
    ],
    ['went away', (path: string) => rename(path, `${path}.gone`)],
  ])('is refused where it %s since it was found', async (_, change) => {
    const path = await aFile('changing.csv', 'id\na\n');
    const file = await findInputFile(path);
    await change(path);
    const failure = await failureOf(readAll(file));
    expect(failure).toBeInstanceOf(ValidationError);
    expect((failure as Error).message).toMatch(/was changed while it was read|There is no file/);
  });
});
