import { BlockList, isIP } from 'node:net';

/**
 * What is not for everybody's use, by the registries of special-purpose addresses: this network, private ones, those of
 * carriers, loopback, link-local with the metadata of clouds, protocol assignments, documentation, 6to4 relays, benchmarks,
 * multicast, reserved ones and broadcast.
 */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/**
 * All that is public lies in here. Outside of it are loopback, link-local, unique local and multicast, and the forms that carry
 * an IPv4 address to whoever translates it: mapped (`::ffff:`) and NAT64 (`64:ff9b::`, `64:ff9b:1::`).
 */
const publicIpv6 = '2000::/3';
/** Within it: protocol assignments with Teredo, documentation, and 6to4, which carries an IPv4 address as well. */
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const special = networks([...specialIpv4, ...specialIpv6]);
const inPublicIpv6 = networks([publicIpv6]);

/** Whether the address is one that anybody on the Internet reaches. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  // One with a zone (`fe80::1%eth0`) is no address of the Internet.
  if (family !== 6 || address.includes('%')) return false;
  return inPublicIpv6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** Whether an address lies in one of these networks, each written as `10.0.0.0/8` or as an address alone. */
export function inNetworks(written: readonly string[]): (address: string) => boolean {
  const list = networks(written);
  return (address) => {
    const family = isIP(address);
    return family !== 0 && !address.includes('%') && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

/** Whether a text names a network in that way. */
export function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}

function networks(written: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of written) {
    const [address = '', length] = text.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return list;
}
