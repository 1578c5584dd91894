import { query } from '#store/query.ts';
import type { HaVipMemberRow } from '#store/schema/ha-vip.ts';
import type { Writer } from '#store/store.ts';
import { steadyStatus } from './lifecycle.ts';
import { haVipById, membersOf } from './rows.ts';

type Member = Omit<HaVipMemberRow, 'position'>;

/** Associates an instance or an interface with a virtual IP, which is locked. */
export async function addMember(tx: Writer, member: Member): Promise<void> {
  const members = await tx.all(membersOf, { haVipId: member.ha_vip_id });
  const position = (members.at(-1)?.position ?? -1) + 1;
  await tx.insert('ha_vip_member', { ...member, position });
  await settleStatus(tx, member.ha_vip_id);
}

/**
 * Disassociates a member from a virtual IP, which is locked. The oldest of the others then has the
 * address.
 */
export async function removeMember(tx: Writer, haVipId: string, instanceId: string): Promise<void> {
  await tx.run(deleteMember, { haVipId, instanceId });
  await settleStatus(tx, haVipId);
}

/** Disassociates an instance or an interface that is being deleted from all its virtual IPs. */
export async function leaveHaVips(tx: Writer, instanceId: string): Promise<void> {
  for (const { ha_vip_id } of await tx.all(memberships, { instanceId })) {
    await tx.first(haVipById, { id: ha_vip_id });
    await removeMember(tx, ha_vip_id, instanceId);
  }
}

async function settleStatus(tx: Writer, haVipId: string): Promise<void> {
  const members = await tx.all(membersOf, { haVipId });
  await tx.update('ha_vip', haVipId, { status: steadyStatus(members.length) });
  tx.touch('ha_vip', haVipId);
}

const memberships = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('ha_vip_member')
    .select('ha_vip_id')
    .where('instance_id', '=', p.instanceId)
    .orderBy('ha_vip_id'),
);

const deleteMember = query((db, p: { haVipId: string; instanceId: string }) =>
  db
    .deleteFrom('ha_vip_member')
    .where('ha_vip_id', '=', p.haVipId)
    .where('instance_id', '=', p.instanceId),
);
