import { owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's security groups, with all columns. */
export const ownSecurityGroup = owned('security_group');

/** The same, locked: for an action that changes it or its rules. */
export const ownSecurityGroupToChange = ownedToChange('security_group');

/** The caller's security groups among `ids`. */
export async function securityGroupsByIds(
  tx: Reader,
  owner: { account_id: string; region: string },
  ids: readonly string[],
): Promise<Map<string, SecurityGroupRow>> {
  const rows = await tx.allOf(groupsByIds, ids);
  const own = rows.filter(
    ({ account_id, region }) => account_id === owner.account_id && region === owner.region,
  );
  return new Map(own.map((row) => [row.id, row]));
}

const groupsByIds = listQuery((db, ids) =>
  db.selectFrom('security_group').selectAll().where('id', 'in', ids),
);

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
