import type { Random } from '../../fuzz/random.ts';
import { vpcOf } from '../model.ts';
import { isSix } from '../ranges.ts';
import { hasPorts, type Input, ruleInput, type WorldRun } from '../run.ts';
import { type Entry, INTERNET_HOSTS, type Rule, type Word } from '../world.ts';
import { addressesOf, oneOf, type PacketCommand } from './command.ts';

const PROTOCOLS: readonly Word[] = ['all', 'tcp', 'udp', 'icmp', 'icmpv6'];
const PORTS: readonly (readonly [number, number])[] = [
  [80, 80],
  [22, 80],
  [80, 90],
  [53, 53],
  [1, 65_535],
  [10_000, 65_535],
];
const OUTSIDE = '9.9.9.9';

/** A block that some of the world's addresses are in. */
function aBlock(run: WorldRun, pick: Random): string {
  const { nics, subnets, eips, haVips } = run.world;
  const one = (address: string) => `${address}/${isSix(address) ? 128 : 32}`;
  return pick.weighted([
    [3, '0.0.0.0/0'],
    [2, '::/0'],
    [3, one(pick.pick(nics.flatMap(addressesOf)))],
    [2, pick.pick(subnets.flatMap(({ blocks }) => blocks))],
    [1, one(pick.pick(INTERNET_HOSTS))],
    [1, one(pick.pick(eips).address)],
    [1, one(pick.pick(haVips).address)],
    [1, '10.0.0.0/8'],
    [1, one(OUTSIDE)],
  ]);
}

const somePorts = (protocol: Word, pick: Random) =>
  hasPorts(protocol) ? pick.pick(PORTS) : undefined;

function aRule(run: WorldRun, vpc: string, pick: Random): Rule {
  const protocol = pick.pick(PROTOCOLS);
  const groups = run.world.groups.filter((each) => each.vpc === vpc);
  return {
    accept: pick.chance(0.6),
    priority: pick.pick([1, 1, 2, 3]),
    protocol,
    ports: somePorts(protocol, pick),
    peer: pick.weighted<() => Rule['peer']>([
      [4, () => ({ cidr: aBlock(run, pick) })],
      [2, () => ({ group: pick.pick(groups).id })],
      [2, () => ({ prefixList: pick.pick(run.world.prefixLists).id })],
    ])(),
  };
}

/** Most lists end by letting the rest pass. */
const someEntries = (run: WorldRun, pick: Random): Entry[] => {
  const some = Array.from({ length: pick.int(0, 3) }, () => {
    const protocol = pick.pick(PROTOCOLS);
    const ports = somePorts(protocol, pick);
    return { accept: pick.chance(0.6), protocol, ports, block: aBlock(run, pick) };
  });
  const rest = ['0.0.0.0/0', '::/0'].filter(() => pick.chance(0.7));
  return [
    ...some,
    ...rest.map((block) => ({ accept: true, protocol: 'all' as const, ports: undefined, block })),
  ];
};

const DIRECTIONS = ['ingress', 'egress'] as const;

export const addRules: PacketCommand['run'] = async (run, pick) => {
  let added = false;
  const group = pick.pick(run.world.groups);
  for (let count = pick.int(2, 4); count > 0; count -= 1) {
    const direction = pick.pick(DIRECTIONS);
    const rule = aRule(run, group.vpc, pick);
    const input = JSON.stringify(ruleInput(group.id, rule));
    const twin = group[direction].some(
      (each) => JSON.stringify(ruleInput(group.id, each)) === input,
    );
    if (twin) continue;
    await run.rule(group.id, direction, rule);
    added = true;
  }
  return added;
};

export const revokeRule: PacketCommand['run'] = async (run, pick) => {
  const group = pick.pick(run.world.groups);
  const direction = pick.pick(DIRECTIONS);
  const rule = oneOf(pick, group[direction]);
  if (rule === undefined) return false;
  const action = direction === 'ingress' ? 'Ingress' : 'Egress';
  await run.ok('vpc', `RevokeSecurityGroup${action}`, ruleInput(group.id, rule));
  group[direction] = group[direction].filter((each) => each !== rule);
  return true;
};

export const changeGroups: PacketCommand['run'] = async (run, pick) => {
  const nic = pick.pick(run.world.nics);
  const groups = run.world.groups.filter(({ vpc }) => vpc === vpcOf(run.world, nic));
  const chosen = pick.shuffled(groups).slice(0, pick.int(1, 2));
  nic.groups = chosen.map(({ id }) => id);
  await run.ok('vpc', 'ModifyNetworkInterfaceAttributes', {
    NetworkInterfaceId: nic.id,
    SecurityGroupIds: nic.groups,
  });
  return true;
};

export const changeAcl: PacketCommand['run'] = async (run, pick) => {
  const acl = pick.pick(run.world.acls);
  const input = ({ accept, protocol, ports }: Entry): Input => ({
    Policy: accept ? 'accept' : 'drop',
    Protocol: protocol,
    Port: ports ? `${ports[0]}/${ports[1]}` : '-1/-1',
  });
  acl.ingress = someEntries(run, pick);
  acl.egress = someEntries(run, pick);
  await run.ok('vpc', 'UpdateNetworkAclEntries', {
    NetworkAclId: acl.id,
    UpdateIngressAclEntries: true,
    IngressAclEntries: acl.ingress.map((each) => ({ ...input(each), SourceCidrIp: each.block })),
    UpdateEgressAclEntries: true,
    EgressAclEntries: acl.egress.map((each) => ({ ...input(each), DestinationCidrIp: each.block })),
  });
  return true;
};

export const associateAcl: PacketCommand['run'] = async (run, pick) => {
  const subnet = pick.pick(run.world.subnets);
  const acl = oneOf(
    pick,
    run.world.acls.filter(({ vpc }) => vpc === subnet.vpc),
  );
  if (acl === undefined) return false;
  const Resource = [{ ResourceId: subnet.id }];
  if (subnet.acl !== undefined) {
    await run.ok('vpc', 'DisassociateNetworkAcl', { NetworkAclId: subnet.acl, Resource });
    subnet.acl = undefined;
    return true;
  }
  await run.ok('vpc', 'AssociateNetworkAcl', { NetworkAclId: acl.id, Resource });
  subnet.acl = acl.id;
  return true;
};

export const changePrefixList: PacketCommand['run'] = async (run, pick) => {
  const list = pick.pick(run.world.prefixLists);
  const blocks = list.six
    ? ['2001:db8:ffff::/48', ...run.world.subnets.map(({ blocks: [, six = ''] }) => six)]
    : ['9.0.0.0/8', '10.0.1.0/28', '10.0.2.0/24', '198.51.100.0/24', '10.1.0.0/16'];
  const block = pick.pick(blocks);
  const held = list.blocks.includes(block);
  await run.ok('vpc', 'ModifyPrefixList', {
    PrefixListId: list.id,
    [held ? 'RemovePrefixListEntries' : 'AddPrefixListEntries']: [{ Cidr: block }],
  });
  list.blocks = held ? list.blocks.filter((each) => each !== block) : [...list.blocks, block];
  return true;
};
