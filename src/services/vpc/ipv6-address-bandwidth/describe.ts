import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list, word } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import type { Ipv6AddressBandwidthRow } from '#store/schema/ipv6-gateway.ts';
import { ISPS } from '../eip/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { type BandwidthFilters, matching } from './describe.filters.ts';
import { common, viewBandwidths } from './view.ts';

// The SDK has only NextToken and MaxResults; Terraform pages by PageNumber and PageSize.
const parameters = () =>
  z.object({
    AllocationIds: list(id(), 100).optional(),
    Ipv6Addresses: list(z.string().max(64), 100).optional(),
    VpcId: id().optional(),
    AssociatedInstanceId: id().optional(),
    AssociatedInstanceType: word('EcsInstance', 'NetworkInterface').optional(),
    NetworkType: z.enum(['Public', 'Private']).optional(),
    ISP: word(...ISPS).optional(),
    BandwidthPackageId: id().optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  }) satisfies z.ZodType<BandwidthFilters>;

/**
 * Lists public bandwidths of IPv6 addresses; conditions are ANDed, and nothing found is an empty
 * list.
 */
export const describeIpv6AddressBandwidths = readAction({
  name: 'DescribeIpv6AddressBandwidths',
  summary: 'list public bandwidths of IPv6 addresses',
  parameters,
  // Source: the SDK's types. Two of its times have other names than in the attributes.
  result: () =>
    z.object({
      Ipv6AddressBandwidths: z.array(
        z.object({ ...common(), UpdatedAt: z.string(), DeletedTime: z.string() }),
      ),
      NextToken: z.string(),
    }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<Ipv6AddressBandwidthRow>(tx, 'ipv6_address_bandwidth', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    const views = await viewBandwidths(tx, page.rows);
    return {
      Ipv6AddressBandwidths: page.rows.flatMap((row, index) => {
        const view = views[index];
        return view ? { ...view, UpdatedAt: beijing(row.updated_at), DeletedTime: '' } : [];
      }),
      NextToken: page.paging.NextToken,
    };
  },
});
