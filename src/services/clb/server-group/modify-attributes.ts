import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id, integer, list, note, text } from '#core/parameters.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { knownServers } from './known.rules.ts';
import { groupToChange } from './load.ts';
import { changeServer, serversOfGroup } from './rows.ts';

/** Changes a group, and the ports, weights and descriptions of its servers. */
export const modifyServerGroupAttributes = writeAction({
  name: 'ModifyServerGroupAttributes',
  summary: 'change a group of backend servers',
  parameters: () =>
    z.object({
      ServerGroupId: id(),
      ServerGroupName: resourceName().optional(),
      Description: description().optional(),
      Servers: list(
        z.object({
          ServerId: id(),
          Port: integer(0, 65_535).optional(),
          Weight: integer(0, 100).optional(),
          Description: note(text(255), { keepsEmpty: true }).optional(),
        }),
        100,
      ).optional(),
    }),
  result: () => z.object({}),
  rules: knownServers,

  async facts(tx, { ServerGroupId, Servers = [] }, context) {
    const { serverGroup } = await groupToChange(tx, context, ServerGroupId);
    const held = await tx.all(serversOfGroup, { serverGroupId: serverGroup?.id ?? '' });
    const unknown = Servers.find(({ ServerId }) => !held.some((row) => row.id === ServerId));
    return { serverGroup, held, unknown: unknown?.ServerId };
  },

  async change(tx, { held }, input) {
    for (const each of input.Servers ?? []) {
      const row = held.find(({ id: known }) => known === each.ServerId);
      if (row === undefined) continue;
      await tx.run(changeServer, {
        id: row.id,
        port: each.Port ?? row.port,
        weight: each.Weight ?? row.weight,
        description: each.Description ?? row.description,
      });
    }
    await tx.update('server_group', input.ServerGroupId, {
      ...(input.ServerGroupName !== undefined && { name: input.ServerGroupName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
