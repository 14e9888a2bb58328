import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Chance } from '../support/chance.ts';
import { embeddedFaults } from './embedded-run.ts';
import { faults } from './faults/faults.ts';
import { deckOf, schedule } from './inject-faults.ts';

/** Faults that are being made are waited for. */
const endMaxMs = 60_000;
const program = fileURLToPath(new URL('run.ts', import.meta.url));

describe('chaos', { timeout: 600_000 }, () => {
  it('loses, doubles and mistakes nothing while nodes, network and database fall', async () => {
    await expectNoViolation(deckOf(faults).length, faults.length);
  });

  it('nor while the one process that has the database in it is killed', async () => {
    await expectNoViolation(deckOf(embeddedFaults).length, embeddedFaults.length, '--embedded');
  });

  it('has its faults in the order that the seed decides', () => {
    const first = (seed: number) => {
      const drawn = schedule(faults, new Chance(seed));
      return Array.from({ length: 100 }, () => drawn.next().value?.name);
    };
    expect(first(7)).toEqual(first(7));
    expect(first(7)).not.toEqual(first(8));
  });
});

/** With a deck of faults, each comes at least once. */
async function expectNoViolation(faultCount: number, kindCount: number, ...args: string[]): Promise<void> {
  const { code, output } = await run('--faults', String(faultCount), ...args);
  expect(output, output).toContain('violations: 0');
  expect(output).toContain(`faults: ${faultCount} of ${kindCount} kinds`);
  expect(code, output).toBe(0);
}

async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  // A test that gives up leaves no run behind, and the run no node.
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  }, endMaxMs);
  return { code: await ended, output };
}
