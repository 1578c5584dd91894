import { query } from '#store/query.ts';
import type { InstanceGroupMemberRow } from '#store/schema/instance-group.ts';
import type { Writer } from '#store/store.ts';
import { instanceGroupById, membersOf } from './rows.ts';

/** What is added to a group or taken out of it. */
export type Member = Omit<InstanceGroupMemberRow, 'instance_group_id' | 'position'>;

/** Takes members out of a group, which is locked, and adds others. */
export async function changeMembers(
  tx: Writer,
  groupId: string,
  removed: readonly Member[],
  added: readonly Member[],
): Promise<void> {
  for (const { instance_id } of removed) await tx.run(deleteMember, { groupId, id: instance_id });
  let position = (await tx.all(membersOf, { groupId })).at(-1)?.position ?? -1;
  for (const member of added) {
    position += 1;
    await tx.insert('instance_group_member', { instance_group_id: groupId, ...member, position });
  }
}

/** Takes an instance or an interface that is being deleted or moved away out of its groups. */
export async function leaveInstanceGroups(tx: Writer, id: string): Promise<void> {
  for (const { instance_group_id: groupId } of await tx.all(memberships, { id })) {
    const group = await tx.first(instanceGroupById, { id: groupId });
    await tx.run(deleteMember, { groupId, id });
    if (group) tx.touch('vpc', group.vpc_id);
  }
}

/** Removes all members of a group that is being removed. */
export async function removeMembers(tx: Writer, groupId: string): Promise<void> {
  await tx.run(deleteMembers, { groupId });
}

const memberships = query((db, p: { id: string }) =>
  db
    .selectFrom('instance_group_member')
    .select('instance_group_id')
    .where('instance_id', '=', p.id)
    .orderBy('instance_group_id'),
);

const deleteMember = query((db, p: { groupId: string; id: string }) =>
  db
    .deleteFrom('instance_group_member')
    .where('instance_group_id', '=', p.groupId)
    .where('instance_id', '=', p.id),
);

const deleteMembers = query((db, p: { groupId: string }) =>
  db.deleteFrom('instance_group_member').where('instance_group_id', '=', p.groupId),
);
