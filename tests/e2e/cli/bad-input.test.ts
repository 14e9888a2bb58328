import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type CliResult, runCli, sampleFile } from '../../support/cli.ts';
import { createTestDatabase } from '../../support/each-database.ts';
import { freePort } from '../../support/postgres-server.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const header = 'id,source,category,location,quantity,unit,period_start,period_end';
const good = (id: string) => `${id},utility_bill,electricity,GB,100,kWh,2025-03-01,2025-03-31`;
const owner = ['--org', 'acme', '--workspace', 'main'];

/** Nothing on standard output, exit code 1, and one line that says why. */
function expectRefused({ code, stdout, stderr }: CliResult, reason: RegExp | string): void {
  const lines = stderr
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('Reading '));
  expect({ code, stdout, lines }).toEqual({
    code: 1,
    stdout: '',
    lines: [expect.stringMatching(/^Error: /)],
  });
  expect(lines[0]?.slice('Error: '.length)).toMatch(reason);
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let dataDir: string;
beforeAll(async () => {
  directory = await temporaryDirectory();
  dataDir = directory.path('never-made');
});
afterAll(() => directory.remove());

async function aFile(name: string, content: string | Buffer): Promise<string> {
  await writeFile(directory.path(name), content);
  return directory.path(name);
}

describe('run, with a file that cannot be used', () => {
  const run = (file: string, ...flags: string[]) =>
    runCli(['run', file, ...owner, '--data-dir', dataDir, ...flags]);

  const contents: [string, string | Buffer, RegExp][] = [
    ['an empty file', '', /: The file is empty: its first line must name the columns\.$/],
    ['a header alone', `${header}\n`, /: The file has no rows: there is nothing below its header\.$/],
    [
      'Latin-1',
      Buffer.from(`${header}\n${good('a')}\n${good('\xe9')}\n`, 'latin1'),
      /: Line 3: the text is not UTF-8\. Save/,
    ],
    ['UTF-16', Buffer.from(`\ufeff${header}\n`, 'utf16le'), /: Line 1: the text is UTF-16/],
    ['a spreadsheet', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), /: Line 1: this is a spreadsheet/],
    [
      'a missing column',
      `${header.replace(',unit', '')}\n${good('a')}\n`,
      /: Line 1: the column unit is missing\.$/,
    ],
    [
      'a misspelt column',
      `${header.replace('unit', 'unti')}\n${good('a')}\n`,
      /the column "unti" is unknown: did you mean "unit"\?/,
    ],
  ];
  it.each(contents)(
    'ends with exit code 1 and a line that says what is wrong: %s',
    async (name, content, reason) => {
      const file = await aFile(`${name}.csv`, content);
      const result = await run(file);
      expectRefused(result, reason);
      expect(result.stderr).toContain(`Error: ${file}: `);
    },
  );

  it('ends likewise where there is no such file, and where it is a directory', async () => {
    expectRefused(await run(directory.path('none.csv')), `There is no file ${directory.path('none.csv')}.`);
    await mkdir(directory.path('folder'));
    expectRefused(await run(directory.path('folder')), /folder is a directory: name a CSV file in it\.$/);
  });

  it('ends likewise where the results cannot be written, and leaves the input alone', async () => {
    const file = await aFile('input.csv', `${header}\n${good('a')}\n`);
    expectRefused(
      await run(file, '--out', directory.path('none/results.csv')),
      /there is no such directory\.$/,
    );
    expectRefused(await run(file, '--out', file), /^The results would overwrite /);
    expect(await readFile(file, 'utf8')).toBe(`${header}\n${good('a')}\n`);
  });

  it('names the owner that is missing', async () => {
    const file = await aFile('ownerless.csv', `${header}\n${good('a')}\n`);
    expectRefused(
      await runCli(['run', file, '--data-dir', dataDir]),
      /org_id, workspace_id are missing \(the owner may be named/,
    );
  });

  it('has opened no database for any of them', () => {
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('run, with rows that cannot be used', () => {
  it('computes the good ones, names the bad ones with line, column and reason, and says so with exit code 2', async () => {
    const lines = [
      header,
      good('a'),
      good('b').replace('100', '-5'),
      good('c').replace('100', '"1,5"'),
      good('d'),
    ];
    // As a spreadsheet in Germany writes it.
    const content = `\ufeff${lines.map((line) => line.replaceAll(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ';')).join('\r\n')}\r\n`;
    const file = await aFile('some-bad.csv', content);
    const out = directory.path('results.csv');
    const { code, stdout } = await runCli([
      'run',
      file,
      ...owner,
      '--out',
      out,
      '--database-url',
      await createTestDatabase(),
    ]);
    expect(code).toBe(2);
    expect(stdout).toContain('line 3, quantity: quantity "-5" is negative: it must be zero or more.');
    expect(stdout).toContain('line 4, quantity: quantity "1,5" has thousands separators or a decimal comma');
    const results = (await readFile(out, 'utf8')).trimEnd().split('\n').slice(1);
    expect(results.map((line) => line.split(',').slice(0, 4).join(' '))).toEqual([
      'a acme main success',
      'b acme main rejected',
      'c acme main rejected',
      'd acme main success',
    ]);
  });

  it.runIf(process.platform === 'linux')(
    'says that the disk is full when it is, and goes on from there the next time',
    async () => {
      const file = await aFile(
        'full.csv',
        `${header}\n${Array.from({ length: 500 }, (_, row) => good(`act-${row}`)).join('\n')}\n`,
      );
      const place = [...owner, '--database-url', await createTestDatabase()];
      const { code, stderr } = await runCli(['run', file, ...place, '--out', '/dev/full']);
      expect(code).toBe(1);
      expect(stderr).toContain('Error: The results cannot be written to /dev/full: the disk is full.');
      const again = await runCli(['run', file, ...place, '--out', directory.path('mended.csv')]);
      expect(again.code).toBe(0);
      expect(again.stderr).toContain('This file was imported before');
      const results = (await readFile(directory.path('mended.csv'), 'utf8')).trimEnd().split('\n').slice(1);
      expect(results.map((line) => line.split(',', 4).join(' '))).toEqual(
        Array.from({ length: 500 }, (_, row) => `act-${row} acme main success`),
      );
    },
  );
});

describe('a setting that cannot be used', () => {
  it.each<[string, string[], Record<string, string>, string]>([
    [
      'a flag',
      ['run', sampleFile, '--chunk-size', '0'],
      {},
      '--chunk-size is "0", which cannot be used: give a whole number from 1 to 100000.',
    ],
    [
      'a variable',
      ['worker'],
      { OFFGRIDFLOW_LOCK_TIMEOUT: '5' },
      'OFFGRIDFLOW_LOCK_TIMEOUT is "5", which cannot be used: give a time such as 500ms, 30s, 5m or 1h, from 100ms to 168h.',
    ],
    [
      'a choice',
      ['serve', '--preset', 'fast'],
      {},
      '--preset is "fast", which cannot be used: give one of default, high-throughput, high-reliability.',
    ],
    [
      'a way to compute',
      ['run', sampleFile, '--gwp-set', 'AR7'],
      {},
      'gwp_set is "AR7": it must be one of AR4, AR5, AR6.',
    ],
    [
      'a URL',
      ['migrate', 'status'],
      { DATABASE_URL: 'localhost' },
      'DATABASE_URL is "localhost", which cannot be used: give a URL like postgres://user:password@host:5432/database.',
    ],
    [
      'a URL with a password',
      ['list', '--org', 'acme', '--url', 'http://ann:secret@127.0.0.1:1'],
      {},
      '--url is "http://***@127.0.0.1:1", which cannot be used: give a URL like http://127.0.0.1:8080, without user and password.',
    ],
    [
      'a misspelt variable',
      ['run', sampleFile],
      { OFFGRIDFLOW_CHUNKSIZE: '5' },
      'OFFGRIDFLOW_CHUNKSIZE is "5", but there is no such setting: did you mean OFFGRIDFLOW_CHUNK_SIZE?',
    ],
    [
      'a misspelt flag',
      ['run', sampleFile, '--chunksize', '5'],
      {},
      "unknown option '--chunksize' (Did you mean --chunk-size?)",
    ],
    [
      'a flag without a value',
      ['run', sampleFile, '--chunk-size'],
      {},
      "option '--chunk-size <count>' argument missing",
    ],
  ])(
    'stops the start with one line that names it, its value and what would do: %s',
    async (_, args, env, message) => {
      expectRefused(await runCli(args, { OFFGRIDFLOW_DATA_DIR: dataDir, ...env }), message);
      expect(existsSync(dataDir)).toBe(false);
    },
  );
});

describe('a database that cannot be used', () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer((socket) => socket.resume().on('error', () => {}));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => silent.close(resolve)));

  const run = (url: string, timeout: string) =>
    runCli(['run', sampleFile, '--database-url', url, '--database-connect-timeout', timeout]);

  it('is tried again, which is said, and given up after the time that was given', async () => {
    const port = await freePort();
    const { code, stderr } = await run(`postgres://user:secret@127.0.0.1:${port}/db`, '700ms');
    expect(code).toBe(1);
    expect(stderr.match(/the database cannot be reached yet; trying again/g)?.length).toBeGreaterThan(1);
    expect(stderr).toContain(
      `Error: The database at 127.0.0.1:${port}/db could not be reached for 0.7 s (connect ECONNREFUSED`,
    );
    expect(stderr).not.toContain('secret');
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, /password authentication failed/],
    ['a database that is not there', { pathname: '/nowhere' }, /database "nowhere" does not exist/],
  ])('is not tried again where that would not help: %s', async (_, parts, reason) => {
    const url = Object.assign(new URL(inject('postgresUrl')), parts).href;
    const result = await run(url, '168h');
    expectRefused(result, /^DATABASE_URL cannot be used: /);
    expect(result.stderr).toMatch(reason);
    expect(result.stderr).not.toContain('wrong');
  });

  it('is given up where it takes connections and never answers', async () => {
    const { port } = silent.address() as { port: number };
    const { code, stderr } = await run(`postgres://127.0.0.1:${port}/db`, '100ms');
    expect(code).toBe(1);
    expect(stderr).toMatch(/Error: The database at 127\.0\.0\.1:\d+\/db could not be reached/);
  });
});
