import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, sampleFile } from '../../support/cli.ts';
import { freePort } from '../../support/postgres-server.ts';

/** What listens there instead, by the path in front of the API's. */
const servers: Record<string, RequestListener> = {
  page: (_, response) => response.writeHead(200).end('<html>\n  <h1>It works!</h1>\n</html>'),
  'not-found': (_, response) => response.writeHead(404).end('nothing here'),
  'other-json': (_, response) => response.writeHead(200).end('{"jobs": []}'),
  empty: (_, response) => response.writeHead(200).end(),
  moved: (_, response) =>
    response.writeHead(301, { location: 'https://ann:secret@batches.example.com/' }).end(),
  cut: (_, response) =>
    response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()),
};

describe('a client of a server that cannot be used', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const name = request.url?.split('/')[1] ?? '';
      servers[name]?.(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const cases = [
    ['page', 'answered 200 and not as OffGridFlow does ("<html> <h1>It works!</h1> </html>")'],
    ['not-found', 'answered 404 and not as OffGridFlow does ("nothing here")'],
    ['other-json', 'answered 200 and not as OffGridFlow does ("{"jobs": []}")'],
    ['empty', 'answered 200 and not as OffGridFlow does: check --url'],
    ['moved', 'answered 301 and points to https://***@batches.example.com/: name that server with --url'],
    ['cut', 'no server answers at'],
  ] as const;

  it.each(cases)('says in one line what is wrong with it: %s', async (name, said) => {
    const flags = ['--url', `${url}/${name}/`, '--org', 'acme'];
    const [list, remove] = await Promise.all([
      runCli(['list', ...flags]),
      runCli(['delete', 'batch_x', ...flags]),
    ]);
    for (const { code, stdout, stderr } of [list, remove]) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^Error: [^\n]*\n$/);
      expect(stderr).toContain(said);
      expect(stderr).toContain(`${url}/${name}/api/v1`);
    }
  });

  it('says so when a file is sent to a server that has moved', async () => {
    const flags = ['--url', `${url}/moved`, '--org', 'acme'];
    const { code, stderr } = await runCli(['import', sampleFile, ...flags]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Error: ${url}/moved/api/v1 points to another server: name that one with --url or OFFGRIDFLOW_URL.\n`,
    );
  });

  it('says how to start one where none answers', async () => {
    const port = await freePort();
    const { code, stderr } = await runCli([
      'show',
      'batch_x',
      '--url',
      `http://127.0.0.1:${port}`,
      '--org',
      'acme',
    ]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `Error: no server answers at http://127.0.0.1:${port}/api/v1 (ECONNREFUSED): ` +
        'start one with "offgridflow serve", or name it with --url or OFFGRIDFLOW_URL.\n',
    );
  });
});
