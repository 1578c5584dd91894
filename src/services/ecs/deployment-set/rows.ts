import { listsOf } from '#store/lists.ts';
import { type Owner, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { DeploymentSetMemberRow } from '#store/schema/deployment-set.ts';
import type { Db } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's deployment sets, with all columns. */
export const ownDeploymentSet = owned('deployment_set');

/** The same, locked: for an action that changes it or which instances are in it. */
export const ownDeploymentSetToChange = ownedToChange('deployment_set');

/** The instances in a set. Its limits keep them few. */
export const membersOf = query((db, p: { deploymentSetId: string }) =>
  db
    .selectFrom('deployment_set_member')
    .selectAll()
    .where('deployment_set_id', '=', p.deploymentSetId)
    .orderBy('id'),
);

/** The same of each of several sets. */
export function membersOfSets(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, DeploymentSetMemberRow[]>> {
  return listsOf(tx, ids, 'deployment_set_id', members);
}

const members = listQuery((db, ids) =>
  db
    .selectFrom('deployment_set_member')
    .selectAll()
    .where('deployment_set_id', 'in', ids)
    .orderBy('deployment_set_id')
    .orderBy('id'),
);

/** Where those of the instances are that are in a set, by instance. */
export async function membershipsOf(
  tx: Reader,
  instanceIds: readonly string[],
): Promise<Map<string, DeploymentSetMemberRow>> {
  const rows = instanceIds.length === 0 ? [] : await tx.allOf(memberships, instanceIds);
  return new Map(rows.map((row) => [row.id, row]));
}

const memberships = listQuery((db, ids) =>
  db.selectFrom('deployment_set_member').selectAll().where('id', 'in', ids),
);

/** The ids of the instances in some of an account's sets, and in some of their groups. */
export function instancesInSets(
  db: Db,
  owner: Owner,
  sets: readonly string[] | undefined,
  groups: readonly number[] | undefined,
) {
  let select = db
    .selectFrom('deployment_set')
    .innerJoin('deployment_set_member as member', 'member.deployment_set_id', 'deployment_set.id')
    .select('member.id')
    .where('deployment_set.account_id', '=', owner.account_id)
    .where('deployment_set.region', '=', owner.region);
  if (sets) select = select.where('deployment_set.id', 'in', sets);
  if (groups) select = select.where('member.group_number', 'in', groups);
  return select;
}
