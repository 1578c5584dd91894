import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import { run } from '#dataplane/netns/host.ts';
import { INTERNET, namespaceOf } from '#dataplane/netns/names.ts';
import type { OpenNamespace } from '#dataplane/netns/namespace.ts';
import { ip, noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

/** Counts what comes from the uplink by its sender, and ARP requests by sender and target. */
const WATCH = `
  table inet watch {
    counter ours { }
    counter foreign { }
    chain in {
      type filter hook prerouting priority raw;
      ip saddr 192.0.2.44 counter name ours
      iifname eth0 ip saddr != { 192.0.2.44, 192.0.2.10 } counter name foreign
      iifname eth0 ip6 saddr 2001:db8:ffff::/48 counter name foreign
    }
  }
  table arp watch {
    counter asked { }
    counter askedByOthers { }
    chain in {
      type filter hook input priority filter;
      arp saddr ip 192.0.2.44 counter name asked
      arp saddr ip != { 192.0.2.44, 192.0.2.10 } counter name askedByOthers
    }
  }
`;

/*
 * The host is a namespace here. The other end of its device is in a namespace that stands for the
 * world: 192.0.2.1 is the gateway there, and 198.18.0.1 a host behind it.
 */
describe.skipIf(noNetns !== undefined)('an uplink', () => {
  let rig: Rig;
  let host: OpenNamespace;
  let world: string;
  beforeEach(async () => {
    rig = new Rig();
    host = rig.namespace('host');
    const outside = rig.namespace('world');
    world = outside.name;
    await host.ip([
      `link add eth0 type veth peer name eth0 netns ${world}`,
      'link set eth0 up',
      'addr add 192.0.2.10/24 dev eth0',
      'addr add 2001:db8:f::10/64 dev eth0 nodad',
    ]);
    await outside.sysctl({ 'net.ipv6.conf.eth0.accept_dad': 0 });
    await outside.ip([
      'link set eth0 up',
      'link set lo up',
      'addr add 192.0.2.1/24 dev eth0',
      'addr add 198.18.0.1/32 dev lo',
      'addr add 2001:db8:f::1/64 dev eth0 nodad',
      'addr add 2001:db8:e::1/128 dev lo nodad',
      'route add 2001:db8:1::/64 dev eth0',
    ]);
    await host.ip([
      'route add default via 192.0.2.1 dev eth0',
      'route add ::/0 via 2001:db8:f::1 dev eth0',
    ]);
    await outside.close();
    await rig.openInternet({ device: 'eth0', namespace: host });
  });
  afterEach(async () => {
    await host.close();
    await rig.remove();
  });

  const network: Network = {
    ...EMPTY,
    nics: [nicOf(4), nicOf(5)],
    publicAddresses: [
      { id: 'eip-1', address: '192.0.2.44', privateAddress: '10.0.1.4', bandwidth: 100 },
    ],
    publicIpv6: [{ address: '2001:db8:1::4', bandwidth: 100, egressOnly: false }],
  };
  const pings = async (from: string, to: string, source?: string) => {
    const options = source === undefined ? [] : ['-I', source];
    const command = ['ping', '-c', '1', '-W', '2', ...options, to];
    const where = { name: from };
    return (await run(rig.host, command, { where, mayFail: true })).status === 0;
  };
  const guest = (number: number) => namespaceOf(rig.planeId, `i-${number}`);
  const apply = async (more: Partial<Network> = {}) => {
    await rig.apply({ ...network, ...more });
    for (const number of [4, 5]) await rig.unmute(`eni-${number}`);
  };

  it('carries public addresses in and out, and no others', async () => {
    await apply();
    expect(await pings(guest(4), '192.0.2.1')).toBe(true);
    expect(await pings(guest(4), '198.18.0.1')).toBe(true);
    expect(await pings(world, '192.0.2.44')).toBe(true);
    expect(await pings(world, '192.0.2.44', '198.18.0.1')).toBe(true);
    expect(await pings(guest(4), '2001:db8:e::1')).toBe(true);
    expect(await pings(world, '2001:db8:1::4')).toBe(true);
    expect(await pings(guest(5), '198.18.0.1')).toBe(false);
    expect(await pings(world, '2001:db8:1::5')).toBe(false);
  });

  it('lets nothing private out, whoever sends it, and asks in no other name', async () => {
    await apply();
    const outside = rig.open('world');
    await outside.nft(WATCH);
    const counted = async (name: string) => {
      const listed = await outside.nftJson(['list', 'counters']);
      const all = (listed as { nftables: { counter?: { name: string; packets: number } }[] })
        .nftables;
      return all.find(({ counter }) => counter?.name === name)?.counter?.packets;
    };
    const internet = namespaceOf(rig.planeId, INTERNET);
    expect(await pings(guest(4), '192.0.2.78')).toBe(false);
    expect(await counted('asked')).toBeGreaterThan(0);
    expect(await pings(guest(4), '198.18.0.1')).toBe(true);
    expect(await counted('ours')).toBeGreaterThan(0);
    expect(await pings(internet, '198.18.0.1')).toBe(false);
    expect(await pings(internet, '192.0.2.99')).toBe(false);
    expect(await pings(internet, '198.18.0.1', '198.51.100.1')).toBe(false);
    expect(await pings(world, '198.51.100.1')).toBe(false);
    // Nothing gets out, even if the router did not translate addresses.
    await rig.namespaceOf('vpc-1').nft('flush chain inet tenon postrouting');
    expect(await pings(guest(4), '198.18.0.1')).toBe(false);
    expect(await pings(guest(4), '192.0.2.79')).toBe(false);
    await outside.close();
    expect(await counted('foreign')).toBe(0);
    expect(await counted('askedByOthers')).toBe(0);
    await outside.close();
  });

  it('answers for no address that is not public, nor for one that is no more', async () => {
    await apply();
    expect(await pings(world, '192.0.2.45')).toBe(false);
    expect(await pings(world, '192.0.2.44')).toBe(true);
    await rig.apply({ ...network, revision: 2, publicAddresses: [], publicIpv6: [] });
    expect(await pings(world, '192.0.2.44')).toBe(false);
    const known = ip('-n', world, 'neigh', 'show', '192.0.2.45').trim();
    expect(known).not.toContain('lladdr');
  });

  it('changes nothing of the host, and lasts over a restart', async () => {
    const state = async () =>
      JSON.stringify([
        await host.show(['route', 'show', 'table', 'all']),
        await host.show(['rule', 'show']),
        ((await host.show(['addr', 'show'])) as { ifname: string; addr_info: unknown }[]).map(
          ({ ifname, addr_info }) => [ifname, addr_info],
        ),
        await host.nftJson(['list', 'ruleset']),
      ]);
    const before = await state();
    await apply();
    expect(await state()).toBe(before);
    const mac = () => ip('-n', namespaceOf(rig.planeId, INTERNET), '-o', 'link', 'show', 'uplink');
    const uplink = mac();
    await rig.restartInternet({ device: 'eth0', namespace: host });
    await rig.restart('vpc-1');
    expect(await pings(world, '192.0.2.44')).toBe(true);
    await apply();
    expect(mac()).toBe(uplink);
    expect(await pings(world, '192.0.2.44')).toBe(true);
    ip('-n', namespaceOf(rig.planeId, INTERNET), 'link', 'del', 'uplink');
    await rig.internet?.repair();
    expect(await pings(world, '192.0.2.44')).toBe(true);
    // Once the internet is started without the uplink, nothing of the uplink is left.
    await rig.restartInternet();
    expect(await pings(world, '192.0.2.44')).toBe(false);
  });
});
