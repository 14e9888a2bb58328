import type pg from 'pg';

const goodbyeMs = 500;

/** What node-postgres has and its types do not tell of. */
interface ClientInternals {
  readonly processID: number;
  readonly connection: { readonly stream: { readonly bytesRead: number; destroy(): void } };
}

export function socketOf(client: pg.ClientBase): ClientInternals['connection']['stream'] {
  return (client as unknown as ClientInternals).connection.stream;
}

/** The server's process for this connection. */
export function processIdOf(client: pg.ClientBase): number {
  return (client as unknown as ClientInternals).processID;
}

/** Says goodbye, but not for long: a dead connection never answers. */
export async function disconnect(client: pg.Client): Promise<void> {
  const giveUp = setTimeout(() => socketOf(client).destroy(), goodbyeMs);
  await client.end().catch(() => {});
  clearTimeout(giveUp);
  socketOf(client).destroy();
}
