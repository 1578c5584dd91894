import type { Resource } from '#core/service.ts';
import { createIpamScope } from './create.ts';
import { deleteIpamScope } from './delete.ts';
import { describeIpamScopes } from './describe.ts';
import { describeIpamCloudMonitorDimensions } from './describe-cloud-monitor-dimensions.ts';
import { describeIpamScopeStats } from './describe-stats.ts';
import { modifyIpamScope } from './modify.ts';

/** The actions of the scopes of IPAMs. */
export const ipamScopeResource: Resource = {
  actions: [
    createIpamScope,
    deleteIpamScope,
    describeIpamCloudMonitorDimensions,
    describeIpamScopeStats,
    describeIpamScopes,
    modifyIpamScope,
  ],
};
