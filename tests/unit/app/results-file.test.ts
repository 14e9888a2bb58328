import { chmod, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openResultsFile } from '../../../src/app/results-file.ts';
import { ValidationError } from '../../../src/domain/errors.ts';
import { failureOf } from '../../support/failure.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

describe('a results file', () => {
  const directories: Awaited<ReturnType<typeof temporaryDirectory>>[] = [];
  let path: (name: string) => string;
  beforeEach(async () => {
    const directory = await temporaryDirectory();
    directories.push(directory);
    path = directory.path;
    await writeFile(path('input.csv'), 'the input');
  });
  afterAll(() => Promise.all(directories.map((directory) => directory.remove())));

  async function* linesOf(...lines: string[]) {
    yield* lines;
  }
  async function* failingLines(error: Error) {
    yield 'begun\n';
    throw error;
  }
  const open = (name: string) => openResultsFile(path(name), path('input.csv'));

  async function refusalOf(acting: Promise<unknown>): Promise<string> {
    const failure = await failureOf(acting);
    expect(failure).toBeInstanceOf(ValidationError);
    return (failure as Error).message;
  }

  it('appears under its name with all of its lines, and nothing is left beside it', async () => {
    const results = await open('results.csv');
    await results.write(linesOf('a\n', 'b\n'));
    expect(await readFile(path('results.csv'), 'utf8')).toBe('a\nb\n');
    expect(await readdir(path('.'))).toEqual(['input.csv', 'results.csv']);
  });

  it('stays as it was when the lines end in a failure, which is passed on as it is', async () => {
    await writeFile(path('results.csv'), 'before');
    const lost = Object.assign(new Error('the database is gone'), { syscall: 'read', code: 'ECONNRESET' });
    expect(await failureOf((await open('results.csv')).write(failingLines(lost)))).toBe(lost);
    expect(await readFile(path('results.csv'), 'utf8')).toBe('before');
    expect(await readdir(path('.'))).toEqual(['input.csv', 'results.csv']);
  });

  it('is found to be impossible before anything is done', async () => {
    await mkdir(path('directory'));
    expect(await refusalOf(open('directory'))).toBe(
      `${path('directory')} is a directory: name a file for the results.`,
    );
    expect(await refusalOf(open('none/results.csv'))).toBe(
      `The results cannot be written to ${path('none/results.csv')}: there is no such directory.`,
    );
    expect(await refusalOf(open('input.csv/results.csv'))).toMatch(/: there is no such directory\.$/);
  });

  it.skipIf(process.getuid?.() === 0)('is refused where this user must not write', async () => {
    await mkdir(path('closed'));
    await chmod(path('closed'), 0o500);
    expect(await refusalOf(open('closed/results.csv'))).toMatch(/: this user must not write there\.$/);
  });

  it('never takes the place of the input, by whatever name', async () => {
    await symlink(path('input.csv'), path('link.csv'));
    for (const name of ['input.csv', './input.csv', 'link.csv']) {
      expect(await refusalOf(open(name))).toBe(
        `The results would overwrite ${path('input.csv')}: name another file for them.`,
      );
    }
    expect(await readFile(path('input.csv'), 'utf8')).toBe('the input');
  });

  it('replaces what a link points to, not the link', async () => {
    await mkdir(path('elsewhere'));
    await writeFile(path('elsewhere/results.csv'), 'before');
    await symlink(path('elsewhere/results.csv'), path('results.csv'));
    await (await open('results.csv')).write(linesOf('after'));
    expect((await lstat(path('results.csv'))).isSymbolicLink()).toBe(true);
    expect(await readFile(path('elsewhere/results.csv'), 'utf8')).toBe('after');
    expect(await readdir(path('elsewhere'))).toEqual(['results.csv']);
  });

  it.runIf(process.platform === 'linux')(
    'says when the disk is full, and leaves a device where it is',
    async () => {
      const results = await openResultsFile('/dev/full', path('input.csv'));
      expect(await refusalOf(results.write(linesOf('x'.repeat(100_000))))).toBe(
        'The results cannot be written to /dev/full: the disk is full.',
      );
      expect((await lstat('/dev/full')).isCharacterDevice()).toBe(true);
    },
  );
});
