import { execFile } from 'node:child_process';
import { cp, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './document.ts';

const run = promisify(execFile);

/**
 * Makes `directory` what a clone is after `npm ci`: compiled from the sources as they are now. Of the rest it has what
 * the package ships and the examples, so that a file that `files` of package.json forgets is missed here.
 */
export async function makeClone(directory: string): Promise<void> {
  const { files } = await packageJson();
  for (const name of ['package.json', 'examples', ...files.filter((file) => file !== 'dist')]) {
    await cp(join(root, name), join(directory, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'));
  await compile(['-p', join(root, 'tsconfig.build.json'), '--outDir', join(directory, 'dist')], root);
}

export async function packageJson(): Promise<{ files: string[]; scripts: Record<string, string> }> {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
}

/** Runs the TypeScript compiler; its complaints are the error's message. */
export async function compile(args: readonly string[], directory: string): Promise<void> {
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [compiler, ...args], { cwd: directory });
  } catch (error) {
    throw new Error(`It does not compile:\n${(error as { stdout?: string }).stdout}`, { cause: error });
  }
}
