import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request; the number of it counts from 1. */
export type Behaviour = (response: ServerResponse, number: number) => void;

const accept: Behaviour = (response) => response.writeHead(204).end();

/** A program of a customer that receives webhooks, on a free port of this machine. */
export class WebhookReceiver {
  readonly received: ReceivedEvent[] = [];
  behave: Behaviour = accept;
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();

  private constructor() {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
        this.behave(response, this.received.length);
        for (const wake of this.#waiting) wake();
        this.#waiting.clear();
      });
    });
  }

  static async start(port = 0): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server.listen(port, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** Resolves once so many requests have come. */
  async count(wanted: number): Promise<ReceivedEvent[]> {
    while (this.received.length < wanted) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    return this.received;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What a customer's program does with the reference library: throws for what was not signed with the secret. */
export function verified(
  event: ReceivedEvent,
  secret: string,
): { type: string; timestamp: string; data: object } {
  return new Webhook(secret).verify(event.body, event.headers as Record<string, string>) as never;
}
