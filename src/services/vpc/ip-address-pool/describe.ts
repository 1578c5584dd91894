import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list, word } from '#core/parameters.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { IpAddressPoolRow } from '#store/schema/ip-address-pool.ts';
import type { Db } from '#store/schema.ts';
import { isp } from '../eip/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { ipAddressPoolResult, viewIpAddressPools } from './view.ts';

// The SDK has only NextToken and MaxResults, and answers NextToken alone.
const parameters = () =>
  z.object({
    IpAddressPoolIds: list(id(), 100).optional(),
    ISP: isp().optional(),
    Status: word('Creating', 'Available', 'Deleting').optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/**
 * Lists the caller's IP address pools; conditions are ANDed, and nothing found is an empty list.
 */
export const describeIpAddressPools = readAction({
  name: 'DescribeIpAddressPools',
  summary: 'list IP address pools',
  parameters,
  result: () => z.object({ IpAddressPools: z.array(ipAddressPoolResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<IpAddressPoolRow>(tx, 'ip_address_pool', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return {
      IpAddressPools: await viewIpAddressPools(tx, page.rows),
      NextToken: page.paging.NextToken,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'ip_address_pool', owner, {
    isp: input.ISP,
    status: input.Status,
    project_name: input.ProjectName,
  });
  if (input.IpAddressPoolIds) {
    select = select.where('ip_address_pool.id', 'in', input.IpAddressPoolIds);
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ip_address_pool.id', filters));
  }
  return select;
}
