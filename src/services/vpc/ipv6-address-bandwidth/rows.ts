import { notLookedUp, owned, ownedToChange } from '#store/owned.ts';
import { lockingQuery, query } from '#store/query.ts';
import { vpcsOfInterfaces } from '../network-interface/counts.ts';

/** The public bandwidth of one of the caller's IPv6 addresses, whole. */
export const ownBandwidth = owned('ipv6_address_bandwidth');

/** The same, locked: for an action that changes it or what depends on it. */
export const ownBandwidthToChange = ownedToChange('ipv6_address_bandwidth');

/** Any one public bandwidth of an IPv6 address in a VPC. */
export const aBandwidthIn = query((db, p: { vpcId: string }) =>
  db.selectFrom('ipv6_address_bandwidth').select('id').where('vpc_id', '=', p.vpcId).limit(1),
);

/** The public bandwidth of one IPv6 address of an interface, if it has one. */
export const bandwidthOfAddress = query((db, p: { networkInterfaceId: string; address: string }) =>
  db
    .selectFrom('ipv6_address_bandwidth')
    .select('id')
    .where('network_interface_id', '=', p.networkInterfaceId)
    .where('ipv6_address', '=', p.address),
);

/** The public bandwidths of an interface's IPv6 addresses, locked. */
export const bandwidthsOnInterface = lockingQuery((db, p: { networkInterfaceId: string }) =>
  db
    .selectFrom('ipv6_address_bandwidth')
    .select(['id', 'ipv6_address'])
    .where('network_interface_id', '=', p.networkInterfaceId),
);

/** The interfaces of an account that hold an IPv6 address: one, unless blocks of VPCs overlap. */
export const holderOfIpv6 = query(
  (db, p: { account_id: string; region: string; address: string }) =>
    db
      .selectFrom('address')
      .innerJoin('network_interface', 'network_interface.id', 'address.network_interface_id')
      .select('network_interface.id')
      .where('address.address', '=', p.address)
      .where('address.vpc_id', 'in', vpcsOfInterfaces(db, p))
      .where((row) => notLookedUp(row, 'network_interface.account_id', p.account_id))
      .where((row) => notLookedUp(row, 'network_interface.region', p.region))
      .orderBy('network_interface.id')
      .limit(1),
);
