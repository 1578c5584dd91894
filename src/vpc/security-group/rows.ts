import { owned, ownedToChange } from '../../store/owned.ts';
import { query } from '../../store/query.ts';
import type { SecurityGroupRow } from '../../store/schema.ts';
import type { Reader } from '../../store/store.ts';

/** One security group of the caller's, whole. */
export const ownSecurityGroup = owned('security_group');

/** The same, for an action that changes it or its rules. */
export const ownSecurityGroupToChange = ownedToChange('security_group');

/** The caller's security groups among `ids`. */
export async function securityGroupsByIds(
  tx: Reader,
  owner: { account_id: string; region: string },
  ids: readonly string[],
): Promise<Map<string, SecurityGroupRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('security_group')
      .selectAll()
      .where('id', 'in', ids)
      .where('account_id', '=', owner.account_id)
      .where('region', '=', owner.region),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** All of a VPC's groups. */
export const groupsOfVpc = query((db, p: { vpcId: string }) =>
  db.selectFrom('security_group').selectAll().where('vpc_id', '=', p.vpcId),
);

/** Any one group of a VPC that was not made with it. */
export const aCustomGroup = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('security_group')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('type', '<>', 'default')
    .limit(1),
);

/** Any one interface in a group. */
export const aMember = query((db, p: { groupId: string }) =>
  db
    .selectFrom('network_interface_security_group')
    .select('network_interface_id')
    .where('security_group_id', '=', p.groupId)
    .limit(1),
);

/** Any one other group with a rule that refers to this one. */
export const aReferrer = query((db, p: { groupId: string }) =>
  db
    .selectFrom('security_group_rule')
    .select('security_group_id')
    .where('source_group_id', '=', p.groupId)
    .where('security_group_id', '<>', p.groupId)
    .limit(1),
);

/** How many interfaces are in each group, and how many private addresses these hold. */
export async function membersOfGroups(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, { interfaces: number; addresses: number }>> {
  const found = new Map(ids.map((id) => [id, { interfaces: 0, addresses: 0 }]));
  if (ids.length === 0) return found;
  const interfaces = await tx.select((db) =>
    db
      .selectFrom('network_interface_security_group')
      .select('security_group_id')
      .select((count) => count.fn.countAll<number>().as('n'))
      .where('security_group_id', 'in', ids)
      .groupBy('security_group_id'),
  );
  const addresses = await tx.select((db) =>
    db
      .selectFrom('network_interface_security_group as member')
      .innerJoin('address', 'address.network_interface_id', 'member.network_interface_id')
      .select('member.security_group_id')
      .select((count) => count.fn.countAll<number>().as('n'))
      .where('member.security_group_id', 'in', ids)
      .groupBy('member.security_group_id'),
  );
  for (const { security_group_id, n } of interfaces) {
    const group = found.get(security_group_id);
    if (group) group.interfaces = n;
  }
  for (const { security_group_id, n } of addresses) {
    const group = found.get(security_group_id);
    if (group) group.addresses = n;
  }
  return found;
}
