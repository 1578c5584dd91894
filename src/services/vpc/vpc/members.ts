import { dynamic } from '#store/dynamic.ts';
import { listsOf } from '#store/lists.ts';
import type { Reader } from '#store/store.ts';

/** What stands in a VPC and is listed with it. */
type Member = 'subnet' | 'security_group' | 'route_table';

/** The ids of each VPC's subnets, groups or route tables, the oldest first. */
export async function memberIdsOfVpcs(
  tx: Reader,
  member: Member,
  vpcIds: readonly string[],
): Promise<Map<string, string[]>> {
  return await listsOf(
    tx,
    vpcIds,
    'vpc_id',
    (db) =>
      dynamic(db)
        .selectFrom(member)
        .select(['vpc_id', 'id'])
        .where('vpc_id', 'in', vpcIds)
        .orderBy('vpc_id')
        .orderBy('id'),
    ({ id }) => id,
  );
}
