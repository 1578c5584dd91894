import type { AclRule, Network, NetworkAcl, Subnet } from '#core/network.ts';
import { blocksMatch, familiesOf, protocolMatch } from './matches.ts';
import { type Direction, deviceAt, deviceIn, nameOf, peerField } from './names.ts';
import type { TableBuilder } from './ruleset.ts';

/*
 * Network ACLs, at the border of each subnet that has one. A packet from one NIC of a subnet to
 * another does not cross it.
 */

/** Replies, where an ACL lets them pass. */
const REPLIES = [
  'ct direction reply ct state established,related return',
  'ct state related return',
];

/**
 * Makes the chains, and the maps `acl-egress` and `acl-ingress` that lead to them by device. Gives
 * the rules that look into those maps: none where no subnet has an ACL.
 */
export function addNetworkAcls(table: TableBuilder, network: Network): string[] {
  const acls = new Map(network.networkAcls.map((acl) => [acl.id, acl]));
  const filtered = network.subnets.flatMap((subnet) => {
    const { networkAclId } = subnet;
    if (networkAclId === undefined) return [];
    // An ACL that is missing from the picture lets nothing pass.
    const acl = acls.get(networkAclId) ?? { ...NOTHING, id: networkAclId };
    return [{ subnet, acl, devices: devicesIn(network, subnet) }];
  });
  if (filtered.length === 0) return [];
  for (const { subnet, devices } of filtered) {
    table.set(nameOf('subnet', [subnet.id]), 'type ifname;', devices);
  }
  return (['egress', 'ingress'] as const).map((direction) => {
    const verdicts = new Map<string, string>();
    for (const { subnet, acl, devices } of filtered) {
      const border = borderChain(table, subnet, acl, direction);
      for (const device of devices) verdicts.set(device, `jump ${border}`);
    }
    const map = table.map(`acl-${direction}`, 'type ifname : verdict;', verdicts);
    return `${deviceAt(direction === 'egress' ? 'sender' : 'receiver')} vmap ${map}`;
  });
}

const NOTHING = { stateful: false, ingress: [], egress: [] } as const;

const devicesIn = (network: Network, { id }: Subnet): string[] =>
  network.nics.filter(({ subnetId }) => subnetId === id).map((nic) => deviceIn(network, nic.id));

/** Asks the subnet's ACL about what crosses the border. */
function borderChain(
  table: TableBuilder,
  subnet: Subnet,
  acl: NetworkAcl,
  direction: Direction,
): string {
  const otherEnd = deviceAt(direction === 'egress' ? 'receiver' : 'sender');
  const rules = nameOf(`acl-${direction}`, [acl.id]);
  if (!table.chains.has(rules)) {
    const drop = `goto drop/network-acl-${direction}`;
    table.chain(rules, [
      ...(acl.stateful ? REPLIES : []),
      ...acl[direction].flatMap((rule) => ruleText(table, rule, direction, drop)),
      drop,
    ]);
  }
  return table.chain(nameOf(`subnet-${direction}`, [subnet.id]), [
    `${otherEnd} @${nameOf('subnet', [subnet.id])} return`,
    `goto ${rules}`,
  ]);
}

function ruleText(
  table: TableBuilder,
  { accept, protocol, ports, block }: AclRule,
  direction: Direction,
  drop: string,
): string[] {
  return familiesOf(protocol).flatMap((family) => {
    const ofPeer = blocksMatch(table, family, peerField(direction, family), [block]);
    if (ofPeer === undefined) return [];
    const ofProtocol = protocolMatch(protocol, ports);
    return [[ofPeer, ofProtocol, accept ? 'return' : drop].filter((part) => part !== '').join(' ')];
  });
}
