import type { Chance } from '../../support/chance.ts';
import type { TcpProxy } from '../../support/tcp-proxy.ts';
import type { ChaosDatabase } from '../chaos-database.ts';
import type { ChaosNode } from '../chaos-node.ts';

export interface NetworkedNode {
  readonly node: ChaosNode;
  /** Between it and the database. */
  readonly network: TcpProxy;
}

/** What faults are done to. */
export interface World {
  readonly nodes: readonly NetworkedNode[];
  readonly database: ChaosDatabase;
  readonly leaseMs: number;
}

/** Something that goes wrong. To add one, write its function and name it in `faults.ts`. */
export interface Fault<Place> {
  readonly name: string;
  /** How many of it there are in a deck of all. */
  readonly weight: number;
  /** Resolves when it is over. All that is left to chance is drawn from `chance`, and before anything is awaited. */
  readonly inject: (world: Place, chance: Chance) => Promise<void>;
}
