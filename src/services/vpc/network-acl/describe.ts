import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { flag, id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { NetworkAclRow } from '#store/schema/network-acl.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { networkAclResult, viewNetworkAcls } from './view.ts';

const parameters = () =>
  z.object({
    NetworkAclIds: list(id(), 100).optional(),
    NetworkAclName: z.string().max(128).optional(),
    VpcId: id().optional(),
    SubnetId: id().optional(),
    Stateful: flag().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's network ACLs; conditions are ANDed, and nothing found is an empty list. */
export const describeNetworkAcls = readAction({
  name: 'DescribeNetworkAcls',
  summary: 'list network ACLs',
  parameters,
  result: () => z.object({ NetworkAcls: z.array(networkAclResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<NetworkAclRow>(tx, 'network_acl', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return { NetworkAcls: await viewNetworkAcls(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'network_acl', owner, {
    name: input.NetworkAclName,
    vpc_id: input.VpcId,
    project_name: input.ProjectName,
  });
  if (input.NetworkAclIds) select = select.where('network_acl.id', 'in', input.NetworkAclIds);
  if (input.Stateful !== undefined) {
    select = select.where('network_acl.stateful', '=', input.Stateful ? 1 : 0);
  }
  if (input.SubnetId !== undefined) {
    const subnet = input.SubnetId;
    select = select.where('network_acl.id', 'in', (on) =>
      on
        .selectFrom('network_acl_subnet')
        .select('network_acl_subnet.network_acl_id')
        .where('network_acl_subnet.subnet_id', '=', subnet),
    );
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'network_acl.id', filters));
  }
  return select;
}
