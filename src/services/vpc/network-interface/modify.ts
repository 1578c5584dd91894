import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { flag, id, list } from '#core/parameters.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { description, resourceName } from '../names.ts';
import { securityGroupsToJoin } from '../security-group/rows.ts';
import { addressesHeld, groupIdsOf } from './counters.ts';
import { joinGroups, leaveGroups } from './groups.ts';
import { modifyRules } from './modify.rules.ts';
import { ownInterface } from './rows.ts';
import { askedGroups } from './security-groups.rules.ts';
import { timeoutColumns, timeoutParameters } from './timeouts.ts';

const parameters = () =>
  z.object({
    NetworkInterfaceId: id(),
    NetworkInterfaceName: resourceName().optional(),
    Description: description().optional(),
    SecurityGroupIds: list(id(), 100).optional(),
    PortSecurityEnabled: flag().optional(),
    DeleteOnTermination: flag().optional(),
    TrafficMode: z.enum(['Standard', 'HighPerformance']).optional(),
    ...timeoutParameters(),
  });

/** Changes the given attributes of an interface, at once; the others stay. */
export const modifyNetworkInterfaceAttributes = writeAction({
  name: 'ModifyNetworkInterfaceAttributes',
  summary: 'change attributes and security groups of a network interface',
  asyncTask: true,
  parameters,
  result: () => z.object({}),
  inert: { TrafficMode: 'nothing shows it, and no traffic is fast or slow here' },
  rules: modifyRules,

  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const groupIds = [...new Set(input.SecurityGroupIds)];
    const networkInterface = await tx.first(ownInterface, {
      id: input.NetworkInterfaceId,
      ...owner,
    });
    const groups = await securityGroupsToJoin(tx, owner, groupIds);
    return {
      networkInterface,
      vpcId: networkInterface?.vpc_id,
      deleteOnTermination: input.DeleteOnTermination,
      groupIds,
      securityGroups: askedGroups(groupIds, groups),
      securityGroupsAllowed: context.world.quota(context.accountId, 'SecurityGroupsPerInterface'),
    };
  },

  async change(tx, { networkInterface, groupIds }, input) {
    await tx.update('network_interface', input.NetworkInterfaceId, patchOf(input));
    if (networkInterface === undefined) return {};
    const { id } = networkInterface;
    if (groupIds.length > 0) {
      const addresses = await addressesHeld(tx, id);
      await leaveGroups(tx, networkInterface, await groupIdsOf(tx, id), addresses);
      await joinGroups(tx, networkInterface, groupIds, addresses);
    }
    if (groupIds.length > 0 || Object.keys(timeoutColumns(input)).length > 0) {
      if (networkInterface.instance_id === null) tx.touchNothing();
      else tx.touch('vpc', networkInterface.vpc_id);
    }
    return {};
  },
});

function patchOf(input: z.infer<ReturnType<typeof parameters>>): Partial<NetworkInterfaceRow> {
  const patch: Partial<NetworkInterfaceRow> = timeoutColumns(input);
  if (input.NetworkInterfaceName !== undefined) patch.name = input.NetworkInterfaceName;
  if (input.Description !== undefined) patch.description = input.Description;
  if (input.PortSecurityEnabled !== undefined) {
    patch.port_security_enabled = input.PortSecurityEnabled ? 1 : 0;
  }
  if (input.DeleteOnTermination !== undefined) {
    patch.delete_on_termination = input.DeleteOnTermination ? 1 : 0;
  }
  return patch;
}
