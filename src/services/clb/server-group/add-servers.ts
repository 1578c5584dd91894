import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { groupToChange } from './load.ts';
import { type ServerGroupFacts, serverGroupExists } from './server-group.rules.ts';
import {
  addServers,
  newServers,
  placesOf,
  resolveServers,
  type ServersFacts,
  serversRules,
} from './servers.ts';

const addRules: readonly Rule<ServerGroupFacts & ServersFacts>[] = [
  serverGroupExists,
  ...serversRules,
];

/** Adds backend servers to a group. */
export const addServerGroupBackendServers = writeAction({
  name: 'AddServerGroupBackendServers',
  summary: 'add backend servers to a group',
  parameters: () => z.object({ ServerGroupId: id(), Servers: newServers() }),
  result: () => z.object({ ServerIds: z.array(z.string()) }),
  rules: addRules,

  async facts(tx, { ServerGroupId, Servers }, context) {
    const places = await placesOf(tx, context, Servers);
    const group = await groupToChange(tx, context, ServerGroupId);
    const { serverGroup } = group;
    return {
      serverGroup,
      servers: serverGroup ? resolveServers(Servers, places, group) : [],
    };
  },

  async change(tx, facts, { ServerGroupId }, context) {
    await tx.update('server_group', ServerGroupId, { status: 'Active' });
    return { ServerIds: await addServers(tx, context, ServerGroupId, facts) };
  },
});
