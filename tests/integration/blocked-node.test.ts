import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { JobStatus } from '../../src/domain/batch-job.ts';
import { expectAllEndedWell } from '../chaos/invariants.ts';
import { succeeds } from '../support/batches.ts';
import { CliProcess } from '../support/cli.ts';
import { createTestDatabase, openAt, openTestPglite } from '../support/each-database.ts';
import { RecordedProcessor, SchedulingFixture } from '../support/scheduling.ts';

const script = fileURLToPath(new URL('../support/blocked-node.ts', import.meta.url));

let fixture: SchedulingFixture;

/** All that is made here ends with the test, however far it came. */
function workOn(db: Database): void {
  onTestFinished(() => db.close());
  fixture = new SchedulingFixture(db);
  onTestFinished(() => expectAllEndedWell(db));
  onTestFinished(() => fixture.stop());
}

describe('a node whose processor blocks its thread', () => {
  let url: string;

  beforeEach(async () => {
    url = await createTestDatabase();
    workOn(await openAt(url));
  });

  async function aBlockedNode({ lockTimeoutMs = 0, chunkTimeoutMs = 0, blockMs = 0 }) {
    const args = [url, lockTimeoutMs, chunkTimeoutMs, blockMs].map(String);
    const blocked = new CliProcess(args, {}, { script });
    onTestFinished(() => blocked.kill().then(() => {}));
    const [, nodeId] = await blocked.says(/works as (\S+)/);
    const batch = await fixture.submit(3);
    await blocked.says(/blocks/);
    return { blocked, nodeId, batch };
  }

  it('keeps its batch for 10 seconds with a lock timeout of 2, and the try', async () => {
    const node = { lockTimeoutMs: 2_000, chunkTimeoutMs: 60_000, blockMs: 10_000 };
    const { blocked, nodeId, batch } = await aBlockedNode(node);
    const other = new RecordedProcessor();
    await fixture.node({ processor: other, pollingInterval: 100 });
    await blocked.says(/ended complete/);
    expect(await fixture.read(batch)).toMatchObject({ successCount: 3, retryCount: 0 });
    const [, ...log] = await fixture.log(batch);
    expect(log.map(({ event, actor }) => [event, actor])).toEqual([
      ['claimed', nodeId],
      ['progress', nodeId],
      ['progress', nodeId],
      ['progress', nodeId],
      ['completed', nodeId],
    ]);
    expect(other.calls).toEqual([]);
    // The other one has looked for work, and for leases that ran out.
    expect(fixture.moments.all('leases.reaped').length).toBeGreaterThan(4);
    expect(fixture.moments.all('poll.finished').length).toBeGreaterThan(4);
    expect((await blocked.ended()).code).toBe(0);
  });

  it('loses its batch to others when it never comes back, although its process lives', async () => {
    const node = { lockTimeoutMs: 500, chunkTimeoutMs: 1_000, blockMs: Number.POSITIVE_INFINITY };
    const { blocked, nodeId, batch } = await aBlockedNode(node);
    await fixture.node();
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 1 });
    expect(await fixture.log(batch)).toContainEqual(
      expect.objectContaining({ event: 'lease_expired', actor: nodeId }),
    );
    expect([blocked.child.exitCode, blocked.child.signalCode]).toEqual([null, null]);
  });
});

describe('a node on the embedded database whose processor blocks its thread', () => {
  const nothing = new Int32Array(new SharedArrayBuffer(4));

  beforeEach(async () => workOn(await openTestPglite()));

  /** Blocks the first time it is asked. */
  function aBlockingProcessor(blockMs: number): RecordedProcessor {
    const processor = new RecordedProcessor(async (ids) => {
      if (processor.calls.length === 1) Atomics.wait(nothing, 0, 0, blockMs);
      return ids.map(succeeds());
    });
    return processor;
  }

  it('keeps its batch beyond the lock timeout: nobody else could take it', async () => {
    const processor = aBlockingProcessor(400);
    await fixture.node({ processor, chunkSize: 1, lockTimeout: 100, chunkTimeout: 60_000 });
    const batch = await fixture.submit(3);
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, retryCount: 0 });
    expect(processor.calls).toHaveLength(3);
  });

  it('goes on with its batch after a block beyond the chunk timeout too, which costs a try', async () => {
    const processor = aBlockingProcessor(1_200);
    await fixture.node({ processor, chunkSize: 1, lockTimeout: 500, chunkTimeout: 500 });
    const batch = await fixture.submit(3, { maxRetries: 100 });
    expect(await fixture.ended(batch)).toMatchObject({ status: JobStatus.complete, successCount: 3 });
    expect((await fixture.events(batch)).filter((event) => event !== 'progress').slice(0, 4)).toEqual([
      'submitted',
      'claimed',
      'lease_expired',
      'claimed',
    ]);
  });
});
