import { dynamic } from '#store/dynamic.ts';
import { listsOf } from '#store/lists.ts';
import { listQuery } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** What is in a VPC and is listed with it. */
type Member = 'subnet' | 'security_group' | 'route_table';

/** The ids of each VPC's subnets, groups or route tables, oldest first. */
export function memberIdsOfVpcs(
  tx: Reader,
  member: Member,
  vpcIds: readonly string[],
): Promise<Map<string, string[]>> {
  return listsOf(tx, vpcIds, 'vpc_id', MEMBERS[member], ({ id }) => id);
}

const membersIn = (member: Member) =>
  listQuery<{ vpc_id: string; id: string }>((db, vpcIds) =>
    dynamic(db)
      .selectFrom(member)
      .select(['vpc_id', 'id'])
      .where('vpc_id', 'in', vpcIds)
      .orderBy('vpc_id')
      .orderBy('id'),
  );

const MEMBERS = {
  subnet: membersIn('subnet'),
  security_group: membersIn('security_group'),
  route_table: membersIn('route_table'),
};
