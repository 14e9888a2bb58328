import { isIP } from 'node:net';

/** Whether only the machine itself reaches this address or name. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === 'localhost' || host === '::1' || /^::ffff:127\./i.test(host);
}

/** Whether what is fetched from there can only come from whom the URL names. */
export function isTrustworthy(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
}
