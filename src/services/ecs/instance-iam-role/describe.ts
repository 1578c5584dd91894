import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { type Context, ownerOf } from '#core/context.ts';
import { type Paging, pageOf } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { Db } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';
import { iamRolesOfInstances } from './rows.ts';

/**
 * Lists the roles of the named instances, of those too that have none; without names, of all that
 * have one. Source: docs 6396/120183.
 */
export const describeInstancesIamRoles = readAction({
  name: 'DescribeInstancesIamRoles',
  summary: 'list the IAM roles of instances',
  parameters: () => z.object({ InstanceIds: list(id(), 100).optional(), ...tokenPaging(100) }),
  result: () =>
    z.object({
      InstancesIamRoles: z.array(
        z.object({ InstanceId: z.string(), RoleNames: z.array(z.string()) }),
      ),
      NextToken: z.string(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const { ids, next } = await page(tx, input.InstanceIds, tokenPagingOf(input), context);
    const roles = await iamRolesOfInstances(tx, ids);
    return {
      InstancesIamRoles: ids.map((InstanceId) => {
        const name = roles.get(InstanceId);
        return { InstanceId, RoleNames: name === undefined ? [] : [name] };
      }),
      NextToken: next,
    };
  },
});

async function page(
  tx: Reader,
  named: readonly string[] | undefined,
  paging: Paging,
  context: Context,
): Promise<{ ids: string[]; next: string }> {
  const owner = ownerOf(context);
  const found = await (named === undefined
    ? pageOf(tx, 'instance_iam_role', paging, (db) => bound(db, owner))
    : pageOf(tx, 'instance', paging, (db) => ownRows(db, 'instance', owner, {}, named)));
  return { ids: found.rows.map((row) => row.id), next: found.paging.NextToken };
}

/** Only of instances that are there: older programs beside this one do not remove the rows. */
const bound = (db: Db, owner: Owner) =>
  db
    .selectFrom('instance_iam_role')
    .innerJoin('instance', 'instance.id', 'instance_iam_role.id')
    .where('instance_iam_role.account_id', '=', owner.account_id)
    .where('instance_iam_role.region', '=', owner.region);
