import { describe, expect, it } from 'vitest';
import { WebhookTargets } from '../../../src/webhooks/targets.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'hooks.example.com': ['93.184.216.34', '2606:4700::1111'],
  'internal.example.com': ['10.0.0.5'],
  'mixed.example.com': ['93.184.216.34', '127.0.0.1'],
  'mapped.example.com': ['::ffff:169.254.169.254'],
  'nowhere.example.com': [],
};
const resolve = async (name: string) => names[name] ?? [];
const targets = new WebhookTargets({ resolve });
const inside = new WebhookTargets({ resolve, networks: ['10.0.0.0/8', '127.0.0.0/8'] });
const { signal } = new AbortController();

const notPublic = /^url leads to an address that is not public; see OFFGRIDFLOW_WEBHOOK_NETWORKS\.$/;
const refused: [string, string, RegExp][] = [
  ['no URL', 'hooks.example.com/x', /^url must be one of at most 2000 characters that begins with https:/],
  ['another protocol', 'ftp://hooks.example.com/', /^url must be one of/],
  ['a file', 'file:///etc/passwd', /^url must be one of/],
  ['a URL without end', `https://hooks.example.com/${'x'.repeat(2_000)}`, /^url must be one of/],
  ['http', 'http://hooks.example.com/', /^url must begin with https:\/\/\.$/],
  ['http to a name that leads nowhere', 'http://nowhere.example.com/', /^url must begin with https/],
  ['a password', 'https://me:secret@hooks.example.com/', /^url must have no user and password/],
  ['a user', 'https://me@hooks.example.com/', /^url must have no user and password/],
  ['a fragment', 'https://hooks.example.com/#part', /^url must have no #fragment/],
  ['this machine', 'https://127.0.0.1/', notPublic],
  ['this machine, written short', 'https://127.1/', notPublic],
  ['this machine, as one number', 'https://2130706433/', notPublic],
  ['this machine, in other bases', 'https://0x7f.0.0.01/', notPublic],
  ['this machine, in wide digits', 'https://１２７.0.0.1/', notPublic],
  ['this machine, in IPv6', 'https://[::1]/', notPublic],
  ['this machine, IPv4 in IPv6', 'https://[::ffff:127.0.0.1]/', notPublic],
  ['nothing, which is this machine too', 'https://0/', notPublic],
  ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data/', notPublic],
  ['a private network, by name', 'https://internal.example.com/', notPublic],
  ['the same with a dot behind it', 'https://internal.example.com./', notPublic],
  ['one address of several', 'https://mixed.example.com/', notPublic],
  ['the metadata of a cloud, by name', 'https://mapped.example.com/', notPublic],
];

describe('where a webhook may lead', () => {
  it.each(refused)('is not %s', async (_, url, details) => {
    await expect(targets.check(url)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      message: expect.stringMatching(details),
    });
    await expect(targets.resolve(url, signal)).rejects.toThrow();
  });

  it('is what is public, and the addresses that were checked are those that are connected to', async () => {
    await targets.check('https://hooks.example.com:8443/path?query=1');
    const { url, addresses } = await targets.resolve('https://hooks.example.com:8443/path?query=1', signal);
    expect([url.host, addresses]).toEqual(['hooks.example.com:8443', names['hooks.example.com']]);
    expect((await targets.resolve('https://93.184.216.34/', signal)).addresses).toEqual(['93.184.216.34']);
    expect((await targets.resolve('https://[2606:4700::1]/', signal)).addresses).toEqual(['2606:4700::1']);
  });

  it('is also a name that leads nowhere yet, to which nothing is sent until it does', async () => {
    await targets.check('https://nowhere.example.com/');
    await expect(targets.resolve('https://nowhere.example.com/', signal)).rejects.toThrow(
      'The name nowhere.example.com leads to no address.',
    );
  });

  it('is asked again at each delivery: a name that turned inward in the meantime leads nowhere', async () => {
    let addresses = ['93.184.216.34'];
    const turning = new WebhookTargets({ resolve: async () => addresses });
    await turning.check('https://rebound.example.com/');
    addresses = ['127.0.0.1'];
    await expect(turning.resolve('https://rebound.example.com/', signal)).rejects.toThrow(/not public/);
  });

  it('is inside of the networks that are allowed, also by http, and outside of them only by https', async () => {
    for (const url of [
      'http://127.0.0.1:1234/',
      'https://internal.example.com/',
      'http://internal.example.com/',
    ]) {
      await inside.check(url);
      await inside.resolve(url, signal);
    }
    await expect(inside.check('http://hooks.example.com/')).rejects.toThrow(/https/);
    await expect(inside.check('https://192.168.0.1/')).rejects.toThrow(/not public/);
    await expect(inside.check('http://mixed.example.com/')).rejects.toThrow(/https/);
  });
});
