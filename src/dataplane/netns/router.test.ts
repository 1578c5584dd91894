import { describe, expect, it } from 'vitest';
import type { Network } from '#core/network.ts';
import { CommandFailed } from './host.ts';
import { deviceOf } from './names.ts';
import type { Link, Namespace } from './namespace.ts';
import { Router } from './router.ts';

const NICS = ['eni-1', 'eni-2'];

const network: Network = {
  id: 'vpc-1',
  revision: 1,
  blocks: ['10.0.0.0/16'],
  userBlocks: [],
  subnets: [{ id: 'subnet-1', blocks: ['10.0.1.0/24'], gateway: '10.0.1.1', routeTableId: 't-1' }],
  nics: NICS.map((id, n) => ({
    id,
    instanceId: `i-${n}`,
    subnetId: 'subnet-1',
    mac: `02:00:00:00:00:0${n}`,
    addresses: [`10.0.1.1${n}`],
    securityGroupIds: [],
    forwards: false,
  })),
  securityGroups: [],
  networkAcls: [],
  routeTables: [{ id: 't-1', routes: [] }],
  publicAddresses: [],
  publicIpv6: [],
  floatingAddresses: [],
  natGateways: [],
};

const linkOf = (nicId: string): Link => ({
  nicId,
  device: deviceOf(nicId),
  mac: '02:00:00:00:00:00',
  up: true,
});

/** A namespace with these devices, that carries out nothing and refuses what names another one. */
function namespaceWith(devices: Set<string>) {
  const lines: string[] = [];
  let whileShown: () => void = () => {};
  const namespace: Namespace = {
    name: 'vpc-1',
    async ip(asked) {
      lines.push(...asked);
      const failures = asked
        .filter((line) => /\btn[0-9a-f]{12}\b/.exec(line)?.some((name) => !devices.has(name)))
        .map((line) => ({ line, output: 'Cannot find device' }));
      if (failures.length > 0) throw new CommandFailed('ip', failures);
    },
    async show([object]) {
      if (object !== 'addr') return [];
      const shown = [...devices].map((ifname) => ({ ifname, flags: ['UP'], addr_info: [] }));
      whileShown();
      return shown;
    },
    nft: async () => {},
    nftJson: async () => ({ nftables: [] }),
    sysctl: async () => {},
    watch: async () => ({ stop: async () => {} }),
    renew() {},
    close: async () => {},
  };
  return { namespace, lines, whileShown: (then: () => void) => (whileShown = then) };
}

describe('a router that looks at what is there', () => {
  it('has no routes for a link that goes away meanwhile', async () => {
    const devices = new Set(NICS.map(deviceOf));
    const { namespace, lines, whileShown } = namespaceWith(devices);
    const router = new Router(namespace, undefined, { floated() {}, failed() {} });
    await router.apply(network);
    await Promise.all(NICS.map((id) => router.plugged(linkOf(id))));
    let unplugged: Promise<void> | undefined;
    whileShown(() => {
      unplugged ??= router.unplugged('eni-2');
      devices.delete(deviceOf('eni-2'));
    });
    lines.length = 0;
    await router.repair();
    await unplugged;
    expect(lines.some((line) => line.includes(deviceOf('eni-1')))).toBe(true);
    expect(lines.filter((line) => line.includes(deviceOf('eni-2')))).toEqual([]);
  });

  it('finds the links of a process before it, and those of a NIC that comes again', async () => {
    const devices = new Set(NICS.map(deviceOf));
    const { namespace, lines } = namespaceWith(devices);
    const router = new Router(namespace, undefined, { floated() {}, failed() {} });
    await router.apply(network);
    expect(lines.some((line) => line.includes(deviceOf('eni-2')))).toBe(true);
    await router.unplugged('eni-2');
    lines.length = 0;
    await router.plugged(linkOf('eni-2'));
    expect(lines.some((line) => line.startsWith('route replace 10.0.1.11/32'))).toBe(true);
    await router.repair();
    lines.length = 0;
    await router.unplugged('eni-2');
    expect(lines.some((line) => line.startsWith('route del 10.0.1.11/32'))).toBe(true);
  });
});
