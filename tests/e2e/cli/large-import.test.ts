import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runMeasured } from '../../../bench/support/measured-process.ts';
import { cliMain } from '../../support/cli.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const megabyte = 1024 ** 2;
const fileMb = 300;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: Server;
let receivedBytes = 0;

/** Reads what is sent and keeps none of it. */
beforeAll(async () => {
  directory = await temporaryDirectory();
  server = createServer(async (request, response) => {
    for await (const part of request) receivedBytes += (part as Buffer).length;
    response.end('{"imported": 1, "updated": 0, "unchanged": 0, "rejected": 0, "errors": []}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await directory.remove();
});

it('import holds no more of a file than what is on its way', async () => {
  const path = directory.path('large.csv');
  const file = await open(path, 'w');
  await file.truncate(fileMb * megabyte);
  await file.close();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const args = [cliMain, 'import', path, '--org', 'acme', '--url', url];
  const { code, stdout, peakMemoryBytes } = await runMeasured(args, { PATH: process.env.PATH });
  expect([code, stdout]).toEqual([0, '1 new, 0 updated, 0 unchanged, 0 rejected\n']);
  expect(receivedBytes).toBe(fileMb * megabyte);
  expect(peakMemoryBytes / megabyte).toBeLessThan(fileMb * 0.7);
});
