import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { tagList } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import {
  activeLoadBalancer,
  type LoadBalancerFacts,
} from '../load-balancer/load-balancer.rules.ts';
import { whichLoadBalancer } from '../load-balancer/parameters.ts';
import { ownLoadBalancerToChange } from '../load-balancer/rows.ts';
import { onOff } from '../parameters.ts';
import {
  addServers,
  newServers,
  placesOf,
  resolveServers,
  type ServersFacts,
  serversRules,
} from './servers.ts';

const createRules: readonly Rule<LoadBalancerFacts & ServersFacts>[] = [
  ...activeLoadBalancer,
  ...serversRules,
];

/** Makes a group of backend servers of a load balancer, at once. */
export const createServerGroup = writeAction({
  name: 'CreateServerGroup',
  summary: 'create a group of backend servers',
  parameters: () =>
    z.object({
      ...whichLoadBalancer(),
      ServerGroupName: resourceName().optional(),
      Description: description().optional(),
      Type: z.enum(['instance', 'ip']).default('instance'),
      AddressIpVersion: z.enum(['ipv4', 'ipv6']).default('ipv4'),
      AnyPortEnabled: onOff().default('off'),
      Servers: newServers().optional(),
      Tags: tagList().optional(),
    }),
  result: () => z.object({ ServerGroupId: z.string() }),
  rules: createRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.LoadBalancerId);
    const places = await placesOf(tx, context, input.Servers);
    const loadBalancer = await tx.first(ownLoadBalancerToChange, key);
    const group = {
      vpcId: loadBalancer?.vpc_id ?? '',
      anyPort: input.AnyPortEnabled === 'on',
    };
    return {
      loadBalancer,
      servers: loadBalancer ? resolveServers(input.Servers, places, group) : [],
    };
  },

  async change(tx, facts, input, context) {
    const owner = ownKey(context, context.ids.resource(RESOURCES.server_group.idPrefix));
    await tx.insert('server_group', {
      ...owner,
      project_name: facts.loadBalancer?.project_name ?? '',
      name: input.ServerGroupName ?? owner.id,
      description: input.Description ?? '',
      status: 'Active',
      load_balancer_id: input.LoadBalancerId,
      type: input.Type,
      address_ip_version: input.AddressIpVersion,
      any_port_enabled: input.AnyPortEnabled,
    });
    await addServers(tx, context, owner.id, facts);
    await addTags(tx, owner, 'servergroup', input.Tags);
    return { ServerGroupId: owner.id };
  },
});
