import type { PacketProtocol } from './agent.ts';
import { membersOf } from './commands/floating.ts';
import { isSix } from './ranges.ts';
import type { WorldRun } from './run.ts';
import { INTERNET_HOSTS, type Packet } from './world.ts';

/** Outside every VPC: an address that no host of the internet has, private ones, multicast. */
const ELSEWHERE = ['9.9.9.9', '10.1.9.9', '10.0.2.99', '224.0.0.5', '2001:db8:eeee::9'];
const FOREIGN = ['9.9.9.9', '2001:db8:eeee::9', INTERNET_HOSTS[0]];

type Flight = readonly [protocol: PacketProtocol, port: number];
const IPV4: readonly Flight[] = [
  ['tcp', 80],
  ['tcp', 22],
  ['udp', 53],
  ['icmp', 0],
];
const IPV6: readonly Flight[] = [
  ['tcp', 80],
  ['udp', 53],
  ['icmpv6', 0],
];

/**
 * What is sent in a world: from each address to each, in each protocol where both are of the first
 * rank, and in one of them, another each time, where one is not.
 */
export function matrixOf(run: WorldRun): Packet[] {
  const { nics, haVips, eips, subnets } = run.world;
  const packets: Packet[] = [];
  let turn = run.story.length;
  const add = (from: string, source: string, destination: string, whole: boolean) => {
    if (source === destination || isSix(source) !== isSix(destination)) return;
    const flights = isSix(source) ? IPV6 : IPV4;
    turn += 1;
    const chosen = whole ? flights : [flights[turn % flights.length] as Flight];
    for (const [protocol, port] of chosen)
      packets.push({ from, protocol, source, destination, port });
  };
  const first = [
    ...nics.flatMap(({ ipv4, ipv6 }) => [...ipv4.slice(0, 1), ...ipv6.slice(0, 1)]),
    ...haVips.map(({ address }) => address),
    ...eips.flatMap(({ address, bound }) => (bound === undefined ? [] : [address])),
    ...INTERNET_HOSTS,
    ELSEWHERE[0] as string,
  ];
  const second = [
    ...nics.flatMap(({ ipv4, ipv6 }) => [...ipv4.slice(1), ...ipv6.slice(1)]),
    ...eips.flatMap(({ address, bound }) => (bound === undefined ? [address] : [])),
    ...ELSEWHERE.slice(1),
  ];
  const all = [...new Set([...first, ...second])];
  const gateways = [...new Set(subnets.map(({ gateway }) => gateway))];
  for (const nic of nics) {
    const own = [...nic.ipv4, ...nic.ipv6];
    for (const [rank, source] of [...nic.ipv4.entries(), ...nic.ipv6.entries()]) {
      for (const to of all) {
        if (!own.includes(to)) add(nic.id, source, to, rank === 0 && first.includes(to));
      }
      // What is sent from another address is answered to that address.
      for (const gateway of gateways) add(nic.id, source, gateway, rank === 0);
    }
    const others = nics
      .filter((each) => each !== nic)
      .flatMap(({ ipv4, ipv6 }) => [...ipv4, ...ipv6]);
    for (const source of [...FOREIGN, others[turn % others.length] as string]) {
      for (const to of all) {
        if (to !== source && !own.includes(to) && (turn + to.length) % 3 === 0) {
          add(nic.id, source, to, false);
        }
        turn += 1;
      }
    }
    add(nic.id, own[0] as string, others[turn % others.length] as string, false);
    const last = packets.at(-1);
    if (last?.from === nic.id) packets.push({ ...last, mac: '02:00:00:00:00:99' });
  }
  for (const vip of haVips) {
    for (const nic of membersOf(run, vip)) {
      for (const to of all) if (to !== vip.address) add(nic.id, vip.address, to, false);
    }
  }
  for (const source of INTERNET_HOSTS) {
    for (const to of all)
      if (!(INTERNET_HOSTS as readonly string[]).includes(to)) add('internet', source, to, true);
  }
  return packets;
}
