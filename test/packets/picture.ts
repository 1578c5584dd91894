import type {
  NatGateway,
  Network,
  NextHop,
  Peer,
  Protocol,
  SecurityGroup,
  SecurityRule,
} from '#core/network.ts';
import { vpcOf } from './model.ts';
import { byId, type Nic, type Rule, type World } from './world.ts';

/** A VPC of a world in the data plane's words: what a driver is given. */
export function pictureOf(world: World, vpc: string, revision: number): Network {
  const { blocks, userBlocks, ipv6Gateway, ipv4Gateway, ipv4Private } = byId(world.vpcs, vpc);
  const open = ipv4Gateway === undefined ? !ipv4Private : ipv4Gateway.enabled;
  const gateways = world.natGateways.filter((each) => open && each.vpc === vpc && !each.intranet);
  const nics = world.nics.filter((nic) => nic.instance !== undefined && vpcOf(world, nic) === vpc);
  const subnets = world.subnets.filter((each) => each.vpc === vpc);
  const tables = world.tables.filter((each) => each.vpc === vpc);
  const plugged = (nic: Nic | undefined) => nic !== undefined && nics.includes(nic);
  const primaryOf = (instance: string) =>
    nics.find((nic) => nic.primary && nic.instance === instance);
  const floatingAddresses = world.haVips
    .filter(({ subnet }) => byId(world.subnets, subnet).vpc === vpc)
    .map(({ id, address, subnet, members }) => ({
      id,
      address,
      subnetId: subnet,
      nicIds: members
        .map((each) => ('nic' in each ? byId(world.nics, each.nic) : primaryOf(each.instance)))
        .filter(plugged)
        .map((nic) => nic?.id ?? ''),
    }));
  const hopOf = (hop: World['tables'][0]['routes'][0]['hop']): NextHop => {
    if (hop === 'ipv6-internet') return hop;
    if ('haVip' in hop) return { floatingAddressId: hop.haVip };
    if ('natGateway' in hop) {
      const leads = gateways.some(({ id }) => id === hop.natGateway);
      return leads ? { natGatewayId: hop.natGateway } : 'nowhere';
    }
    const nic = 'nic' in hop ? byId(world.nics, hop.nic) : primaryOf(hop.instance);
    return nic !== undefined && plugged(nic) ? { nicId: nic.id } : 'nowhere';
  };
  const routeTables = tables.map(({ id, routes }) => ({
    id,
    routes: routes.map(({ destination, hop }) => ({
      blocks:
        'cidr' in destination
          ? [destination.cidr]
          : byId(world.prefixLists, destination.prefixList).blocks,
      nextHop: hopOf(hop),
    })),
  }));
  const hops = routeTables.flatMap(({ routes }) => routes.map(({ nextHop }) => nextHop));
  const forwards = new Set(
    hops.flatMap((hop) => {
      if (typeof hop === 'string' || 'natGatewayId' in hop) return [];
      if ('nicId' in hop) return [hop.nicId];
      return floatingAddresses.find(({ id }) => id === hop.floatingAddressId)?.nicIds ?? [];
    }),
  );
  return {
    id: vpc,
    revision,
    blocks,
    userBlocks,
    subnets: subnets.map((each) => ({
      id: each.id,
      blocks: each.blocks,
      gateway: each.gateway,
      routeTableId: each.table,
      ...(each.acl !== undefined && { networkAclId: each.acl }),
    })),
    nics: nics.map((nic) => ({
      id: nic.id,
      instanceId: nic.instance ?? '',
      subnetId: nic.subnet,
      mac: nic.mac,
      addresses: [...nic.ipv4, ...nic.ipv6],
      securityGroupIds: nic.groups,
      forwards: forwards.has(nic.id),
    })),
    securityGroups: world.groups
      .filter((each) => each.vpc === vpc)
      .map(({ id, ingress, egress }): SecurityGroup => {
        const rules = (all: readonly Rule[]) => all.map((rule) => ruleOf(world, rule));
        return { id, ingress: rules(ingress), egress: rules(egress) };
      }),
    networkAcls: world.acls
      .filter(({ id }) => subnets.some(({ acl }) => acl === id))
      .map(({ id, stateful, ingress, egress }) => {
        const rules = (all: typeof ingress) =>
          all.map(({ accept, protocol, ports, block }) => ({
            accept,
            protocol: protocol as Protocol,
            block,
            ...(ports && { ports }),
          }));
        return { id, stateful, ingress: rules(ingress), egress: rules(egress) };
      }),
    routeTables: routeTables.filter(({ id }) => subnets.some(({ table }) => table === id)),
    ...(!open && { ipv4Closed: true as const }),
    publicAddresses: world.eips.flatMap(({ id, address, bound }) => {
      if (bound === undefined || 'natGateway' in bound || !open) return [];
      const privateAddress =
        'nic' in bound
          ? plugged(byId(world.nics, bound.nic)) && bound.address
          : floatingAddresses.find((each) => each.id === bound.haVip)?.address;
      return privateAddress ? [{ id, address, privateAddress, bandwidth: 200 }] : [];
    }),
    publicIpv6:
      ipv6Gateway === undefined
        ? []
        : world.bandwidths
            .filter(({ address }) => nics.some(({ ipv6 }) => ipv6.includes(address)))
            .map(({ address, egressOnly }) => ({
              address,
              bandwidth: 200,
              egressOnly: egressOnly !== undefined,
            })),
    floatingAddresses,
    natGateways: gateways.map((each) => natGatewayOf(world, each)),
  };
}

function natGatewayOf(world: World, { id, snat, dnat }: World['natGateways'][0]): NatGateway {
  const addressOf = (eip: string) => byId(world.eips, eip).address;
  return {
    id,
    addresses: world.eips.flatMap(({ id: eip, address, bound }) =>
      bound && 'natGateway' in bound && bound.natGateway === id
        ? [{ id: eip, address, bandwidth: 200 }]
        : [],
    ),
    sources: snat.map((entry) => ({ ...entry, addresses: entry.eips.map(addressOf) })),
    mappings: dnat.map(({ id: entry, eip, to, ports }) => ({
      id: entry,
      address: addressOf(eip),
      privateAddress: to,
      ...(ports && { ports }),
    })),
  };
}

function ruleOf(world: World, { accept, priority, protocol, ports, peer }: Rule): SecurityRule {
  const toPeer = (): Peer => {
    if ('cidr' in peer) return { blocks: [peer.cidr] };
    if ('group' in peer) return { securityGroupId: peer.group };
    return { blocks: byId(world.prefixLists, peer.prefixList).blocks };
  };
  return { accept, priority, protocol, peer: toPeer(), ...(ports && { ports }) };
}
