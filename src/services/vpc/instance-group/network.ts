import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** What a group leads to, in the order of preference. */
export type GroupMember = { readonly type: string; readonly id: string };

/** The members of the groups of a VPC by the group's id, the oldest first. */
export async function instanceGroupsOfNetwork(
  tx: Reader,
  vpcId: string,
): Promise<Map<string, GroupMember[]>> {
  const groups = new Map<string, GroupMember[]>();
  for (const { instance_group_id, type, instance_id: id } of await tx.all(membersIn, { vpcId })) {
    const members = groups.get(instance_group_id);
    if (members === undefined) groups.set(instance_group_id, [{ type, id }]);
    else members.push({ type, id });
  }
  return groups;
}

const membersIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('instance_group')
    .innerJoin('instance_group_member as member', 'member.instance_group_id', 'instance_group.id')
    .select(['member.instance_group_id', 'member.type', 'member.instance_id'])
    .where('instance_group.vpc_id', '=', p.vpcId)
    .orderBy('member.instance_group_id')
    .orderBy('member.position'),
);
