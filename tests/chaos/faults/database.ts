import type { Chance } from '../../support/chance.ts';
import type { World } from './fault.ts';

export function restartFast({ database }: World): Promise<void> {
  return database.acts.alone(() => database.restart('fast'));
}

export function restartImmediate({ database }: World): Promise<void> {
  return database.acts.alone(() => database.restart('immediate'));
}

/** kill -9 of all its processes. */
export function crash({ database }: World): Promise<void> {
  return database.acts.alone(() => database.crash());
}

export function failOver({ database }: World): Promise<void> {
  return database.acts.alone(() => database.failOver());
}

/** A part of the sessions, as an administrator or a pooler does. */
export async function terminateSessions({ database }: World, chance: Chance): Promise<void> {
  const share = chance.oneOf([0.2, 0.5, 1]);
  await database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'offgridflow' AND pid <> pg_backend_pid() AND random() < $1`,
    [share],
  );
}

/** Leases end before their time, as if they had been given by somebody whose clock was wrong. */
export async function expireLeases({ database }: World, chance: Chance): Promise<void> {
  const share = chance.oneOf([0.3, 1]);
  await database.query(
    `UPDATE batch_jobs SET locked_until = now() - interval '1 second'
     WHERE locked_by IS NOT NULL AND random() < $1`,
    [share],
  );
}
