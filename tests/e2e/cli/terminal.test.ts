import { expect, it } from 'vitest';
import { CliProcess, hasTerminals, sampleFile } from '../../support/cli.ts';
import { createTestDatabase } from '../../support/each-database.ts';

it.skipIf(!hasTerminals())(
  'run paints its progress over itself on a terminal, and leaves only what stays',
  async () => {
    const args = ['run', sampleFile, '--database-url', await createTestDatabase()];
    const { code, stdout } = await new CliProcess(args, {}, { isOnTerminal: true }).ended();
    expect(code).toBe(2);
    expect(stdout).toMatch(/Processing {7}[█░]{28} +\d+% [\d,]+ of 1,244, /);
    const painted = stdout.split('\r\u001b[2K');
    const bars = painted.slice(0, -1).map((text) => text.split('\n').at(-1) ?? '');
    expect(bars.length).toBeGreaterThan(3);
    for (const bar of bars) expect(bar.length).toBeLessThan(100);
    expect(painted.at(-1)).toMatch(/^Rows {8}1,244 new[^█]*Total/);
  },
);
