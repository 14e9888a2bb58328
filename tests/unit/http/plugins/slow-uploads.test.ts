import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerClientError } from '../../../../src/http/plugins/client-errors.ts';
import { SlowUploads } from '../../../../src/http/plugins/slow-uploads.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const intervalMs = 10_000;

let server: Server;
let client: Socket;
let clock: ManualClock;
let uploads: SlowUploads;
/** How many bodies were given up. */
let givenUp: number;

beforeEach(async () => {
  server = createServer();
  server.on('clientError', answerClientError);
  givenUp = 0;
  // A client of the test before may go away only now.
  server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'ERR_HTTP_REQUEST_TIMEOUT') givenUp += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  clock = new ManualClock();
  uploads = new SlowUploads(server, 10, clock);
});
afterEach(() => {
  client.destroy();
  server.close();
});

/** A request whose body has begun. */
async function begun(): Promise<IncomingMessage> {
  client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{');
  const [request, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  uploads.follow(request, response);
  return request;
}

async function send(request: IncomingMessage, bytes: number): Promise<void> {
  client.write('x'.repeat(bytes));
  while (request.readableLength === 0) await once(request, 'readable');
}

function look(): void {
  clock.jump(intervalMs);
  uploads.look();
}

it('gives up a body that comes too slowly for half a minute', async () => {
  const request = await begun();
  request.on('error', () => {});
  for (let time = 0; time < 2; time++) {
    await send(request, 1);
    request.read();
    look();
    expect(givenUp).toBe(0);
  }
  const answer = once(client, 'data');
  look();
  expect(String((await answer)[0])).toMatch(/^HTTP\/1.1 408 REQUEST_TIMEOUT\r\n/);
  await once(client, 'close');
});

it('waits for one that comes fast enough', async () => {
  const request = await begun();
  for (let time = 0; time < 5; time++) {
    request.read();
    await send(request, 100);
    request.read();
    look();
  }
  expect(givenUp).toBe(0);
});

it('does not take a client for slow whose body this node does not read', async () => {
  const request = await begun();
  if (request.readableLength === 0) await once(request, 'readable');
  for (let time = 0; time < 5; time++) look();
  expect(givenUp).toBe(0);
});
