import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { ownAddresses, reachableBy } from './addresses.ts';

const address = (family: 'IPv4' | 'IPv6', text: string, internal = false) =>
  ({ family, address: text, internal }) as NetworkInterfaceInfo;

const interfaces = {
  lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
  eth0: [address('IPv4', '10.0.0.5'), address('IPv6', 'fe80::1'), address('IPv6', '2001:db8::5')],
};

it.each([
  ['0.0.0.0', ['http://10.0.0.5:7410']],
  ['::', ['http://10.0.0.5:7410', 'http://[2001:db8::5]:7410']],
  ['127.0.0.1', []],
  ['10.0.0.5', []],
])('%s is reached at %j', (host, urls) => {
  const reached = reachableBy({ host, port: 7410 }, 'http:', interfaces);
  expect(reached.map(({ url }) => url)).toEqual(urls);
  expect(reached.every((each) => each.interface === 'eth0')).toBe(true);
});

it('lists the addresses of the machine', () => {
  expect(ownAddresses(interfaces)).toContain('10.0.0.5');
});
