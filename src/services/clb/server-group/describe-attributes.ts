import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import { clbRefusals } from '../refusals.ts';
import { listenersOfGroups, ownServerGroup, rulesOfGroups, serversOfGroup } from './rows.ts';
import { anyPortOf, instanceIdOf } from './view.ts';

/** Shows one server group, with its servers. */
export const describeServerGroupAttributes = readAction({
  name: 'DescribeServerGroupAttributes',
  summary: 'show one group of backend servers',
  parameters: () => z.object({ ServerGroupId: id() }),
  result: () =>
    z.object({
      ServerGroupId: z.string(),
      ServerGroupName: z.string(),
      Description: z.string(),
      LoadBalancerId: z.string(),
      Type: z.string(),
      AddressIpVersion: z.string(),
      AnyPortEnabled: z.string().nullable(),
      Listeners: z.array(z.string()),
      Servers: z.array(
        z.object({
          ServerId: z.string(),
          Type: z.string(),
          InstanceId: z.string(),
          Ip: z.string(),
          Port: z.int(),
          Weight: z.int(),
          Description: z.string(),
        }),
      ),
      Tags: z.array(tagResult()),
    }),
  refusals: [clbRefusals.ServerGroupNotFound],

  async view(tx, { ServerGroupId }, context) {
    const row =
      (await tx.first(ownServerGroup, ownKey(context, ServerGroupId))) ??
      refuse(clbRefusals.ServerGroupNotFound);
    const servers = await tx.all(serversOfGroup, { serverGroupId: row.id });
    const listeners = await tx.allOf(listenersOfGroups, [row.id]);
    const rules = await tx.allOf(rulesOfGroups, [row.id]);
    const using = new Set([
      ...listeners.map((each) => each.id),
      ...rules.map((each) => each.listener_id),
    ]);
    return {
      ServerGroupId: row.id,
      ServerGroupName: row.name,
      Description: row.description,
      LoadBalancerId: row.load_balancer_id,
      Type: row.type,
      AddressIpVersion: row.address_ip_version,
      AnyPortEnabled: anyPortOf(row),
      Listeners: [...using].sort(),
      Servers: servers.map((each) => ({
        ServerId: each.id,
        Type: each.type,
        InstanceId: instanceIdOf(each),
        Ip: each.ip,
        Port: each.port,
        Weight: each.weight,
        Description: each.description,
      })),
      Tags: (await tagsOf(tx, [row.id])).get(row.id) ?? [],
    };
  },
});
