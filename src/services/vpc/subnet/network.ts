import type { Subnet } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { gatewayOf, ipv4Range } from './range.ts';

/** A VPC's subnets as packets meet them, but for the tables and ACLs that others associate. */
export async function subnetsOfNetwork(
  tx: Reader,
  vpcId: string,
): Promise<Omit<Subnet, 'routeTableId' | 'networkAclId'>[]> {
  const rows = await tx.all(blocksOfSubnets, { vpcId });
  return rows.map(({ id, cidr_block, ipv6_cidr_block }) => {
    const range = ipv4Range(cidr_block);
    return {
      id,
      blocks: [cidr_block, ipv6_cidr_block].filter((block) => block !== ''),
      ...(range && { gateway: gatewayOf(range) }),
    };
  });
}

const blocksOfSubnets = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('subnet')
    .select(['id', 'cidr_block', 'ipv6_cidr_block'])
    .where('vpc_id', '=', p.vpcId)
    .orderBy('id'),
);
