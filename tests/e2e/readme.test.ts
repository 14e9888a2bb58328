import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProcess } from '../support/cli.ts';
import { compile, makeClone, packageJson } from '../support/clone.ts';
import { requestOfCurl } from '../support/curl.ts';
import { type Block, expectShown, patternOf, readBlocks } from '../support/document.ts';
import { createTestDatabase } from '../support/each-database.ts';
import { expand, parseShell, type ShellCommand } from '../support/shell.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const blocks = await readBlocks('README.md');
const serverUrl = 'http://127.0.0.1:8080';
const command = 'bin/offgridflow.js';

/** These would replace the modules that this test runs on, or be this test; the demo has a test beside this one. */
const passedOver = ['npm ci', 'npm run demo', 'npm test'];

describe('README.md', () => {
  let reader: Reader;

  beforeAll(async () => {
    reader = await Reader.sitDown();
  });

  afterAll(async () => {
    await reader.leave();
  });

  for (const [place, block] of blocks.entries()) {
    if (block.language === 'bash') {
      it(`the commands from line ${block.line} on work`, () => reader.type(block.text));
    } else if (block.language === 'ts') {
      it(`the program from line ${block.line} on runs`, () => reader.runProgram(block.text, place));
    } else if (block.language === 'csv') {
      it(`the file from line ${block.line} on is saved`, () => {
        if (block.savedAs === null) throw new Error('It does not say under which name.');
        return reader.save(block.savedAs, block.text);
      });
    } else {
      it(`the output from line ${block.line} on is what comes out`, () => reader.expectOutput(block));
    }
  }

  it('every program compiles against the types of the package', async () => {
    await reader.compilePrograms();
  });

  it('shows programs, commands, files and outputs, and nothing that is not executed here', () => {
    const languages = blocks.map(({ language }) => language);
    expect([...new Set(languages)].sort()).toEqual(['bash', 'csv', 'json', 'text', 'ts']);
  });

  it('names scripts that package.json has', async () => {
    const { scripts } = await packageJson();
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test']));
  });
});

/** Somebody who does what the README says, from its top to its end, in one directory. */
class Reader {
  readonly #directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  readonly #variables = new Map<string, string>();
  /** What a shell hands on to the commands. */
  readonly #environment: Record<string, string> = {};
  readonly #running: CliProcess[] = [];
  readonly #programs: string[] = [];
  /** What the README's DATABASE_URL stands for. */
  readonly #databaseUrl: string;
  #serverUrl: string | null = null;
  #output = '';
  #batchId: string | null = null;

  private constructor(directory: Awaited<ReturnType<typeof temporaryDirectory>>, databaseUrl: string) {
    this.#directory = directory;
    this.#databaseUrl = databaseUrl;
  }

  static async sitDown(): Promise<Reader> {
    const directory = await temporaryDirectory();
    await makeClone(directory.path('.'));
    return new Reader(directory, await createTestDatabase());
  }

  async leave(): Promise<void> {
    for (const process of this.#running) await process.kill('SIGTERM');
    await this.#directory.remove();
  }

  save(name: string, text: string): Promise<void> {
    return writeFile(this.#directory.path(name), text);
  }

  async type(text: string): Promise<void> {
    const commands = parseShell(text);
    this.#output = '';
    expect(commands.length).toBeGreaterThan(0);
    for (const one of commands) await this.#execute(one);
  }

  async runProgram(text: string, place: number): Promise<void> {
    const name = `program-${place}.ts`;
    this.#programs.push(name);
    await this.save(name, text);
    const process = this.#start(name, []);
    const { code, stdout, stderr } = await process.ended();
    expect(code, stderr).toBe(0);
    this.#output = stdout;
  }

  async compilePrograms(): Promise<void> {
    const compilerOptions = {
      strict: true,
      module: 'nodenext',
      target: 'es2024',
      noEmit: true,
      types: ['node'],
    };
    await this.save('tsconfig.json', JSON.stringify({ compilerOptions, files: this.#programs }));
    await compile(['-p', 'tsconfig.json'], this.#directory.path('.'));
  }

  expectOutput({ language, text }: Block): void {
    if (language === 'json') expectShown(JSON.parse(text), JSON.parse(this.#output));
    else expect(this.#output).toMatch(patternOf(text));
  }

  async #execute({ words, comment }: ShellCommand): Promise<void> {
    const [name = '', ...args] = words.map((word) => expand(word, this.#variables));
    if (passedOver.includes([name, ...args].join(' '))) return;
    if (name === command) await this.#runCommand(args, comment);
    else if (name === 'curl') await this.#curl(args);
    else if (name === 'export') for (const assignment of args) this.#export(assignment);
    else if (/^[A-Z_]+=/.test(name) && args.length === 0) this.#assign(name);
    else throw new Error(`The test does not know how to execute ${name}.`);
  }

  /** `exits with 2` in the comment behind a command is a promise too. */
  async #runCommand(args: readonly string[], comment: string): Promise<void> {
    if (['serve', 'worker'].includes(args[0] ?? '')) return this.#startNode(args);
    const expected = Number(/exits with (\d+)/.exec(comment)?.[1] ?? 0);
    const { code, stdout, stderr } = await this.#start(command, args).ended();
    expect(code, stderr).toBe(expected);
    this.#output += stdout;
    const submitted = /^batch_\w+$/m.exec(args[0] === 'submit' ? stdout : '');
    if (submitted !== null) [this.#batchId] = submitted;
  }

  /** What runs until it is stopped, on a free port. */
  async #startNode(args: readonly string[]): Promise<void> {
    const process = this.#start(
      command,
      args.map((arg) => (arg === '8080' ? '0' : arg)),
    );
    this.#running.push(process);
    if (args[0] === 'worker') await process.says(/OffGridFlow works as \S+/);
    else this.#serverUrl = (await process.says(/listens on (http:\S+)/))[1] ?? null;
  }

  #start(script: string, args: readonly string[]): CliProcess {
    const url = this.#serverUrl === null ? {} : { OFFGRIDFLOW_URL: this.#serverUrl };
    const place = { script, directory: this.#directory.path('.') };
    return new CliProcess(args, { ...url, ...this.#environment }, place);
  }

  async #curl(args: readonly string[]): Promise<void> {
    const { url, init } = await requestOfCurl(args, this.#directory.path('.'));
    expect(url.startsWith(serverUrl), url).toBe(true);
    const path = url.slice(serverUrl.length);
    const response = await fetch(`${this.#serverUrl}${path}`, init);
    this.#output = await response.text();
    expect(response.ok, this.#output).toBe(true);
    const isSubmission = init.method === 'POST' && path.endsWith('/batches');
    if (isSubmission) this.#batchId = JSON.parse(this.#output).batch_id;
    // A reader is slower than the batch.
    if (isSubmission || path.endsWith('/retry')) await this.#batchIsOver();
  }

  async #batchIsOver(): Promise<void> {
    const args = ['watch', this.#batchId ?? '', '--org', 'acme'];
    await this.#start(command, args).ended();
  }

  /** `BATCH=batch_...` stands for the id that the reader got. */
  #assign(assignment: string): void {
    const [name = '', value = ''] = assignment.split('=');
    if (value !== 'batch_...' || this.#batchId === null) throw new Error(`${assignment} is not understood.`);
    this.#variables.set(name, this.#batchId);
  }

  #export(assignment: string): void {
    const [name = '', ...value] = assignment.split('=');
    this.#environment[name] = name === 'DATABASE_URL' ? this.#databaseUrl : value.join('=');
  }
}
