import { byId, type OwnKey, owned, ownedToChange } from '#store/owned.ts';
import { lockingQuery, query } from '#store/query.ts';
import type { Db } from '#store/schema.ts';

/** One of the caller's subnets, with all columns. */
export const ownSubnet = owned('subnet');

/** The same, locked: for an action that changes it or what is in it. */
export const ownSubnetToChange = ownedToChange('subnet');

/** One of the caller's subnets, with the status of its VPC. */
export const ownSubnetInVpc = query(subnetInVpc);

/** The same, with the subnet locked. */
export const ownSubnetInVpcToChange = lockingQuery(subnetInVpc);

function subnetInVpc(db: Db, p: OwnKey) {
  return db
    .selectFrom('subnet')
    .leftJoin('vpc', 'vpc.id', 'subnet.vpc_id')
    .selectAll('subnet')
    .select('vpc.status as vpc_status')
    .where('subnet.id', '=', p.id)
    .where('subnet.account_id', '=', p.account_id)
    .where('subnet.region', '=', p.region);
}

export const subnetById = byId('subnet');

/**
 * The blocks of a VPC's subnets; a quota keeps them few. While the VPC is locked they do not
 * change.
 */
export const blocksOfVpc = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('subnet')
    .select(['id', 'cidr_block', 'ipv6_cidr_block'])
    .where('vpc_id', '=', p.vpcId),
);

/** Any one subnet of a VPC. */
export const aSubnet = query((db, p: { vpcId: string }) =>
  db.selectFrom('subnet').select('id').where('vpc_id', '=', p.vpcId).limit(1),
);

/** Any one subnet of a VPC that has IPv6. */
export const aSubnetWithIpv6 = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('subnet')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('ipv6_cidr_block', '<>', '')
    .limit(1),
);

/** Any one interface in a subnet. */
export const anInterfaceIn = query((db, p: { subnetId: string }) =>
  db.selectFrom('network_interface').select('id').where('subnet_id', '=', p.subnetId).limit(1),
);

/** A VPC's subnets, the oldest first; a quota keeps them few. */
export const subnetsOfVpc = query((db, p: { vpcId: string }) =>
  db.selectFrom('subnet').selectAll().where('vpc_id', '=', p.vpcId).orderBy('id'),
);
