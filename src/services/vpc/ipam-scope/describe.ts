import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { IpamScopeRow } from '#store/schema/ipam.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { scopeResult, viewScopes } from './view.ts';

// The SDK has only NextToken and MaxResults; the older style is taken as everywhere.
const parameters = () =>
  z.object({
    IpamScopeIds: list(id(), 100).optional(),
    IpamScopeName: z.string().max(128).optional(),
    IpamScopeType: z.enum(['private', 'public']).optional(),
    IpamId: id().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's scopes; conditions are ANDed, and nothing found is an empty list. */
export const describeIpamScopes = readAction({
  name: 'DescribeIpamScopes',
  summary: 'list the scopes of IPAMs',
  parameters,
  result: () => z.object({ IpamScopes: z.array(scopeResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const page = await pageOf<IpamScopeRow>(tx, 'ipam_scope', pagingOf(input), (db) =>
      matching(db, ownerOf(context), input),
    );
    return { IpamScopes: await viewScopes(tx, page.rows), NextToken: page.paging.NextToken };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(
    db,
    'ipam_scope',
    owner,
    {
      name: input.IpamScopeName,
      type: input.IpamScopeType,
      ipam_id: input.IpamId,
      project_name: input.ProjectName,
    },
    input.IpamScopeIds,
  );
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ipam_scope.id', filters));
  }
  return select;
}
