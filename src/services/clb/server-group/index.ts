import type { Resource } from '#core/service.ts';
import { addServerGroupBackendServers } from './add-servers.ts';
import { createServerGroup } from './create.ts';
import { deleteServerGroup } from './delete.ts';
import { describeServerGroups } from './describe.ts';
import { describeServerGroupAttributes } from './describe-attributes.ts';
import { modifyServerGroupAttributes } from './modify-attributes.ts';
import { removeServerGroupBackendServers } from './remove-servers.ts';

/** The actions of the groups of backend servers. */
export const serverGroupResource: Resource = {
  actions: [
    addServerGroupBackendServers,
    createServerGroup,
    deleteServerGroup,
    describeServerGroupAttributes,
    describeServerGroups,
    modifyServerGroupAttributes,
    removeServerGroupBackendServers,
  ],
};
