import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SchedulingFixture } from '../../support/scheduling.ts';
import { Cluster } from '../cluster.ts';
import { expectAllEndedWell } from '../invariants.ts';

describe('a worker that is paused beyond its lease', { timeout: 180_000 }, () => {
  let cluster: Cluster;
  let fixture: SchedulingFixture;

  beforeEach(async () => {
    cluster = await Cluster.open();
    fixture = new SchedulingFixture(cluster.db);
  });

  afterEach(async () => {
    await fixture.stop();
    await cluster.close();
  });

  it('writes nothing more when it wakes up: the batch went on elsewhere', async () => {
    const flags = ['--chunk-size', '1', '--lock-timeout', '1s'];
    const paused = await cluster.worker(...flags);
    const batch = await fixture.submit(1_000);
    await cluster.sees(`SELECT 1 FROM batch_jobs WHERE id = $1 AND success_count > 10`, [batch.id]);
    paused.process.child.kill('SIGSTOP');

    const other = await fixture.node({ chunkSize: 100 });
    const ended = await fixture.ended(batch);
    expect(ended).toMatchObject({ statusName: 'complete', successCount: 1_000, retryCount: 1 });

    paused.process.child.kill('SIGCONT');
    await paused.process.says(/the work is dropped/);
    expect((await paused.process.kill('SIGTERM')).code).toBe(0);
    expect(await fixture.read(batch)).toMatchObject({ updatedAt: ended.updatedAt, totalEmissions: '17700' });
    const log = await fixture.log(batch);
    const takenOver = log.findIndex(({ event }) => event === 'lease_expired');
    expect(log[takenOver]?.actor).toBe(paused.nodeId);
    expect(new Set(log.slice(takenOver + 1).map(({ actor }) => actor))).toEqual(new Set([other.nodeId]));
    await expectAllEndedWell(cluster.db);
  });
});
