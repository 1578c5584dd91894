import type { Random } from '../../fuzz/random.ts';
import { vpcOf } from '../model.ts';
import type { Input, WorldRun } from '../run.ts';
import { byId, type DnatEntry, type NatGateway, type Ports } from '../world.ts';
import { oneOf, type PacketCommand } from './command.ts';

/* NAT gateways, their EIPs and their entries. A gateway takes one change at a time. */

const MOST_GATEWAYS = 2;

export const makeNatGateway: PacketCommand['run'] = async (run, pick) => {
  const { natGateways, tables, vpcs } = run.world;
  const vpc = pick.pick(vpcs);
  const held = natGateways.filter((each) => each.vpc === vpc.id);
  if (held.length >= MOST_GATEWAYS) return false;
  const intranet = held.length > 0 && pick.chance(0.3);
  // The first one is refused while the system route table has a default route.
  const system = tables.find((each) => each.vpc === vpc.id);
  const routed = system?.routes.some(
    ({ destination }) => 'cidr' in destination && destination.cidr === '0.0.0.0/0',
  );
  if (routed && !intranet && held.every((each) => each.intranet)) return false;
  await run.natGateway(vpc.id, intranet);
  return true;
};

/** Deletes a gateway, after its entries, and takes its EIPs off it. */
export const deleteNatGateway: PacketCommand['run'] = async (run, pick) => {
  const { eips, natGateways, tables } = run.world;
  const gateway = oneOf(pick, natGateways);
  if (gateway === undefined) return false;
  const { id, snat, dnat } = gateway;
  const step = async (service: 'vpc' | 'natgateway', action: string, input: Input) => {
    await run.ok(service, action, input);
    await run.settled();
  };
  for (const entry of snat) await step('natgateway', 'DeleteSnatEntry', { SnatEntryId: entry.id });
  for (const entry of dnat) await step('natgateway', 'DeleteDnatEntry', { DnatEntryId: entry.id });
  for (const eip of eips.filter(({ bound }) => isOn(bound, id))) {
    await step('vpc', 'DisassociateEipAddress', { AllocationId: eip.id });
    eip.bound = undefined;
  }
  await step('natgateway', 'DeleteNatGateway', { NatGatewayId: id });
  run.world.natGateways = natGateways.filter((each) => each !== gateway);
  // Its routes go with it.
  for (const table of tables) {
    table.routes = table.routes.filter(
      ({ hop }) => typeof hop === 'string' || !('natGateway' in hop) || hop.natGateway !== id,
    );
  }
  return true;
};

export const bindNatEip: PacketCommand['run'] = async (run, pick) => {
  const eip = oneOf(
    pick,
    run.world.eips.filter(({ bound }) => bound === undefined),
  );
  const all = internetGateways(run);
  const withEip = all.filter(({ id }) => run.world.eips.some(({ bound }) => isOn(bound, id)));
  // Entries tell more where there are several EIPs to choose from.
  const gateway = oneOf(pick, withEip.length > 0 && pick.chance(0.8) ? withEip : all);
  if (eip === undefined || gateway === undefined) return false;
  await run.ok('vpc', 'AssociateEipAddress', {
    AllocationId: eip.id,
    InstanceType: 'Nat',
    InstanceId: gateway.id,
  });
  await run.settled();
  eip.bound = { natGateway: gateway.id };
  return true;
};

export const addSnat: PacketCommand['run'] = async (run, pick) => {
  const choice = withEips(run, pick);
  if (choice === undefined) return false;
  const { gateway, eips } = choice;
  const subnets = run.world.subnets.filter(({ vpc }) => vpc === gateway.vpc);
  const free = <T>(all: readonly T[], blockOf: (each: T) => string) =>
    all.filter((each) => !gateway.snat.some(({ block }) => block === blockOf(each)));
  const subnet = oneOf(
    pick,
    free(subnets, ({ blocks: [block = ''] }) => block),
  );
  const block = oneOf(
    pick,
    free(SOURCES, (each) => each),
  );
  const bySubnet = subnet !== undefined && pick.chance(0.5);
  const source = bySubnet ? subnet.blocks[0] : block;
  if (source === undefined) return false;
  const chosen = someEips(eips, pick);
  const { SnatEntryId } = await run.ok('natgateway', 'CreateSnatEntry', {
    NatGatewayId: gateway.id,
    ...(bySubnet ? { SubnetId: subnet.id } : { SourceCidr: source }),
    EipId: chosen.join(','),
  });
  await run.settled();
  gateway.snat.push({ id: SnatEntryId, block: source, eips: chosen });
  return true;
};

/** Blocks that hold some of the world's addresses each, one in the other. */
const SOURCES = [
  ...['0.0.0.0/0', '10.0.0.0/16', '10.0.1.0/26', '10.0.1.16/28', '10.0.1.20/32', '10.0.2.0/26'],
  '9.0.0.0/8',
];

export const changeSnat: PacketCommand['run'] = async (run, pick) => {
  const choice = withEips(run, pick, ({ snat }) => snat.length > 0);
  const entry = choice && oneOf(pick, choice.gateway.snat);
  if (entry === undefined) return false;
  entry.eips = someEips(choice?.eips ?? [], pick);
  await run.ok('natgateway', 'ModifySnatEntryAttributes', {
    SnatEntryId: entry.id,
    EipId: entry.eips.join(','),
  });
  await run.settled();
  return true;
};

export const removeSnat: PacketCommand['run'] = async (run, pick) => {
  const gateway = oneOf(
    pick,
    run.world.natGateways.filter(({ snat }) => snat.length > 0),
  );
  const entry = gateway && oneOf(pick, gateway.snat);
  if (gateway === undefined || entry === undefined) return false;
  await run.ok('natgateway', 'DeleteSnatEntry', { SnatEntryId: entry.id });
  await run.settled();
  gateway.snat = gateway.snat.filter((each) => each !== entry);
  return true;
};

export const addDnat: PacketCommand['run'] = async (run, pick) => {
  const choice = withEips(run, pick);
  const entry = choice && aMapping(run, pick, choice.gateway, choice.eips);
  if (choice === undefined || entry === undefined) return false;
  const { DnatEntryId } = await run.ok('natgateway', 'CreateDnatEntry', {
    NatGatewayId: choice.gateway.id,
    ...inputOf(run, entry),
  });
  await run.settled();
  choice.gateway.dnat.push({ id: DnatEntryId, ...entry });
  return true;
};

export const changeDnat: PacketCommand['run'] = async (run, pick) => {
  const choice = withEips(run, pick, ({ dnat }) => dnat.length > 0);
  const held = choice && oneOf(pick, choice.gateway.dnat);
  if (choice === undefined || held === undefined) return false;
  const others = { ...choice.gateway, dnat: choice.gateway.dnat.filter((each) => each !== held) };
  const entry = aMapping(run, pick, others, choice.eips);
  if (entry === undefined) return false;
  await run.ok('natgateway', 'ModifyDnatEntryAttributes', {
    DnatEntryId: held.id,
    ...inputOf(run, entry),
  });
  await run.settled();
  Object.assign(held, entry);
  return true;
};

export const removeDnat: PacketCommand['run'] = async (run, pick) => {
  const gateway = oneOf(
    pick,
    run.world.natGateways.filter(({ dnat }) => dnat.length > 0),
  );
  const entry = gateway && oneOf(pick, gateway.dnat);
  if (gateway === undefined || entry === undefined) return false;
  await run.ok('natgateway', 'DeleteDnatEntry', { DnatEntryId: entry.id });
  await run.settled();
  gateway.dnat = gateway.dnat.filter((each) => each !== entry);
  return true;
};

/** Ports from outside to inside; undefined is all of an address. */
const PORTS: readonly (Ports | undefined)[] = [
  ...[undefined, undefined, undefined],
  { protocol: 'tcp', outside: [80, 80], inside: [80, 80] },
  { protocol: 'tcp', outside: [80, 80], inside: [22, 22] },
  { protocol: 'tcp', outside: [22, 22], inside: [80, 80] },
  { protocol: 'tcp', outside: [22, 80], inside: [22, 80] },
  { protocol: 'tcp', outside: [80, 82], inside: [21, 23] },
  { protocol: 'tcp', outside: [78, 80], inside: [88, 90] },
  { protocol: 'tcp', outside: [81, 90], inside: [81, 90] },
  { protocol: 'udp', outside: [53, 53], inside: [53, 53] },
  { protocol: 'udp', outside: [50, 60], inside: [150, 160] },
];

/** A mapping that no other entry of the gateway is in the way of. */
function aMapping(
  run: WorldRun,
  pick: Random,
  gateway: NatGateway,
  eips: readonly string[],
): Omit<DnatEntry, 'id'> | undefined {
  const { nics, haVips, eips: all, subnets } = run.world;
  const bound = JSON.stringify(all.map((each) => each.bound));
  const eip = pick.pick(eips);
  const addresses = [
    ...nics
      .filter((nic) => vpcOf(run.world, nic) === gateway.vpc)
      .flatMap(({ id, ipv4 }) => ipv4.map((address) => ({ nic: id, address })))
      .filter((each) => !bound.includes(JSON.stringify(each))),
    ...haVips.filter(
      ({ id, subnet }) => byId(subnets, subnet).vpc === gateway.vpc && !bound.includes(id),
    ),
    // Nobody has it.
    { address: '10.0.1.99' },
  ].map(({ address }) => address);
  const held = gateway.dnat.filter((each) => each.eip === eip).map(({ ports }) => ports);
  const free = PORTS.filter((ports) => !held.some((other) => collide(ports, other)));
  return free.length === 0 ? undefined : { eip, to: pick.pick(addresses), ports: pick.pick(free) };
}

function collide(one: Ports | undefined, other: Ports | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  const apart = one.outside[1] < other.outside[0] || other.outside[1] < one.outside[0];
  return one.protocol === other.protocol && !apart;
}

function inputOf(run: WorldRun, { eip, to, ports }: Omit<DnatEntry, 'id'>) {
  const text = (range: readonly [number, number] | undefined) =>
    range === undefined ? 'any' : [...new Set(range)].join('-');
  return {
    ExternalIp: byId(run.world.eips, eip).address,
    ExternalPort: text(ports?.outside),
    InternalIp: to,
    InternalPort: text(ports?.inside),
    Protocol: ports?.protocol ?? 'tcp',
    PortType: ports === undefined ? 'any' : 'specified',
  };
}

const isOn = (bound: WorldRun['world']['eips'][0]['bound'], gateway: string): boolean =>
  bound !== undefined && 'natGateway' in bound && bound.natGateway === gateway;

const internetGateways = (run: WorldRun) =>
  run.world.natGateways.filter(({ intranet }) => !intranet);

/** A gateway with EIPs, and the ids of these. */
function withEips(
  run: WorldRun,
  pick: Random,
  suits: (gateway: NatGateway) => boolean = () => true,
): { gateway: NatGateway; eips: string[] } | undefined {
  const all = internetGateways(run)
    .filter(suits)
    .map((gateway) => ({
      gateway,
      eips: run.world.eips.filter(({ bound }) => isOn(bound, gateway.id)).map(({ id }) => id),
    }))
    .filter(({ eips }) => eips.length > 0);
  return oneOf(pick, all);
}

const someEips = (eips: readonly string[], pick: Random): string[] =>
  pick.shuffled(eips).slice(0, pick.pick([1, 1, 2, eips.length]));
