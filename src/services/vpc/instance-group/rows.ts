import { listsOf } from '#store/lists.ts';
import { byId, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { InstanceGroupMemberRow } from '#store/schema/instance-group.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's groups, locked: for an action that changes it, or a route that leads to it. */
export const ownInstanceGroupToChange = ownedToChange('instance_group');

export const instanceGroupById = byId('instance_group');

/** Any one group of a VPC. */
export const anInstanceGroupIn = query((db, p: { vpcId: string }) =>
  db.selectFrom('instance_group').select('id').where('vpc_id', '=', p.vpcId).limit(1),
);

/** The members of a group, the oldest first. While the group is locked they do not change. */
export const membersOf = query((db, p: { groupId: string }) =>
  db
    .selectFrom('instance_group_member')
    .selectAll()
    .where('instance_group_id', '=', p.groupId)
    .orderBy('position'),
);

/** The same, for each of the given groups. */
export function membersOfGroups(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, InstanceGroupMemberRow[]>> {
  return listsOf(tx, ids, 'instance_group_id', membersOfMany);
}

const membersOfMany = listQuery((db, ids) =>
  db
    .selectFrom('instance_group_member')
    .selectAll()
    .where('instance_group_id', 'in', ids)
    .orderBy('instance_group_id')
    .orderBy('position'),
);
