import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { OneWay } from './one-way.ts';

export type Direction = 'toServer' | 'toClient';

/** A connection through the proxy: the bytes of each direction go their own way. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly ways: Readonly<Record<Direction, OneWay>>;
}

/** Stands between a client and a server on this machine, and does to their connections what networks do. */
export class TcpProxy {
  readonly port: number;
  #targetPort: number;
  #listening: Server;
  readonly #pairs = new Set<Pair>();
  #delayMs = 0;
  #acceptedCount = 0;
  readonly #onAccepted = new Set<() => void>();
  /** How many bytes have come to it, for each direction. */
  readonly received: Record<Direction, number> = { toServer: 0, toClient: 0 };

  private constructor(listening: Server, targetPort: number) {
    this.#listening = listening;
    this.#targetPort = targetPort;
    this.port = portOf(listening);
    this.#listening.on('connection', (client) => this.#join(client));
  }

  static async to(targetPort: number): Promise<TcpProxy> {
    return new TcpProxy(await listenOn(0), targetPort);
  }

  /** The same URL through this proxy. */
  urlFor(url: string): string {
    return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(this.port) }).href;
  }

  /** Resolves once `count` connections have been made through it. */
  async hasAccepted(count: number): Promise<void> {
    while (this.#acceptedCount < count) {
      await new Promise<void>((resolve) => this.#onAccepted.add(resolve));
    }
  }

  /** Ends every connection that is open, as a server does that falls. New ones are let through. */
  cut(): void {
    for (const pair of this.#pairs) cutPair(pair);
  }

  /** Ends each connection that is open as soon as it has carried this many bytes more in a direction. */
  cutAfter(bytes: number, direction: Direction): void {
    for (const pair of this.#pairs) pair.ways[direction].limit(bytes, () => cutPair(pair));
  }

  /**
   * From now on nothing passes on the connections that are open, in one direction or in both: what is sent is taken and
   * lost, and neither side is told. New ones are let through. Gives what resets the silent ones in the end.
   */
  silence(directions: readonly Direction[] = ['toServer', 'toClient']): () => void {
    const silenced = [...this.#pairs];
    for (const { ways } of silenced) for (const direction of directions) ways[direction].silence();
    return () => silenced.forEach(cutPair);
  }

  /** From now on every byte takes this much longer in each direction, also on the connections that are open. */
  delay(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** From now on new connections lead to another server on this machine, as when an address moves to a standby. */
  leadTo(targetPort: number): void {
    this.#targetPort = targetPort;
  }

  /** Refuses new connections, until `accept`. */
  refuse(): void {
    this.#listening.close();
  }

  async accept(): Promise<void> {
    this.#listening = await listenAgainOn(this.port);
    this.#listening.on('connection', (client) => this.#join(client));
  }

  close(): void {
    this.refuse();
    this.cut();
  }

  #join(client: Socket): void {
    const server = connect(this.#targetPort, '127.0.0.1');
    const delayMs = () => this.#delayMs;
    const ways = {
      toServer: new OneWay(client, server, delayMs),
      toClient: new OneWay(server, client, delayMs),
    };
    client.on('data', ({ length }) => (this.received.toServer += length));
    server.on('data', ({ length }) => (this.received.toClient += length));
    const pair = { client, server, ways };
    this.#pairs.add(pair);
    for (const socket of [client, server]) {
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) this.#pairs.delete(pair);
      });
    }
    this.#acceptedCount += 1;
    for (const wake of this.#onAccepted) wake();
    this.#onAccepted.clear();
  }
}

function cutPair({ client, server }: Pair): void {
  client.resetAndDestroy();
  server.resetAndDestroy();
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const triesMax = 100;
const tryAgainMs = 100;

/** A port that was let go may have become, for a while, that of somebody's outgoing connection. */
async function listenAgainOn(port: number): Promise<Server> {
  for (let tries = 1; ; tries++) {
    try {
      return await listenOn(port);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === triesMax) throw error;
      await setTimeout(tryAgainMs);
    }
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('A listening server has no port.');
  return address.port;
}
