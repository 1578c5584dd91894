import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id, word } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { regionsOf } from '../ipam/regions.ts';
import { ownDiscovery } from '../ipam-resource-discovery/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { type ResourceCidr, resourceCidrs, usageText } from './cidrs.ts';

const discoveredResult = () =>
  z.object({
    IpamResourceDiscoveryId: z.string(),
    ResourceType: z.string(),
    ResourceId: z.string(),
    ResourceName: z.string(),
    ResourceOwnerId: z.string(),
    ResourceRegionId: z.string(),
    ResourceCidr: z.string(),
    // The name that the older SDKs have.
    CidrBlock: z.string(),
    VpcId: z.string(),
    IpUsage: z.string(),
    DiscoveryTime: z.string(),
  });

/** Lists what a resource discovery finds in one of its regions; in another it finds nothing. */
export const describeIpamDiscoveredResourceCidrs = readAction({
  name: 'DescribeIpamDiscoveredResourceCidrs',
  summary: 'list the blocks that a resource discovery finds in a region',
  parameters: () =>
    z.object({
      IpamResourceDiscoveryId: id(),
      ResourceRegionId: id(),
      ResourceType: word('Vpc', 'Subnet').optional(),
      ...pagingParameters(),
    }),
  result: () =>
    z.object({
      IpamDiscoveredResourceCidrs: z.array(discoveredResult()),
      ...pagingResult(),
    }),
  refusals: [vpcRefusals.NextTokenMalformed, vpcRefusals.IpamResourceDiscoveryNotFound],

  async view(tx, input, context) {
    const discovery = await tx.first(ownDiscovery, ownKey(context, input.IpamResourceDiscoveryId));
    if (discovery === undefined) refuse(vpcRefusals.IpamResourceDiscoveryNotFound);
    const looks = regionsOf(discovery.operating_regions).includes(input.ResourceRegionId);
    const all = looks ? await resourceCidrs(tx, context.accountId, [input.ResourceRegionId]) : [];
    const found = all.filter(
      ({ resourceType }) => (input.ResourceType ?? resourceType) === resourceType,
    );
    const page = pageOfList(found, pagingOf(input), placeOf);
    return {
      IpamDiscoveredResourceCidrs: page.rows.map((each) => ({
        IpamResourceDiscoveryId: discovery.id,
        ResourceType: each.resourceType,
        ResourceId: each.resourceId,
        ResourceName: each.resourceName,
        ResourceOwnerId: each.accountId,
        ResourceRegionId: each.region,
        ResourceCidr: each.cidr,
        CidrBlock: each.cidr,
        VpcId: each.vpcId,
        IpUsage: usageText(each.usage),
        // It is found as soon as it is there.
        DiscoveryTime: beijing(each.createdAt),
      })),
      ...page.paging,
    };
  },
});

/** VPCs before subnets, each by its id. */
const placeOf = ({ resourceType, resourceId, cidr }: ResourceCidr): string =>
  `${resourceType === 'Vpc' ? 0 : 1} ${resourceId} ${cidr}`;
