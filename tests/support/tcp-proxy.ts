import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** Stands between a client and a server on this machine, and does to their connections what networks do. */
export class TcpProxy {
  readonly port: number;
  #targetPort: number;
  #listening: Server;
  readonly #pairs = new Set<Pair>();
  readonly #silent = new Set<Pair>();
  #acceptedCount = 0;
  readonly #onAccepted = new Set<() => void>();

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
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  /** From now on nothing passes on the connections that are open, and neither side is told. New ones are let through. */
  silence(): void {
    for (const pair of this.#pairs) {
      this.#silent.add(pair);
      pair.client.pause();
      pair.server.pause();
    }
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
    this.#listening = await listenOn(this.port);
    this.#listening.on('connection', (client) => this.#join(client));
  }

  close(): void {
    this.refuse();
    this.cut();
  }

  #join(client: Socket): void {
    const pair = { client, server: connect(this.#targetPort, '127.0.0.1') };
    this.#pairs.add(pair);
    this.#acceptedCount += 1;
    for (const wake of this.#onAccepted) wake();
    this.#onAccepted.clear();
    this.#forward(pair, client, pair.server);
    this.#forward(pair, pair.server, client);
  }

  #forward(pair: Pair, from: Socket, to: Socket): void {
    from.setNoDelay(true);
    from.on('data', (data) => {
      if (!this.#silent.has(pair)) to.write(data);
    });
    from.on('end', () => {
      if (!this.#silent.has(pair)) to.end();
    });
    // A reset is followed by the close below.
    from.on('error', () => {});
    from.on('close', () => {
      if (!this.#silent.has(pair)) to.destroy();
      if (to.destroyed) this.#pairs.delete(pair);
    });
  }
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('A listening server has no port.');
  return address.port;
}
