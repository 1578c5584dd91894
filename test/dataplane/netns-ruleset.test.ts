import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NatGateway, Network, NextHop, Peer, Protocol } from '#core/network.ts';
import { AppliedRules } from '#dataplane/netns/applied-rules.ts';
import type { OpenNamespace } from '#dataplane/netns/namespace.ts';
import { rulesetOf } from '#dataplane/netns/ruleset/build.ts';
import { noNetns } from '#test/support/netns.ts';
import { EMPTY, nicOf, Rig } from './routed.ts';

/*
 * Whatever a network changes into: the kernel takes the difference between the two rulesets, and
 * then has what it would have had from the start.
 */

const BLOCKS = ['0.0.0.0/0', '10.0.0.0/8', '10.0.1.0/24', '8.8.8.8/32', '::/0', '2001:db8::/32'];
const GROUPS = ['sg-1', 'sg-2', 'sg-3'];
const NICS = [4, 5, 6, 7];

const protocol = fc.constantFrom<Protocol>('all', 'tcp', 'udp', 'icmp', 'icmpv6', 'gre');
const ports = fc
  .option(fc.tuple(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 65_535 })), {
    nil: undefined,
  })
  .map((pair) => pair && ([Math.min(...pair), Math.max(...pair)] as const));
const blocks = fc.uniqueArray(fc.constantFrom(...BLOCKS), { maxLength: 4 });
const peer: fc.Arbitrary<Peer> = fc.oneof(
  blocks.map((chosen) => ({ blocks: chosen })),
  fc.constantFrom(...GROUPS).map((securityGroupId) => ({ securityGroupId })),
);
const withPorts = <
  T extends { protocol: Protocol; ports?: readonly [number, number] | undefined },
>({
  ports: chosen,
  ...rule
}: T) =>
  chosen !== undefined && ['tcp', 'udp'].includes(rule.protocol)
    ? { ...rule, ports: chosen }
    : rule;
const rule = fc
  .record({ accept: fc.boolean(), priority: fc.integer({ min: 1, max: 3 }), protocol, ports, peer })
  .map(withPorts);
const aclRule = fc
  .record({ accept: fc.boolean(), protocol, ports, block: fc.constantFrom(...BLOCKS) })
  .map(withPorts);
const rules = fc.array(rule, { maxLength: 4 });
const aclRules = fc.array(aclRule, { maxLength: 3 });
const nextHop = fc.constantFrom<NextHop>(
  { nicId: 'eni-4' },
  { natGatewayId: 'ngw-1' },
  { natGatewayId: 'ngw-2' },
  'nowhere',
  'ipv6-internet',
);

const NAT_GATEWAYS: readonly NatGateway[] = [1, 2].map((number) => {
  const addresses = [1, 2].map((n) => `203.0.113.${100 * number + n}`);
  const [address = ''] = addresses;
  const web = { protocol: 'tcp', outside: [80, 89], inside: [8080, 8089] } as const;
  return {
    id: `ngw-${number}`,
    addresses: addresses.map((each) => ({
      id: `eip-${each}`,
      address: each,
      bandwidth: number,
      ...(number === 1 && { shared: { id: 'bwp-1', bandwidth: 3 } }),
    })),
    sources: [
      { id: 'snat-1', block: '10.0.0.0/16', addresses: [address] },
      { id: 'snat-2', block: `10.0.${number}.0/24`, addresses },
    ],
    mappings: [
      { id: 'dnat-1', address, privateAddress: '10.0.1.4', ports: web },
      { id: 'dnat-2', address: addresses[1] ?? '', privateAddress: '10.0.1.5' },
    ],
  };
});

const nic = (number: number) =>
  fc
    .record({
      securityGroupIds: fc.uniqueArray(fc.constantFrom(...GROUPS), { maxLength: 3 }),
      forwards: fc.boolean(),
      subnetId: fc.constantFrom('subnet-1', 'subnet-2'),
    })
    .map((more) => nicOf(number, more));

const network: fc.Arbitrary<Network> = fc.record({
  id: fc.constant('vpc-1'),
  revision: fc.constant(1),
  blocks: fc.subarray(['10.0.0.0/16', '2001:db8:1::/56', '172.16.0.0/12']),
  userBlocks: fc.subarray(['30.0.0.0/8', '30.1.0.0/16']),
  subnets: fc
    .tuple(fc.constantFrom(undefined, 'acl-1', 'acl-2'), fc.constantFrom('table-1', 'table-2'))
    .map(([networkAclId, routeTableId]) =>
      EMPTY.subnets.map((subnet, index) => ({
        ...subnet,
        routeTableId,
        ...(networkAclId === undefined || index === 0 ? {} : { networkAclId }),
      })),
    ),
  nics: fc
    .tuple(fc.subarray(NICS), ...NICS.map(nic))
    .map(([there, ...all]) => all.filter((_, index) => there.includes(NICS[index] ?? 0))),
  securityGroups: fc
    .tuple(fc.subarray(GROUPS), rules, rules)
    .map(([there, ingress, egress]) => there.map((id) => ({ id, ingress, egress }))),
  networkAcls: fc
    .tuple(fc.subarray(['acl-1', 'acl-2']), fc.boolean(), aclRules, aclRules)
    .map(([there, stateful, ingress, egress]) =>
      there.map((id) => ({ id, stateful, ingress, egress })),
    ),
  routeTables: fc
    .array(fc.record({ blocks, nextHop }), { maxLength: 2 })
    .map((routes) => ['table-1', 'table-2'].map((id) => ({ id, routes }))),
  publicAddresses: fc.subarray(NICS).chain((there) =>
    fc.integer({ min: 1, max: 500 }).map((bandwidth) =>
      there.map((number) => ({
        id: `eip-${number}`,
        address: `203.0.113.${number}`,
        privateAddress: `10.0.1.${number}`,
        bandwidth,
      })),
    ),
  ),
  publicIpv6: fc
    .tuple(fc.subarray(NICS), fc.boolean(), fc.integer({ min: 1, max: 500 }))
    .map(([there, egressOnly, bandwidth]) =>
      there.map((number) => ({ address: `2001:db8:1::${number}`, egressOnly, bandwidth })),
    ),
  floatingAddresses: fc
    .subarray(['eni-4', 'eni-5'])
    .map((nicIds) => [{ id: 'havip-1', address: '10.0.1.100', subnetId: 'subnet-1', nicIds }]),
  natGateways: fc.subarray([...NAT_GATEWAYS]),
});

describe.skipIf(noNetns !== undefined)('rules in the kernel', () => {
  let rig: Rig;
  let namespace: OpenNamespace;
  beforeAll(() => {
    rig = new Rig();
    namespace = rig.namespace('vpc-1');
  });
  afterAll(async () => {
    await namespace?.close();
    await rig?.remove();
  });

  it('are the same by steps as at once', async () => {
    const steps = new AppliedRules(namespace);
    const networks = fc.sample(network, { numRuns: 60, seed: 20_261_128 });
    for (const [index, each] of networks.entries()) {
      const wanted = rulesetOf(each);
      await steps.apply(wanted);
      if (index % 3 !== 0) continue;
      const bySteps = await listed(namespace);
      await new AppliedRules(namespace).apply(wanted);
      expect(bySteps, JSON.stringify(each)).toEqual(await listed(namespace));
    }
  });

  it('change by one transaction, without falling back to all of them', async () => {
    const networks = fc.sample(network, { numRuns: 40, seed: 7 });
    const steps = new AppliedRules(namespace);
    const made: string[] = [];
    rig.host.beforeChange = async (what) => {
      if (what.startsWith('nft')) made.push(what);
    };
    for (const each of networks) await steps.apply(rulesetOf(each));
    delete rig.host.beforeChange;
    const replacements = made.filter((each) => each.includes('delete table'));
    expect(replacements).toHaveLength(1);
  });
});

type Listed = Readonly<Record<string, Record<string, unknown>>>;

/** All rules that are there, in an order that does not depend on when they were made. */
async function listed(namespace: OpenNamespace): Promise<string[]> {
  const { nftables } = (await namespace.nftJson(['-s', 'list', 'ruleset'])) as {
    nftables: Listed[];
  };
  const places = new Map<string, number>();
  return nftables
    .map((each) => {
      const [[kind = '', object = {}] = []] = Object.entries(each);
      const { handle: _, ...rest } = object;
      if (Array.isArray(rest.elem)) rest.elem = rest.elem.map((e) => JSON.stringify(e)).sort();
      if (kind !== 'rule') return JSON.stringify([kind, rest]);
      const chain = `${rest.family} ${rest.chain}`;
      const place = (places.get(chain) ?? 0) + 1;
      places.set(chain, place);
      return JSON.stringify([kind, chain, place, rest]);
    })
    .sort();
}
