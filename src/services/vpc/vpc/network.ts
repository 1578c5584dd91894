import type { FloatingAddress, Network, PublicAddress, PublicIpv6 } from '#core/network.ts';
import { natGatewaysOfNetwork } from '#services/natgateway/nat-gateway/network.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { eipsOfNetwork } from '../eip/network.ts';
import { type HaVipOfNetwork, haVipsOfNetwork } from '../ha-vip/network.ts';
import { instanceGroupsOfNetwork } from '../instance-group/network.ts';
import { reachesInternet } from '../ipv4-gateway/network.ts';
import { publicIpv6Of } from '../ipv6-address-bandwidth/network.ts';
import { hasIpv6Gateway } from '../ipv6-gateway/network.ts';
import { aclsOfNetwork } from '../network-acl/network.ts';
import { type NicOfNetwork, nicsOfNetwork } from '../network-interface/network.ts';
import { routesOfNetwork } from '../route-entry/network.ts';
import { customTablesInVpcs } from '../route-table/rows.ts';
import { securityGroupsOfNetwork } from '../security-group/network.ts';
import { subnetsOfNetwork } from '../subnet/network.ts';
import { blocksOf } from './cidr-rows.ts';

/** A VPC as the data plane knows it, without the revision of the picture. */
export type NetworkPicture = Omit<Network, 'revision'>;

/** The ids of all networks. */
export async function networkIds(tx: Reader): Promise<string[]> {
  return (await tx.all(vpcIds, {})).map(({ id }) => id);
}

/**
 * Loads a VPC with everything that packets in it meet, in a fixed number of statements. What is on
 * its way counts from the moment when its row says so, and until its row is gone or says that it is
 * leaving. Undefined when there is no such VPC.
 */
export async function networkOf(tx: Reader, id: string): Promise<NetworkPicture | undefined> {
  const vpc = await tx.first(vpcBlock, { id });
  if (vpc === undefined) return undefined;
  const { secondary, user, ipv6 } = await blocksOf(tx, id);
  const nics = await nicsOfNetwork(tx, id);
  const groups = new Set(nics.flatMap(({ securityGroupIds }) => securityGroupIds));
  const acls = await aclsOfNetwork(tx, id);
  const tableOf = await customTablesInVpcs(tx, [id]);
  const subnets = (await subnetsOfNetwork(tx, id)).map((subnet) => {
    const networkAclId = acls.bySubnet.get(subnet.id);
    return {
      ...subnet,
      routeTableId: tableOf.get(subnet.id) ?? vpc.route_table_id,
      ...(networkAclId !== undefined && { networkAclId }),
    };
  });
  const ipv6Gateway = await hasIpv6Gateway(tx, id);
  const nicIds = new Set(nics.map((nic) => nic.id));
  const primaries = new Map(
    nics.filter((nic) => nic.primary).map((nic) => [nic.instanceId, nic.id]),
  );
  const floating = (await haVipsOfNetwork(tx, id)).map((row) => floatingOf(row, nicIds, primaries));
  const floatingById = new Map(floating.map((each) => [each.id, each]));
  const groupsOfInstances = await instanceGroupsOfNetwork(tx, id);
  const open = await reachesInternet(tx, vpc);
  const natGateways = open ? await natGatewaysOfNetwork(tx, id) : [];
  const routes = await routesOfNetwork(tx, id, {
    ofInstance: (instanceId) => primaries.get(instanceId),
    isNic: (nicId) => nicIds.has(nicId),
    isFloating: (haVipId) => floatingById.has(haVipId),
    inGroup: (groupId) => groupsOfInstances.get(groupId) ?? [],
    isNatGateway: (gatewayId) => natGateways.some((each) => each.id === gatewayId),
    ipv6Gateway,
  });
  const forwarding = new Set(
    [...routes.values()].flat().flatMap(({ nextHop }) => {
      if (typeof nextHop === 'string' || 'natGatewayId' in nextHop) return [];
      if ('nicId' in nextHop) return [nextHop.nicId];
      return floatingById.get(nextHop.floatingAddressId)?.nicIds ?? [];
    }),
  );
  return {
    id,
    blocks: [vpc.cidr_block, ...secondary, ...ipv6.map(({ cidr_block }) => cidr_block)],
    userBlocks: user,
    subnets,
    nics: nics.map(({ primary, ...nic }) => ({ ...nic, forwards: forwarding.has(nic.id) })),
    securityGroups: await securityGroupsOfNetwork(tx, id, groups),
    networkAcls: acls.networkAcls,
    routeTables: [...new Set(subnets.map(({ routeTableId }) => routeTableId))]
      .sort()
      .map((table) => ({ id: table, routes: routes.get(table) ?? [] })),
    ...(open
      ? { publicAddresses: await publicAddressesOf(tx, id, nicIds, floatingById) }
      : { publicAddresses: [], ipv4Closed: true as const }),
    publicIpv6: ipv6Gateway ? await publicIpv6In(tx, id, nicIds) : [],
    floatingAddresses: floating,
    natGateways,
  };
}

/** The members that are in the network; the one that announced the address last comes first. */
function floatingOf(
  { id, address, subnetId, holderId, members }: HaVipOfNetwork,
  nicIds: ReadonlySet<string>,
  primaries: ReadonlyMap<string, string>,
): FloatingAddress {
  const ofMember = (member: HaVipOfNetwork['members'][number]) =>
    member.type === 'EcsInstance' ? primaries.get(member.id) : member.id;
  const inOrder = members.map(ofMember).filter((nic) => nic !== undefined && nicIds.has(nic));
  const nics = [...new Set(inOrder)] as NicOfNetwork['id'][];
  const holder = nics.filter((nic) => nic === holderId);
  return { id, address, subnetId, nicIds: [...new Set([...holder, ...nics])] };
}

/** EIPs whose interface is in no instance stand for nothing that packets reach. */
async function publicAddressesOf(
  tx: Reader,
  vpcId: string,
  nicIds: ReadonlySet<string>,
  floating: ReadonlyMap<string, FloatingAddress>,
): Promise<PublicAddress[]> {
  return (await eipsOfNetwork(tx, vpcId, [...nicIds]))
    .filter(({ carrier }) => nicIds.has(carrier) || floating.has(carrier))
    .map(({ carrier: _, ...eip }) => eip);
}

async function publicIpv6In(
  tx: Reader,
  vpcId: string,
  nicIds: ReadonlySet<string>,
): Promise<PublicIpv6[]> {
  return (await publicIpv6Of(tx, vpcId))
    .filter(({ nicId }) => nicIds.has(nicId))
    .map(({ nicId: _, ...address }) => address);
}

const vpcIds = query((db, _: object) => db.selectFrom('vpc').select('id').orderBy('id'));

const vpcBlock = query((db, p: { id: string }) =>
  db
    .selectFrom('vpc')
    .select(['id', 'cidr_block', 'route_table_id', 'ipv4_private'])
    .where('id', '=', p.id),
);
