import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { type JobStatusName, jobStatusNames } from '../../../src/domain/batch-job.ts';
import { progressEvents } from '../../../src/domain/progress-log.ts';
import { transitions } from '../../../src/domain/transitions.ts';

const document = () => readFile(new URL('../../../docs/state-machine.md', import.meta.url), 'utf8');

it('the drawing in docs/state-machine.md is the table of transitions', async () => {
  const [, drawing] = /```mermaid\n(.*?)```/s.exec(await document()) ?? [];
  expect(drawing).toBe(draw());
});

it('docs/state-machine.md explains every status, every move and every event of the log', async () => {
  const text = await document();
  for (const status of jobStatusNames) expect(text).toMatch(new RegExp(`^\\| \\d +\\| ${status} `, 'm'));
  for (const event of Object.keys(transitions)) {
    expect(text).toMatch(new RegExp(`^\\| ${inWords(event)} `, 'm'));
  }
  for (const event of progressEvents) expect(text).toContain(`\`${event}\``);
});

/** The transitions as mermaid draws them: what a batch begins with, each move, and where it ends for good. */
function draw(): string {
  const moves = Object.entries(transitions).flatMap(([event, { from, to }]) =>
    from.map((source: JobStatusName) => ({ source, to, event: inWords(event) })),
  );
  const ends = jobStatusNames.filter((status) => !moves.some(({ source }) => source === status));
  const lines = [
    'stateDiagram-v2',
    '[*] --> pending: submit',
    ...moves.map(({ source, to, event }) => `${source} --> ${to}: ${event}`),
    ...ends.map((status) => `${status} --> [*]`),
  ];
  return `${lines.join('\n    ')}\n`;
}

/** `handBack` is "hand back". */
function inWords(event: string): string {
  return event.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
