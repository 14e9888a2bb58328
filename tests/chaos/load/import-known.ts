import { setTimeout } from 'node:timers/promises';
import type { Api } from './api.ts';
import type { KnownActivity } from './known-activities.ts';

const linesPerRequest = 5_000;

/** Brings the activities to the server, asking again until each part is acknowledged. */
export async function importKnown(api: Api, activities: readonly KnownActivity[]): Promise<void> {
  for (let first = 0; first < activities.length; first += linesPerRequest) {
    const part = activities.slice(first, first + linesPerRequest);
    const body = part.map(({ id, fields }) => JSON.stringify({ ...fields, id })).join('\n');
    await importPart(api, body);
  }
}

async function importPart(api: Api, body: string): Promise<void> {
  for (;;) {
    const answer = await api.call('POST', '/activities', body, 'application/x-ndjson');
    if (answer.kind === 'acknowledged' && answer.body.rejected === 0) return;
    if (answer.kind !== 'unknown') throw new Error(`The import was answered with ${JSON.stringify(answer)}`);
    await setTimeout(500);
  }
}
