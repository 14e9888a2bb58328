import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { activityIds, anOrg } from '../support/batches.ts';
import { Chance } from '../support/chance.ts';
import { type CliServer, startCliServer } from '../support/cli-server.ts';
import { createTestDatabase, openAt } from '../support/each-database.ts';

/** `npm run test:idempotency -- --duplicates 1000 --kills 5 --seed 1` says otherwise. */
const duplicates = Number(process.env.IDEMPOTENCY_UNDER_FIRE_DUPLICATES ?? 200);
const kills = Number(process.env.IDEMPOTENCY_UNDER_FIRE_KILLS ?? 2);
const seed = Number(process.env.IDEMPOTENCY_UNDER_FIRE_SEED ?? randomInt(2 ** 30));
const duplicatesPerKey = 10;
const connections = 40;

let databaseUrl: string;
let db: Database;
let server: CliServer | null = null;
const agent = new Agent({ keepAlive: true, maxSockets: connections });

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  db = await openAt(databaseUrl);
});
afterAll(async () => {
  agent.destroy();
  await server?.stop();
  await db.close();
});

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly isReplayed: boolean;
}

it(`makes one batch of each key, and one answer, while the server is killed and started again (${duplicates} from seed ${seed})`, {
  timeout: 0,
}, async () => {
  onTestFailed(() => {
    process.stderr.write(`Repeat it with IDEMPOTENCY_UNDER_FIRE_SEED=${seed}\n`);
  });
  const chance = new Chance(seed);
  const orgId = anOrg();
  const keys = Array.from({ length: duplicates / duplicatesPerKey }, (_, place) => `wish-${place}`);
  const calls = chance.shuffled(keys.flatMap((key) => Array<string>(duplicatesPerKey).fill(key)));
  server = await startCliServer(['--database-url', databaseUrl]);
  const { url } = server;
  const answers = new Map<string, Reply[]>(keys.map((key) => [key, []]));
  // So many replies come before the server is killed the next time; others are on their way then.
  const due = Array.from({ length: kills }, (_, kill) =>
    Math.ceil((duplicates * (2 * kill + 1)) / (2 * kills + 1)),
  );
  let [answered, lost] = [0, 0];
  let restarting: Promise<void> | null = null;

  async function killAndStart(): Promise<void> {
    await server?.process.kill('SIGKILL');
    server = null;
    server = await startCliServer(['--database-url', databaseUrl, '--port', new URL(url).port]);
  }

  async function submitUntilAnswered(key: string): Promise<void> {
    for (;;) {
      await restarting;
      const reply = await submit(url, orgId, key).catch(() => null);
      if (reply === null) lost++;
      if (reply !== null && reply.status !== 429 && reply.status < 500) {
        answers.get(key)?.push(reply);
        answered++;
        if (due[0] !== undefined && answered >= due[0]) {
          due.shift();
          restarting = killAndStart();
        }
        return;
      }
      await setTimeout(chance.between(1, 50));
    }
  }

  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let key = calls.pop(); key !== undefined; key = calls.pop()) await submitUntilAnswered(key);
    }),
  );

  expect(due).toEqual([]);
  expect(lost).toBeGreaterThan(0);
  const batchIds = keys.map((key) => {
    const replies = answers.get(key) ?? [];
    expect(new Set(replies.map(({ status, body }) => `${status} ${body}`)).size, key).toBe(1);
    expect([replies.length, replies[0]?.status], key).toEqual([duplicatesPerKey, 201]);
    return JSON.parse(replies[0]?.body ?? '').batch_id as string;
  });
  const { rows } = await db.query<{ id: string }>('SELECT id FROM batch_jobs WHERE org_id = $1', [orgId]);
  expect(rows.map(({ id }) => id).sort()).toEqual(batchIds.sort());
  const unanswered = await db.query('SELECT key FROM idempotency_keys WHERE status IS NULL');
  expect(unanswered.rows).toEqual([]);
  const replayed = [...answers.values()].flat().filter(({ isReplayed }) => isReplayed).length;
  process.stdout.write(
    `idempotency: ${duplicates} submissions of ${keys.length} keys, ${kills} kills, ${lost} lost and sent again, ${replayed} replayed, ${rows.length} batches, seed ${seed}\n`,
  );
});

/** Rejects where no answer comes, or not all of one. */
async function submit(url: string, orgId: string, key: string): Promise<Reply> {
  const sent = request(`${url}/api/v1/batches`, {
    agent,
    method: 'POST',
    headers: {
      ...{ 'x-org-id': orgId, 'x-workspace-id': 'ws-test', 'content-type': 'application/json' },
      'idempotency-key': key,
    },
  });
  // So large that a server that is killed is likely to be in the middle of it.
  sent.end(JSON.stringify({ activity_ids: activityIds(2_000, key) }));
  const [response] = await once(sent, 'response');
  response.setEncoding('utf8');
  let body = '';
  for await (const part of response) body += part;
  if (!response.complete) throw new Error('The answer was cut off.');
  return {
    status: response.statusCode,
    body,
    isReplayed: response.headers['idempotency-replayed'] === 'true',
  };
}
