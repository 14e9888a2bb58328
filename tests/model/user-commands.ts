import fc from 'fast-check';
import type { BatchJob } from '../../src/domain/batch-job.ts';
import { anActivityId, anOrgName, onBatch, onWorld } from './commands.ts';
import type { ModelBatch, NewModelBatch } from './model.ts';
import { activities, answerOf, orgs, workspaces } from './real.ts';
import { nameOf, type World } from './world.ts';

const aSubmission = fc.record({
  org: anOrgName,
  workspace: fc.constantFrom(...workspaces),
  priority: fc.constantFrom(5, 0, 10),
  tolerance: fc.constantFrom(null, { count: 0 }, { count: 1 }, { share: 0.5 }),
  maxRetries: fc.constantFrom(1, 0, 2),
  activities: fc.subarray([...activities], { minLength: 1 }),
});

const submit = onWorld('submit', 5, aSubmission, async (world, fields) => {
  const { org, workspace, priority, maxRetries, tolerance } = fields;
  const [batch, job] = await submitTo(world, fields);
  const tolerated = tolerance === null ? 'no tolerance stated' : `tolerance ${Object.values(tolerance)}`;
  const choices = `priority ${priority}, ${maxRetries} retries, ${tolerated}`;
  const words = `${org}/${workspace} submits ${nameOf(batch)} of ${fields.activities.join(' ')} (${choices})`;
  return { words, expected: null, actual: job };
});

/** So that there is a queue to go round. */
const submitQueue = onWorld(
  'submit a queue',
  1,
  fc.tuple(aSubmission, fc.nat(3)),
  async (world, [fields, count]) => {
    for (const org of orgs)
      for (let more = 0; more < count; more++) await submitTo(world, { ...fields, org });
    return {
      words: `each organisation submits ${count} batches of ${fields.activities}`,
      expected: null,
      actual: null,
    };
  },
);

async function submitTo(world: World, fields: NewModelBatch): Promise<[ModelBatch, BatchJob]> {
  const { org, workspace, priority, maxRetries, tolerance } = fields;
  const batch = world.model.submit(fields);
  const job = await world.real.store.createBatch({
    orgId: org,
    workspaceId: workspace,
    activityIds: fields.activities,
    priority,
    ...(tolerance && 'count' in tolerance && { errorTolerance: tolerance.count }),
    ...(tolerance && 'share' in tolerance && { errorToleranceShare: tolerance.share }),
    maxRetries,
  });
  world.submitted(batch, job);
  return [batch, job];
}

const addRef = onBatch('add an activity', 1, anActivityId, async (world, batch, activity) => ({
  words: `${activity} is added to ${nameOf(batch)}`,
  expected: world.model.addRef(batch, activity),
  actual: await answerOf(world.real.store.addActivityRef(world.keyOf(batch), activity)),
}));

const cancel = onBatch('cancel', 1, fc.constant(null), async (world, batch) => ({
  words: `${nameOf(batch)} is cancelled`,
  expected: world.model.cancel(batch),
  actual: await answerOf(world.real.store.cancelBatch(world.keyOf(batch), 'user')),
}));

const retry = onBatch('retry', 3, fc.nat(1), async (world, batch, more) => {
  const maxRetries = more === 0 ? undefined : batch.maxRetries + more;
  return {
    words: `${nameOf(batch)} is retried${maxRetries ? `, with ${maxRetries} retries allowed` : ''}`,
    expected: world.model.retry(batch, maxRetries),
    actual: await answerOf(world.real.store.retryBatch(world.keyOf(batch), 'user', maxRetries)),
  };
});

const remove = onBatch('delete', 1, fc.constant(null), async (world, batch) => ({
  words: `${nameOf(batch)} is deleted`,
  expected: world.model.delete(batch),
  actual: await answerOf(world.real.store.deleteBatch(world.keyOf(batch))),
}));

/** What people do. */
export const userCommands = [submit, submitQueue, addRef, cancel, retry, remove];
