import { describe, expect, it } from 'vitest';
import { inNetworks, isNetwork, isPublicAddress } from '../../../src/webhooks/address-rules.ts';

describe('addresses', () => {
  it.each([
    ['this network', '0.0.0.0', '0.1.2.3'],
    ['private networks', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ['what carriers share', '100.64.0.1', '100.127.255.255'],
    ['the machine itself', '127.0.0.1', '127.255.255.254', '::1', '::'],
    [
      'link-local ones, with the metadata of clouds',
      '169.254.169.254',
      '169.254.170.2',
      'fe80::1',
      'febf::1',
    ],
    ['the metadata of clouds elsewhere', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254'],
    ['protocol assignments', '192.0.0.1', '2001::1', '2001:1ff:ffff::1'],
    ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
    ['benchmarks', '198.18.0.1', '198.19.255.255'],
    ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
    ['reserved ones and broadcast', '240.0.0.1', '255.255.255.255'],
    ['unique local ones', 'fc00::1', 'fdff::1', 'fec0::1'],
    ['IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1'],
    ['6to4 and Teredo', '2002:7f00:1::1', '2001:0:7f00:1::1', '192.88.99.1'],
    ['discarded ones', '100::1'],
    ['a zone', 'fe80::1%eth0', '2606:4700::1%1'],
    ['what is no address', '', 'localhost', '127.1', '1.2.3.4.5'],
  ])('of %s are not public', (_, ...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('of everybody are', () => {
    const addresses = [
      ...[
        '1.1.1.1',
        '8.8.8.8',
        '9.255.255.255',
        '11.0.0.0',
        '100.63.255.255',
        '100.128.0.0',
        '126.255.255.255',
      ],
      ...['128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255'],
      ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255'],
      ...['2606:4700:4700::1111', '2a00:1450::1', '2001:4860:4860::8888', '2003::1'],
    ];
    expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
  });

  it('are in a network that is written with its length, or alone', () => {
    const isWithin = inNetworks(['10.1.0.0/16', 'fd00::/8', '192.168.0.7']);
    expect(['10.1.2.3', 'fd12::1', '192.168.0.7', '::ffff:10.1.0.1'].filter(isWithin)).toHaveLength(4);
    expect(['10.2.0.0', 'fe80::1', '192.168.0.8', 'nonsense', 'fd00::1%eth0'].filter(isWithin)).toEqual([]);
    expect(inNetworks([])('10.1.2.3')).toBe(false);
  });

  it('and networks are told from what is neither', () => {
    expect(['10.0.0.0/8', '0.0.0.0/0', '127.0.0.1', '::1/128', 'fd00::'].filter(isNetwork)).toHaveLength(5);
    const wrong = [
      '10.0.0.0/33',
      '::/129',
      '10.0.0.0/',
      '10.0.0.0/8/8',
      '10.0.0/8',
      'host',
      '',
      '::1%lo/128',
      '1.1.1.1/-1',
    ];
    expect(wrong.filter(isNetwork)).toEqual([]);
  });
});
