import type { Random } from '../fuzz/random.ts';

import { isSix } from './blocks.ts';
import { vpcOf } from './model.ts';
import { hasPorts, type Input, ruleInput, type WorldRun } from './run.ts';
import {
  byId,
  type Entry,
  type HaVip,
  INTERNET_HOSTS,
  type Nic,
  type Route,
  type Rule,
  type Table,
  type Word,
} from './world.ts';

/**
 * Calls that change a world. Each makes a change that the API takes, notes it in the world, and says
 * so; where there is nothing to change it answers false.
 */
export interface PacketCommand {
  readonly weight: number;
  readonly run: (run: WorldRun, pick: Random) => Promise<boolean>;
}

const PROTOCOLS: readonly Word[] = ['all', 'tcp', 'udp', 'icmp', 'icmpv6'];
const PORTS: readonly (readonly [number, number])[] = [
  [80, 80],
  [22, 80],
  [80, 90],
  [53, 53],
  [1, 65_535],
  [10_000, 65_535],
];
/** Addresses that are assigned to interfaces, by subnet. */
const FREE = { first: ['10.0.1.101', '10.0.1.102'], second: ['10.0.2.101', '10.0.2.102'] };
const OUTSIDE = '9.9.9.9';
const MOST_NICS = 3;

/** One of them, or undefined when there are none. */
const oneOf = <T>(pick: Random, list: readonly T[]): T | undefined =>
  list.length === 0 ? undefined : pick.pick(list);

const addressesOf = ({ ipv4, ipv6 }: Nic): string[] => [...ipv4, ...ipv6];

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

/** Most of them end by letting the rest pass. */
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

const addRules: PacketCommand['run'] = async (run, pick) => {
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

const revokeRule: PacketCommand['run'] = async (run, pick) => {
  const group = pick.pick(run.world.groups);
  const direction = pick.pick(DIRECTIONS);
  const rule = oneOf(pick, group[direction]);
  if (rule === undefined) return false;
  const action = direction === 'ingress' ? 'Ingress' : 'Egress';
  await run.ok('vpc', `RevokeSecurityGroup${action}`, ruleInput(group.id, rule));
  group[direction] = group[direction].filter((each) => each !== rule);
  return true;
};

const changeGroups: PacketCommand['run'] = async (run, pick) => {
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

const attach: PacketCommand['run'] = async (run, pick) => {
  const { nics, instances } = run.world;
  const nic = oneOf(
    pick,
    nics.filter(({ instance }) => instance === undefined),
  );
  if (nic === undefined) return false;
  const suits = ({ id }: { id: string }) => {
    const held = nics.filter((each) => each.instance === id);
    const near = held.every((each) => vpcOf(run.world, each) === vpcOf(run.world, nic));
    return near && held.length < MOST_NICS;
  };
  const instance = oneOf(pick, instances.filter(suits));
  if (instance === undefined) return false;
  nic.instance = instance.id;
  await run.ok('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId: nic.id,
    InstanceId: instance.id,
  });
  return true;
};

const detach: PacketCommand['run'] = async (run, pick) => {
  const nic = oneOf(
    pick,
    run.world.nics.filter((each) => !each.primary && each.instance),
  );
  if (nic === undefined) return false;
  await run.ok('vpc', 'DetachNetworkInterface', {
    NetworkInterfaceId: nic.id,
    InstanceId: nic.instance,
  });
  nic.instance = undefined;
  return true;
};

const assignIpv4: PacketCommand['run'] = async (run, pick) => {
  const nic = pick.pick(run.world.nics);
  const { blocks, vpc } = byId(run.world.subnets, nic.subnet);
  const free = (blocks[0]?.startsWith('10.0.1.') ? FREE.first : FREE.second).filter(
    (address) =>
      !run.world.nics.some((each) => vpcOf(run.world, each) === vpc && each.ipv4.includes(address)),
  );
  const address = oneOf(pick, free);
  if (address === undefined) return false;
  nic.ipv4.push(address);
  await run.ok('vpc', 'AssignPrivateIpAddresses', {
    NetworkInterfaceId: nic.id,
    PrivateIpAddress: [address],
  });
  return true;
};

const unassignIpv4: PacketCommand['run'] = async (run, pick) => {
  const inUse = run.world.eips.flatMap(({ bound }) =>
    bound && 'nic' in bound ? [`${bound.nic} ${bound.address}`] : [],
  );
  const choices = run.world.nics.flatMap((nic) =>
    nic.ipv4
      .slice(1)
      .filter((address) => !inUse.includes(`${nic.id} ${address}`))
      .map((address) => ({ nic, address })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  const { nic, address } = choice;
  nic.ipv4 = nic.ipv4.filter((each) => each !== address);
  await run.ok('vpc', 'UnassignPrivateIpAddresses', {
    NetworkInterfaceId: nic.id,
    PrivateIpAddress: [address],
  });
  return true;
};

const assignIpv6: PacketCommand['run'] = async (run, pick) => {
  const nic = oneOf(
    pick,
    run.world.nics.filter(({ ipv6 }) => ipv6.length < 2),
  );
  if (nic === undefined) return false;
  await run.ok('vpc', 'AssignIpv6Addresses', { NetworkInterfaceId: nic.id, Ipv6AddressCount: 1 });
  const { IPv6Sets } = await run.look('vpc', 'DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId: nic.id,
  });
  nic.ipv6 = IPv6Sets;
  return true;
};

const unassignIpv6: PacketCommand['run'] = async (run, pick) => {
  const paid = run.world.bandwidths.map(({ address }) => address);
  const choices = run.world.nics.flatMap((nic) =>
    nic.ipv6.filter((each) => !paid.includes(each)).map((address) => ({ nic, address })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  const { nic, address } = choice;
  nic.ipv6 = nic.ipv6.filter((each) => each !== address);
  await run.ok('vpc', 'UnassignIpv6Addresses', {
    NetworkInterfaceId: nic.id,
    Ipv6Address: [address],
  });
  return true;
};

const bindEip: PacketCommand['run'] = async (run, pick) => {
  const { eips, nics, haVips } = run.world;
  const eip = oneOf(
    pick,
    eips.filter(({ bound }) => bound === undefined),
  );
  if (eip === undefined) return false;
  const taken = JSON.stringify(eips.map(({ bound }) => bound));
  const vip = oneOf(pick, haVips);
  if (vip && pick.chance(0.3) && !taken.includes(vip.id)) {
    eip.bound = { haVip: vip.id };
    await run.ok('vpc', 'AssociateEipAddress', {
      AllocationId: eip.id,
      InstanceType: 'HaVip',
      InstanceId: vip.id,
    });
    return true;
  }
  const choices = nics
    .flatMap(({ id, ipv4 }) => ipv4.map((address) => ({ nic: id, address })))
    .filter((each) => !taken.includes(JSON.stringify(each)));
  const bound = oneOf(pick, choices);
  if (bound === undefined) return false;
  eip.bound = bound;
  await run.ok('vpc', 'AssociateEipAddress', {
    AllocationId: eip.id,
    InstanceType: 'NetworkInterface',
    InstanceId: bound.nic,
    PrivateIpAddress: bound.address,
  });
  return true;
};

const unbindEip: PacketCommand['run'] = async (run, pick) => {
  const eip = oneOf(
    pick,
    run.world.eips.filter(({ bound }) => bound !== undefined),
  );
  if (eip === undefined) return false;
  eip.bound = undefined;
  await run.ok('vpc', 'DisassociateEipAddress', { AllocationId: eip.id });
  return true;
};

const DESTINATIONS = ['0.0.0.0/0', '9.0.0.0/8', '9.9.0.0/16', '10.1.0.0/16', '198.51.100.0/24'];

const addRoutes: PacketCommand['run'] = async (run, pick) => {
  const table = pick.pick(run.world.tables);
  let added = false;
  for (let count = pick.int(1, 3); count > 0; count -= 1) {
    if (await addRoute(run, pick, table)) added = true;
  }
  return added;
};

async function addRoute(run: WorldRun, pick: Random, table: Table): Promise<boolean> {
  const { vpcs, nics, instances, haVips, prefixLists } = run.world;
  const held = JSON.stringify(table.routes.map(({ destination }) => destination));
  const choices = [
    ...DESTINATIONS.map((cidr) => ({ cidr })),
    { cidr: '2001:db8:eeee::/48' },
    { cidr: '::/0' },
    ...prefixLists.map(({ id }) => ({ prefixList: id })),
  ].filter((each) => !held.includes(JSON.stringify(each)));
  const destination = oneOf(pick, choices);
  const near = nics.filter((each) => vpcOf(run.world, each) === table.vpc);
  const vip = oneOf(
    pick,
    haVips.filter(({ subnet }) => byId(run.world.subnets, subnet).vpc === table.vpc),
  );
  const nic = oneOf(
    pick,
    near.filter((each) => !each.primary),
  );
  const instance = oneOf(
    pick,
    instances.filter(({ id }) => near.some((each) => each.instance === id && each.primary)),
  );
  const hops: { type: string; id: string; hop: Route['hop'] }[] = [
    ...(nic ? [{ type: 'NetworkInterface', id: nic.id, hop: { nic: nic.id } }] : []),
    ...(instance ? [{ type: 'Instance', id: instance.id, hop: { instance: instance.id } }] : []),
    ...(vip ? [{ type: 'HaVip', id: vip.id, hop: { haVip: vip.id } }] : []),
  ];
  const six = destination && 'cidr' in destination && isSix(destination.cidr);
  const gateway = six ? byId(vpcs, table.vpc).ipv6Gateway : undefined;
  if (gateway) hops.push({ type: 'IPv6GW', id: gateway, hop: 'ipv6-internet' });
  const hop = oneOf(pick, hops);
  if (destination === undefined || hop === undefined) return false;
  const { RouteEntryId } = await run.ok('vpc', 'CreateRouteEntry', {
    RouteTableId: table.id,
    ...('cidr' in destination
      ? { DestinationCidrBlock: destination.cidr }
      : { DestinationPrefixListId: destination.prefixList }),
    NextHopType: hop.type,
    NextHopId: hop.id,
  });
  table.routes.push({ id: RouteEntryId, destination, hop: hop.hop });
  return true;
}

const removeRoute: PacketCommand['run'] = async (run, pick) => {
  const choices = run.world.tables.flatMap((table) =>
    table.routes.map((route) => ({ table, route })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  await run.ok('vpc', 'DeleteRouteEntry', { RouteEntryId: choice.route.id });
  choice.table.routes = choice.table.routes.filter((each) => each !== choice.route);
  return true;
};

const changeTable: PacketCommand['run'] = async (run, pick) => {
  const subnet = pick.pick(run.world.subnets);
  const [system, ...own] = run.world.tables.filter(({ vpc }) => vpc === subnet.vpc);
  if (system === undefined) return false;
  if (subnet.table !== system.id) {
    await run.ok('vpc', 'DisassociateRouteTable', {
      RouteTableId: subnet.table,
      SubnetId: subnet.id,
    });
    subnet.table = system.id;
    return true;
  }
  const table = oneOf(pick, own);
  if (table === undefined) return false;
  await run.ok('vpc', 'AssociateRouteTable', { RouteTableId: table.id, SubnetId: subnet.id });
  subnet.table = table.id;
  return true;
};

const changeAcl: PacketCommand['run'] = async (run, pick) => {
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

const associateAcl: PacketCommand['run'] = async (run, pick) => {
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

const changePrefixList: PacketCommand['run'] = async (run, pick) => {
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

/** The NICs that are members of a floating address, and in an instance. */
export const membersOf = (run: WorldRun, vip: HaVip): Nic[] =>
  vip.members.flatMap((member) =>
    run.world.nics.filter(
      (nic) =>
        nic.instance !== undefined &&
        ('nic' in member ? nic.id === member.nic : nic.primary && nic.instance === member.instance),
    ),
  );

const joinHaVip: PacketCommand['run'] = async (run, pick) => {
  const vip = oneOf(pick, run.world.haVips);
  if (vip === undefined) return false;
  const [member] = vip.members;
  const byInstance = member === undefined ? pick.chance(0.5) : 'instance' in member;
  const nic = oneOf(
    pick,
    run.world.nics.filter(
      (each) =>
        each.subnet === vip.subnet &&
        !(byInstance
          ? membersOf(run, vip).includes(each)
          : vip.members.some((m) => 'nic' in m && m.nic === each.id)) &&
        (!byInstance || each.primary),
    ),
  );
  const id = byInstance ? nic?.instance : nic?.id;
  if (nic === undefined || id === undefined) return false;
  await run.ok('vpc', 'AssociateHaVip', {
    HaVipId: vip.id,
    InstanceId: id,
    InstanceType: byInstance ? 'EcsInstance' : 'NetworkInterface',
  });
  vip.members.push(byInstance ? { instance: id } : { nic: id });
  return true;
};

const leaveHaVip: PacketCommand['run'] = async (run, pick) => {
  const vip = oneOf(pick, run.world.haVips);
  const member = vip && oneOf(pick, vip.members);
  if (vip === undefined || member === undefined) return false;
  await run.ok('vpc', 'DisassociateHaVip', {
    HaVipId: vip.id,
    InstanceId: 'nic' in member ? member.nic : member.instance,
  });
  vip.members = vip.members.filter((each) => each !== member);
  return true;
};

const announce: PacketCommand['run'] = async (run, pick) => {
  const vip = oneOf(pick, run.world.haVips);
  const nic =
    vip &&
    oneOf(
      pick,
      membersOf(run, vip).filter(
        ({ instance = '' }) => byId(run.world.instances, instance).running,
      ),
    );
  if (vip === undefined || nic === undefined) return false;
  run.story.push(`${nic.id} announces ${vip.address}`);
  await run.announce(vip.id, nic.id);
  vip.holder = nic.id;
  return true;
};

const openIpv6: PacketCommand['run'] = async (run, pick) => {
  const { nics, bandwidths, vpcs } = run.world;
  const paid = bandwidths.map(({ address }) => address);
  const choices = nics.flatMap((nic) =>
    nic.ipv6.filter((each) => !paid.includes(each)).map((address) => ({ nic, address })),
  );
  const choice = oneOf(pick, choices);
  if (choice === undefined) return false;
  const vpc = byId(vpcs, vpcOf(run.world, choice.nic));
  if (!vpc.ipv6Gateway) {
    const { Ipv6GatewayId } = await run.ok('vpc', 'CreateIpv6Gateway', { VpcId: vpc.id });
    await run.settled();
    vpc.ipv6Gateway = Ipv6GatewayId;
  }
  const { AllocationId } = await run.ok('vpc', 'AllocateIpv6AddressBandwidth', {
    Ipv6Address: choice.address,
    BillingType: 3,
    Bandwidth: 200,
  });
  bandwidths.push({
    id: AllocationId,
    vpc: vpc.id,
    address: choice.address,
    egressOnly: undefined,
  });
  return true;
};

const closeIpv6: PacketCommand['run'] = async (run, pick) => {
  const bandwidth = oneOf(pick, run.world.bandwidths);
  if (bandwidth === undefined) return false;
  if (bandwidth.egressOnly !== undefined) {
    await run.ok('vpc', 'DeleteIpv6EgressOnlyRule', { Ipv6EgressOnlyRuleId: bandwidth.egressOnly });
    await run.settled();
    bandwidth.egressOnly = undefined;
    return true;
  }
  if (pick.chance(0.5)) {
    const { Ipv6EgressOnlyRuleId } = await run.ok('vpc', 'CreateIpv6EgressOnlyRule', {
      Ipv6GatewayId: byId(run.world.vpcs, bandwidth.vpc).ipv6Gateway,
      InstanceId: bandwidth.id,
    });
    await run.settled();
    bandwidth.egressOnly = Ipv6EgressOnlyRuleId;
    return true;
  }
  await run.ok('vpc', 'ReleaseIpv6AddressBandwidth', { AllocationId: bandwidth.id });
  run.world.bandwidths = run.world.bandwidths.filter((each) => each !== bandwidth);
  return true;
};

const stopOrStart: PacketCommand['run'] = async (run, pick) => {
  const instance = oneOf(pick, run.world.instances);
  if (instance === undefined) return false;
  const action = instance.running ? 'StopInstances' : 'StartInstances';
  await run.ok('ecs', action, { InstanceIds: [instance.id] });
  instance.running = !instance.running;
  return true;
};

const useBlock: PacketCommand['run'] = async (run, pick) => {
  const vpc = pick.pick(run.world.vpcs);
  if (pick.chance(0.6)) {
    if (vpc.userBlocks.length > 0) return false;
    const UserCidrBlock = '198.51.100.0/24';
    await run.ok('vpc', 'AssociateVpcUserCidrBlock', { VpcId: vpc.id, UserCidrBlock });
    vpc.userBlocks.push(UserCidrBlock);
    return true;
  }
  const SecondaryCidrBlock = '10.1.0.0/16';
  const routed = run.world.tables.some(
    (table) =>
      table.vpc === vpc.id &&
      table.routes.some(({ destination: to }) => 'cidr' in to && to.cidr === SecondaryCidrBlock),
  );
  if (routed || vpc.blocks.includes(SecondaryCidrBlock)) return false;
  await run.ok('vpc', 'AssociateVpcCidrBlock', { VpcId: vpc.id, SecondaryCidrBlock });
  vpc.blocks.push(SecondaryCidrBlock);
  return true;
};

export const COMMANDS: Readonly<Record<string, PacketCommand>> = {
  addRules: { weight: 6, run: addRules },
  revokeRule: { weight: 3, run: revokeRule },
  changeGroups: { weight: 2, run: changeGroups },
  attach: { weight: 3, run: attach },
  detach: { weight: 1, run: detach },
  assignIpv4: { weight: 1, run: assignIpv4 },
  unassignIpv4: { weight: 1, run: unassignIpv4 },
  assignIpv6: { weight: 1, run: assignIpv6 },
  unassignIpv6: { weight: 1, run: unassignIpv6 },
  bindEip: { weight: 4, run: bindEip },
  unbindEip: { weight: 1, run: unbindEip },
  addRoutes: { weight: 5, run: addRoutes },
  removeRoute: { weight: 1, run: removeRoute },
  changeTable: { weight: 2, run: changeTable },
  changeAcl: { weight: 3, run: changeAcl },
  associateAcl: { weight: 2, run: associateAcl },
  changePrefixList: { weight: 2, run: changePrefixList },
  joinHaVip: { weight: 3, run: joinHaVip },
  leaveHaVip: { weight: 1, run: leaveHaVip },
  announce: { weight: 3, run: announce },
  openIpv6: { weight: 4, run: openIpv6 },
  closeIpv6: { weight: 2, run: closeIpv6 },
  stopOrStart: { weight: 2, run: stopOrStart },
  useBlock: { weight: 1, run: useBlock },
};
