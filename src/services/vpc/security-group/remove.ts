import { reserveQuota } from '#core/quota.ts';
import { query } from '#store/query.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { forgetGroup } from '../network-interface/counters.ts';
import { removeTags } from '../tag/rows.ts';
import { groupsOfVpc } from './rows.ts';

/** Removes a security group that no interface is in, with its rules, tags and quota. */
export async function removeSecurityGroup(
  tx: Writer,
  row: Pick<SecurityGroupRow, 'id' | 'account_id' | 'region'>,
): Promise<void> {
  await tx.run(deleteRulesOf, { id: row.id });
  await forgetGroup(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('security_group', row.id);
  tx.touchNothing();
  await reserveQuota(tx, row, 'SecurityGroups', -1);
}

/** Removes the Default group of a VPC that is being deleted. */
export async function removeGroupsOfVpc(tx: Writer, vpcId: string): Promise<void> {
  for (const row of await tx.all(groupsOfVpc, { vpcId })) await removeSecurityGroup(tx, row);
}

const deleteRulesOf = query((db, p: { id: string }) =>
  db.deleteFrom('security_group_rule').where('security_group_id', '=', p.id),
);
