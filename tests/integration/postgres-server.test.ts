import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const support = new URL('../support/postgres-server.ts', import.meta.url).href;

/** Starts a server and stops it, in a process that has failed at something. */
function failingProcess(version: 15 | 18): string {
  return `
    import { startPostgres } from '${support}';
    const server = await startPostgres(${version});
    await server.stop();
    process.exitCode = 3;
  `;
}

it.each([15, 18] as const)(
  'a process that started PostgreSQL %i ends with its own exit code',
  async (version) => {
    const child = spawn(
      process.execPath,
      ['--input-type=module-typescript', '--eval', failingProcess(version)],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    const [code] = await once(child, 'exit');
    expect(code).toBe(3);
  },
);
