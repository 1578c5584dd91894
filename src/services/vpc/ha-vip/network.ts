import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** A virtual IP of a VPC with its members in their order, and the interface that has the address. */
export interface HaVipOfNetwork {
  readonly id: string;
  readonly address: string;
  readonly subnetId: string;
  /** The interface that announced the address last, '' before any has. */
  readonly holderId: string;
  readonly members: readonly { readonly type: string; readonly id: string }[];
}

/** The virtual IPs of a VPC that are not being deleted. */
export async function haVipsOfNetwork(tx: Reader, vpcId: string): Promise<HaVipOfNetwork[]> {
  const members = await tx.all(membersIn, { vpcId });
  return (await tx.all(haVipsIn, { vpcId })).map((row) => ({
    id: row.id,
    address: row.ip_address,
    subnetId: row.subnet_id,
    holderId: row.holder_id,
    members: members
      .filter(({ ha_vip_id }) => ha_vip_id === row.id)
      .map(({ instance_type, instance_id }) => ({ type: instance_type, id: instance_id })),
  }));
}

const haVipsIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('ha_vip')
    .select(['id', 'ip_address', 'subnet_id', 'holder_id'])
    .where('vpc_id', '=', p.vpcId)
    .where('status', '!=', TRANSITIONS.delete.from)
    .orderBy('id'),
);

const membersIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('ha_vip')
    .innerJoin('ha_vip_member as member', 'member.ha_vip_id', 'ha_vip.id')
    .select(['member.ha_vip_id', 'member.instance_type', 'member.instance_id'])
    .where('ha_vip.vpc_id', '=', p.vpcId)
    .orderBy('member.ha_vip_id')
    .orderBy('member.position'),
);
