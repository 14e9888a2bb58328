import * as database from './database.ts';
import type { Fault, World } from './fault.ts';
import * as network from './network.ts';
import * as processes from './processes.ts';

/** All that can go wrong. */
export const faults: readonly Fault<World>[] = [
  { name: 'node killed (kill -9)', weight: 3, inject: processes.kill },
  { name: 'node killed while it starts', weight: 1, inject: processes.killAtStart },
  { name: 'node paused beyond its lease (SIGSTOP, SIGCONT)', weight: 2, inject: processes.pause },
  { name: 'node restarted (SIGTERM)', weight: 1, inject: processes.restart },
  { name: 'network cut', weight: 1, inject: network.cut },
  { name: 'network cut at any byte', weight: 3, inject: network.cutAtAnyByte },
  { name: 'network slow', weight: 1, inject: network.delay },
  { name: 'network half open towards the database', weight: 1, inject: network.halfOpen('toServer') },
  { name: 'network half open towards the node', weight: 1, inject: network.halfOpen('toClient') },
  { name: 'network silent', weight: 1, inject: network.silent },
  { name: 'node cut off', weight: 1, inject: network.partition },
  { name: 'database restarted (fast)', weight: 1, inject: database.restartFast },
  { name: 'database restarted (immediate)', weight: 1, inject: database.restartImmediate },
  { name: 'database crashed (kill -9 of all its processes)', weight: 1, inject: database.crash },
  { name: 'database failed over to its standby', weight: 1, inject: database.failOver },
  { name: 'sessions terminated (pg_terminate_backend)', weight: 2, inject: database.terminateSessions },
  { name: 'leases expired early', weight: 2, inject: database.expireLeases },
];
