import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownScope } from './rows.ts';

/** What can be monitored of a scope: nothing, since there is no monitoring service here. */
export const describeIpamCloudMonitorDimensions = readAction({
  name: 'DescribeIpamCloudMonitorDimensions',
  summary: 'list what is monitored of an IPAM scope: nothing',
  parameters: () => z.object({ IpamScopeId: id(), TargetName: z.string().max(128) }),
  result: () =>
    z.object({
      Values: z.array(
        z.object({ Value: z.string(), DescriptionCN: z.string(), DescriptionEN: z.string() }),
      ),
    }),
  inert: { TargetName: 'nothing is monitored under any name' },
  refusals: [vpcRefusals.IpamScopeNotFound],

  async view(tx, { IpamScopeId }, context) {
    const scope = await tx.first(ownScope, ownKey(context, IpamScopeId));
    if (scope === undefined) refuse(vpcRefusals.IpamScopeNotFound);
    return { Values: [] };
  },
});
