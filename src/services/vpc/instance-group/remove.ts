import type { InstanceGroupRow } from '#store/schema/instance-group.ts';
import type { Writer } from '#store/store.ts';
import { removeMembers } from './members.ts';

/** Removes a group that no route leads to, with its members. */
export async function removeInstanceGroup(tx: Writer, row: InstanceGroupRow): Promise<void> {
  await removeMembers(tx, row.id);
  await tx.remove('instance_group', row.id);
  tx.touchNothing();
}
