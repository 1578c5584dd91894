import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { watchedInScope } from '../ipam-resource-cidr/load.ts';
import type { Watched } from '../ipam-resource-cidr/watched.ts';
import { vpcRefusals } from '../refusals.ts';

/** Counts the blocks of VPCs and subnets in a scope, by what they are and how they fit. */
export const describeIpamScopeStats = readAction({
  name: 'DescribeIpamScopeStats',
  summary: 'count the blocks in an IPAM scope',
  parameters: () => z.object({ IpamScopeId: id() }),
  result: () =>
    z.object({
      VpcCidrCount: z.int(),
      SubnetCidrCount: z.int(),
      ManagedCidrCount: z.int(),
      UnmanagedCidrCount: z.int(),
      IgnoredCidrCount: z.int(),
      CompliantCidrCount: z.int(),
      NoncompliantCidrCount: z.int(),
      OverlappingCidrCount: z.int(),
      NonoverlappingCidrCount: z.int(),
    }),
  refusals: [vpcRefusals.IpamScopeNotFound],

  async view(tx, { IpamScopeId }, context) {
    const { watched } = await watchedInScope(tx, context, IpamScopeId);
    const count = (is: (each: Watched) => boolean) => watched.filter(is).length;
    return {
      VpcCidrCount: count(({ resourceType }) => resourceType === 'Vpc'),
      SubnetCidrCount: count(({ resourceType }) => resourceType === 'Subnet'),
      ManagedCidrCount: count(({ managementStatus }) => managementStatus === 'Managed'),
      UnmanagedCidrCount: count(({ managementStatus }) => managementStatus === 'Unmanaged'),
      IgnoredCidrCount: count(({ managementStatus }) => managementStatus === 'Ignored'),
      CompliantCidrCount: count(({ complianceStatus }) => complianceStatus === 'Compliant'),
      NoncompliantCidrCount: count(({ complianceStatus }) => complianceStatus === 'Noncompliant'),
      OverlappingCidrCount: count(({ overlapStatus }) => overlapStatus === 'Overlapping'),
      NonoverlappingCidrCount: count(({ overlapStatus }) => overlapStatus === 'Nonoverlapping'),
    };
  },
});
