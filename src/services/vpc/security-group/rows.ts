import { type Owner, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import { isGuarded, type Reader } from '#store/store.ts';

/** One of the caller's security groups, with all columns. */
export const ownSecurityGroup = owned('security_group');

/** The same, locked: for an action that changes it or its rules, or has something name it. */
export const ownSecurityGroupToChange = ownedToChange('security_group');

/**
 * The caller's security groups among `ids`, which an interface is to join. They are locked, in the
 * order of their ids; where a write may wait for no row, its guard is the change at the end:
 * guardGroups.
 */
export async function securityGroupsToJoin(
  tx: Reader,
  { account_id, region }: Owner,
  ids: readonly string[],
): Promise<Map<string, SecurityGroupRow>> {
  const rows = isGuarded(tx)
    ? (await tx.allOf(groupsByIds, ids)).filter(
        (row) => row.account_id === account_id && row.region === region,
      )
    : await locked(tx, { account_id, region }, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

async function locked(
  tx: Reader,
  owner: Owner,
  ids: readonly string[],
): Promise<SecurityGroupRow[]> {
  const found: SecurityGroupRow[] = [];
  for (const id of ids.toSorted()) {
    const row = await tx.first(ownSecurityGroupToChange, { id, ...owner });
    if (row !== undefined) found.push(row);
  }
  return found;
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
