import { setTimeout } from 'node:timers/promises';
import type { Chance } from '../../support/chance.ts';
import type { Direction } from '../../support/tcp-proxy.ts';
import type { World } from './fault.ts';

const directions: readonly Direction[] = ['toServer', 'toClient'];

export async function cut({ nodes }: World, chance: Chance): Promise<void> {
  chance.oneOf(nodes).network.cut();
}

/** In the middle of whatever is said next: a statement, its answer, a COMMIT whose answer does not come. */
export async function cutAtAnyByte({ nodes }: World, chance: Chance): Promise<void> {
  const { network } = chance.oneOf(nodes);
  const bytesMax = chance.oneOf([100, 2_000, 50_000]);
  network.cutAfter(chance.between(0, bytesMax), chance.oneOf(directions));
}

export async function delay({ nodes }: World, chance: Chance): Promise<void> {
  const { network } = chance.oneOf(nodes);
  const forMs = chance.between(1_000, 4_000);
  network.delay(chance.between(20, 300));
  await setTimeout(forMs);
  network.delay(0);
}

/** Its connections take what is sent in one direction and deliver nothing, until they are reset at last. */
export function halfOpen(direction: Direction) {
  return ({ nodes }: World, chance: Chance): Promise<void> => silence(nodes, chance, [direction]);
}

export function silent({ nodes }: World, chance: Chance): Promise<void> {
  return silence(nodes, chance, directions);
}

async function silence(nodes: World['nodes'], chance: Chance, asked: readonly Direction[]): Promise<void> {
  const { network } = chance.oneOf(nodes);
  const forMs = chance.between(2_000, 14_000);
  const reset = network.silence(asked);
  await setTimeout(forMs);
  reset();
}

/** No connection holds and none is made: the node is cut off. */
export async function partition({ nodes, leaseMs }: World, chance: Chance): Promise<void> {
  const { network, node } = chance.oneOf(nodes);
  const forMs = leaseMs * (0.3 + 1.5 * chance.fraction());
  await node.acts.alone(async () => {
    network.refuse();
    network.cut();
    await setTimeout(forMs);
    await network.accept();
  });
}
