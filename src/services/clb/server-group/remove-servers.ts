import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id, list } from '#core/parameters.ts';
import { knownServers } from './known.rules.ts';
import { groupToChange } from './load.ts';
import { deleteServer, serversOfGroup } from './rows.ts';

/** Removes backend servers from a group: all of the named ones, or none. */
export const removeServerGroupBackendServers = writeAction({
  name: 'RemoveServerGroupBackendServers',
  summary: 'remove backend servers from a group',
  parameters: () => z.object({ ServerGroupId: id(), ServerIds: list(id(), 100) }),
  result: () => z.object({}),
  rules: knownServers,

  async facts(tx, { ServerGroupId, ServerIds }, context) {
    const { serverGroup } = await groupToChange(tx, context, ServerGroupId);
    const held = await tx.all(serversOfGroup, { serverGroupId: serverGroup?.id ?? '' });
    const unknown = ServerIds.find((each) => !held.some((row) => row.id === each));
    return { serverGroup, unknown };
  },

  async change(tx, _, { ServerGroupId, ServerIds }) {
    for (const each of ServerIds) await tx.run(deleteServer, { id: each });
    await tx.update('server_group', ServerGroupId, { status: 'Active' });
    return {};
  },
});
