import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { haVipResult, viewHaVips } from './view.ts';

const parameters = () =>
  z.object({
    HaVipIds: list(id(), 100).optional(),
    HaVipName: z.string().max(128).optional(),
    IpAddress: z.string().max(64).optional(),
    Status: z.enum(['Available', 'Creating', 'InUse', 'Deleting']).optional(),
    SubnetId: id().optional(),
    VpcId: id().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's virtual IPs; conditions are ANDed, and nothing found is an empty list. */
export const describeHaVips = readAction({
  name: 'DescribeHaVips',
  summary: 'list high-availability virtual IPs',
  parameters,
  result: () => z.object({ HaVips: z.array(haVipResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<HaVipRow>(tx, 'ha_vip', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return { HaVips: await viewHaVips(tx, page.rows), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'ha_vip', owner, {
    name: input.HaVipName,
    ip_address: input.IpAddress,
    status: input.Status,
    subnet_id: input.SubnetId,
    vpc_id: input.VpcId,
    project_name: input.ProjectName,
  });
  if (input.HaVipIds) select = select.where('ha_vip.id', 'in', input.HaVipIds);
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ha_vip.id', filters));
  }
  return select;
}
