import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOfList, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, word } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { type ResourceCidr, usageText } from './cidrs.ts';
import { watchedInScope } from './load.ts';

const cidrResult = () =>
  z.object({
    IpamId: z.string(),
    IpamScopeId: z.string(),
    IpamPoolId: z.string(),
    IpamPoolAllocationId: z.string(),
    ResourceType: z.string(),
    ResourceId: z.string(),
    ResourceName: z.string(),
    ResourceRegionId: z.string(),
    ResourceCidr: z.string(),
    VpcId: z.string(),
    IpUsage: z.string(),
    ManagementStatus: z.string(),
    ComplianceStatus: z.string(),
    OverlapStatus: z.string(),
    OverlapDetails: z.array(
      z.object({ ResourceId: z.string(), ResourceCidr: z.string(), ResourceRegionId: z.string() }),
    ),
  });

/** Lists the blocks of a VPC and its subnets that are in a scope, and how they fit into the plan. */
export const describeIpamResourceCidrs = readAction({
  name: 'DescribeIpamResourceCidrs',
  summary: 'list the blocks of a VPC in an IPAM scope',
  parameters: () =>
    z.object({
      IpamScopeId: id(),
      VpcId: id(),
      IpamPoolId: id().optional(),
      ResourceId: id().optional(),
      ResourceName: z.string().max(128).optional(),
      ResourceRegionId: id().optional(),
      ResourceType: word('Vpc', 'Subnet').optional(),
      ...pagingParameters(),
    }),
  result: () => z.object({ IpamResourceCidrs: z.array(cidrResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed, vpcRefusals.IpamScopeNotFound],

  async view(tx, input, context) {
    const { ipamId, watched } = await watchedInScope(tx, context, input.IpamScopeId);
    const found = watched.filter(
      (each) =>
        each.vpcId === input.VpcId &&
        (input.IpamPoolId ?? each.allocation?.ipam_pool_id ?? '') ===
          (each.allocation?.ipam_pool_id ?? '') &&
        (input.ResourceId ?? each.resourceId) === each.resourceId &&
        (input.ResourceName ?? each.resourceName) === each.resourceName &&
        (input.ResourceRegionId ?? each.region) === each.region &&
        (input.ResourceType ?? each.resourceType) === each.resourceType,
    );
    const page = pageOfList(found, pagingOf(input), placeOf);
    return {
      IpamResourceCidrs: page.rows.map((each) => ({
        IpamId: ipamId,
        IpamScopeId: input.IpamScopeId,
        IpamPoolId: each.allocation?.ipam_pool_id ?? '',
        IpamPoolAllocationId: each.allocation?.id ?? '',
        ResourceType: each.resourceType,
        ResourceId: each.resourceId,
        ResourceName: each.resourceName,
        ResourceRegionId: each.region,
        ResourceCidr: each.cidr,
        VpcId: each.vpcId,
        IpUsage: usageText(each.usage),
        ManagementStatus: each.managementStatus,
        ComplianceStatus: each.complianceStatus,
        OverlapStatus: each.overlapStatus,
        OverlapDetails: each.overlaps.map(({ resourceId, cidr, region }) => ({
          ResourceId: resourceId,
          ResourceCidr: cidr,
          ResourceRegionId: region,
        })),
      })),
      NextToken: page.paging.NextToken,
    };
  },
});

/** VPCs before subnets, each by its id. */
const placeOf = ({ resourceType, resourceId, cidr }: ResourceCidr): string =>
  `${resourceType === 'Vpc' ? 0 : 1} ${resourceId} ${cidr}`;
