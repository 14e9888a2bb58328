import fc from 'fast-check';
import type { BatchJob } from '../../src/domain/batch-job.ts';
import { anActivityId, anOrgName, onBatch, onWorld } from './commands.ts';
import type { NewModelBatch } from './model.ts';
import { isActive, type ModelBatch } from './model-batch.ts';
import { activities, answerOf, orgs, workspaces } from './real.ts';
import type { World } from './world.ts';

const openMax = 3;

const aSubmission = fc.record({
  org: anOrgName,
  workspace: fc.constantFrom(...workspaces),
  priority: fc.constantFrom(5, 0, 10),
  tolerance: fc.constantFrom(null, { count: 0 }, { count: 1 }, { share: 0.5 }),
  maxRetries: fc.constantFrom(2, 0, 4),
  activities: fc.subarray([...activities], { minLength: 1 }),
});

const submit = onWorld(
  'submit',
  10,
  aSubmission,
  (world, fields) => ({
    words: `${fields.org}/${fields.workspace} submits a batch ${wordsOf(fields)}`,
    expected: () => void world.model.submit(fields),
    actual: () => submitTo(world, fields),
  }),
  hasFewOpen,
);

function wordsOf({ activities: ids, priority, maxRetries, tolerance }: NewModelBatch): string {
  const tolerated = tolerance === null ? 'no tolerance stated' : `tolerance ${Object.values(tolerance)}`;
  return `of ${ids.join(' ')} (priority ${priority}, ${maxRetries} retries, ${tolerated})`;
}

/** Few batches, so that the holders meet on the same ones. */
function hasFewOpen({ model }: World): boolean {
  return model.batches.filter(isActive).length < openMax;
}

/** So that there is a queue to go round. */
const submitQueue = onWorld(
  'submit a queue',
  1,
  fc.tuple(aSubmission, fc.integer({ min: 1, max: 3 })),
  (world, [fields, count]) => {
    const all = orgs.flatMap((org) => Array.from({ length: count }, () => ({ ...fields, org })));
    return {
      words: `each organisation submits ${count} batches ${wordsOf(fields)}`,
      expected: () => {
        for (const one of all) world.model.submit(one);
      },
      actual: async () => {
        for (const one of all) await submitTo(world, one);
      },
    };
  },
);

/** The batch gets its place behind those that the store has made before. */
async function submitTo(world: World, fields: NewModelBatch): Promise<BatchJob> {
  const { org, workspace, priority, maxRetries, tolerance } = fields;
  const job = await world.real.store.createBatch({
    orgId: org,
    workspaceId: workspace,
    activityIds: fields.activities,
    priority,
    ...(tolerance && 'count' in tolerance && { errorTolerance: tolerance.count }),
    ...(tolerance && 'share' in tolerance && { errorToleranceShare: tolerance.share }),
    maxRetries,
  });
  world.submitted(job);
  return job;
}

const addRef = onBatch('add an activity', 1, anActivityId, isPending, (world, batch, activity) => ({
  words: `${activity} is added to ${batch.name}`,
  expected: () => world.model.addRef(batch, activity),
  actual: () => answerOf(world.real.store.addActivityRef(world.keyOf(batch), activity)),
}));

const cancel = onBatch('cancel', 2, fc.constant(null), hasEnded, (world, batch) => ({
  words: `${batch.name} is cancelled`,
  expected: () => world.model.cancel(batch),
  actual: () => answerOf(world.real.store.cancelBatch(world.keyOf(batch), 'user')),
}));

const retry = onBatch('retry', 6, fc.nat(1), hasFailed, (world, batch, more) => {
  const maxRetries = more === 0 ? undefined : batch.maxRetries + more;
  return {
    words: `${batch.name} is retried${maxRetries ? `, with ${maxRetries} retries allowed` : ''}`,
    expected: () => world.model.retry(batch, maxRetries),
    actual: () => answerOf(world.real.store.retryBatch(world.keyOf(batch), 'user', maxRetries)),
  };
});

const remove = onBatch('delete', 1, fc.constant(null), hasEnded, (world, batch) => ({
  words: `${batch.name} is deleted`,
  expected: () => world.model.delete(batch),
  actual: () => answerOf(world.real.store.deleteBatch(world.keyOf(batch))),
}));

function isPending({ status }: ModelBatch): boolean {
  return status === 'pending';
}

function hasEnded({ status }: ModelBatch): boolean {
  return status === 'complete' || status === 'failed' || status === 'cancelled';
}

function hasFailed({ status }: ModelBatch): boolean {
  return status === 'failed';
}

/** What people do. */
export const userCommands = [submit, submitQueue, addRef, cancel, retry, remove];
