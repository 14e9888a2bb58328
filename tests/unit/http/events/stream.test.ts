import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EventStream } from '../../../../src/http/events/stream.ts';

let server: Server;
let client: Socket;
let raw: ServerResponse;
let stream: EventStream;

beforeEach(async () => {
  server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  [, raw] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  const reply = {
    ...{ raw, hijack: () => {}, getHeaders: () => ({}), log: { info: () => {} } },
    type: () => reply,
    header: () => reply,
  };
  stream = new EventStream(reply as unknown as FastifyReply, Number.POSITIVE_INFINITY);
});
afterEach(() => {
  client.destroy();
  server.close();
});

/** More than the buffers of the sockets hold on the way. */
const much = Buffer.alloc(16_000_000, 'x');

it('is cut off at a heartbeat where its client has taken nothing since the one before', async () => {
  stream.write(much);
  // Until nothing goes out any more.
  for (let written = -1; raw.socket !== null && raw.socket.bytesWritten !== written; ) {
    written = raw.socket.bytesWritten;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stream.beat();
  stream.beat();
  expect(stream.isOpen).toBe(false);
});

it('goes on as long as its client takes something, or there is nothing to take', async () => {
  client.resume();
  for (let time = 0; time < 3; time++) {
    stream.beat();
    stream.write(Buffer.from('event: log\n\n'));
    await once(client, 'data');
    while (raw.writableLength > 0) await new Promise(setImmediate);
  }
  expect(stream.isOpen).toBe(true);
});
