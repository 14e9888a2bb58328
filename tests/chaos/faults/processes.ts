import type { Chance } from '../../support/chance.ts';
import type { ChaosNode } from '../chaos-node.ts';

export interface Nodes {
  readonly nodes: readonly { readonly node: ChaosNode }[];
  readonly leaseMs: number;
}

/** kill -9, as the kernel does that is out of memory; a new process takes its place. */
export async function kill({ nodes }: Nodes, chance: Chance): Promise<void> {
  const { node } = chance.oneOf(nodes);
  await node.acts.alone(async () => {
    await node.kill();
    await node.start();
  });
}

/** The same, and its successor before it has begun. */
export async function killAtStart({ nodes }: Nodes, chance: Chance): Promise<void> {
  const { node } = chance.oneOf(nodes);
  const afterMs = chance.between(0, 3_000);
  await node.acts.alone(async () => {
    await node.kill();
    await node.startAndKill(afterMs);
    await node.start();
  });
}

/** Stopped beyond its lease and woken again, as a virtual machine that is moved. */
export async function pause({ nodes, leaseMs }: Nodes, chance: Chance): Promise<void> {
  const { node } = chance.oneOf(nodes);
  const ms = leaseMs * (1.2 + chance.fraction());
  await node.acts.alone(() => node.pause(ms));
}

/** SIGTERM and a new start, as a rolling deployment does. */
export async function restart({ nodes }: Nodes, chance: Chance): Promise<void> {
  const { node } = chance.oneOf(nodes);
  await node.acts.alone(async () => {
    await node.stop();
    await node.start();
  });
}
