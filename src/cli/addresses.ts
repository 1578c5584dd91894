import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { inUrl, type ListenAddress } from './listen.ts';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

const WILDCARDS: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0': ['IPv4'],
  '::': ['IPv4', 'IPv6'],
};

/** An address at which others reach the server, and this machine's interface that has it. */
export interface Reachable {
  readonly url: string;
  readonly interface: string;
}

/** The addresses at which a server that listens on a wildcard address can be reached. */
export function reachableBy(
  { host, port }: ListenAddress,
  protocol = 'http:',
  interfaces: Interfaces = networkInterfaces(),
): Reachable[] {
  const families = WILDCARDS[host] ?? [];
  return Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, family }) => !internal && families.includes(family))
      // A link-local address needs a zone, which each client writes differently.
      .filter(({ address }) => !/^fe[89ab]/i.test(address))
      .map(({ address }) => ({ url: `${protocol}//${inUrl(address)}:${port}`, interface: name })),
  );
}

/** The addresses of this machine, for a message. */
export const ownAddresses = (interfaces: Interfaces = networkInterfaces()): string[] =>
  Object.values(interfaces).flatMap((addresses = []) => addresses.map(({ address }) => address));
