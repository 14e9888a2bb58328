import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { send } from '../../src/webhooks/send.ts';
import { WebhookReceiver } from '../support/webhook-receiver.ts';

describe('a delivery that is sent', () => {
  let receiver: WebhookReceiver;
  const servers: Server[] = [];
  beforeEach(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterEach(async () => {
    await receiver.stop();
    for (const server of servers.splice(0)) server.close();
  });

  const request = { headers: { 'webhook-id': 'msg_1' }, body: '{"type":"Köln"}' };
  const { signal } = new AbortController();
  const here = (url = receiver.url) => ({ url: new URL(url), addresses: ['127.0.0.1'] });

  /** A server that speaks for itself, on a free port. */
  async function serverThat(
    behave: (write: (text: string) => void, end: () => void) => void,
  ): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () =>
        behave(
          (text) => socket.write(text),
          () => socket.destroy(),
        ),
      );
    });
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  it('arrives whole, with its headers, at the path and the query that were given', async () => {
    receiver.behave = (response) => response.writeHead(201).end('thank you');
    expect(await send(here(`${receiver.url}?a=1`), request, signal)).toMatchObject({
      statusCode: 201,
      text: 'thank you',
    });
    expect(receiver.received).toMatchObject([
      { body: request.body, headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' } },
    ]);
  });

  it('goes to the address that was checked, whatever its name leads to', async () => {
    // Of a name that is nobody's: were it looked up, there would be no answer.
    const url = new URL(`http://rebound.invalid:${receiver.port}/hook`);
    await send({ url, addresses: ['127.0.0.1'] }, request, signal);
    expect(receiver.received[0]?.headers.host).toBe(`rebound.invalid:${receiver.port}`);
  });

  it('follows no redirect', async () => {
    const other = await WebhookReceiver.start();
    for (const status of [301, 302, 307, 308]) {
      receiver.behave = (response) => response.writeHead(status, { location: other.url }).end();
      expect((await send(here(), request, signal)).statusCode).toBe(status);
    }
    expect(other.received).toEqual([]);
    await other.stop();
  });

  it('has its answer cut, also one without end', async () => {
    const isClosed = Promise.withResolvers<void>();
    receiver.behave = (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => {
        clearInterval(timer);
        isClosed.resolve();
      });
    };
    expect((await send(here(), request, signal)).text).toBe('x'.repeat(1_024));
    await isClosed.promise;
  });

  it('is answered for as long as somebody waits', async () => {
    receiver.behave = () => {};
    const patience = new AbortController();
    const sent = send(here(), request, patience.signal);
    await receiver.count(1);
    patience.abort();
    await expect(sent).rejects.toThrow(/aborted/);
  });

  it.each<[string, string]>([
    ['nothing at all', ''],
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
  ])('fails where the answer is %s', async (_, text) => {
    const url = await serverThat((write, end) => {
      write(text);
      if (text === '') end();
    });
    await expect(send(here(url), request, signal)).rejects.toThrow();
  });

  it('fails where nobody listens, or the certificate is nobody’s', async () => {
    const { port } = receiver;
    await receiver.stop();
    await expect(send(here(`http://127.0.0.1:${port}/`), request, signal)).rejects.toThrow('ECONNREFUSED');
    const plain = http.createServer().listen(0, '127.0.0.1');
    servers.push(plain);
    await once(plain, 'listening');
    const https = `https://127.0.0.1:${(plain.address() as AddressInfo).port}/`;
    await expect(send(here(https), request, signal)).rejects.toThrow();
  });
});
