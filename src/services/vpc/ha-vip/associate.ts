import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { interfaceNamed } from '../network-interface/load-locked.ts';
import { vpcRefusals } from '../refusals.ts';
import { associateRules } from './associate.rules.ts';
import { addMember } from './members.ts';
import { memberType } from './parameters.ts';
import { membersOf, ownHaVipToChange } from './rows.ts';

/**
 * Associates an instance or an interface of its subnet with a virtual IP, at once. The first one
 * has the address; when it goes, the next one has it.
 */
export const associateHaVip = writeAction({
  name: 'AssociateHaVip',
  summary: 'associate an instance or a network interface with a high-availability virtual IP',
  asyncTask: true,
  parameters: () =>
    z.object({
      HaVipId: id(),
      InstanceId: id(),
      InstanceType: memberType().default('EcsInstance'),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: associateRules,
  refusals: [vpcRefusals.Conflict],

  // Instance, interface, virtual IP: every writer locks in this order.
  async facts(tx, { HaVipId, InstanceId, InstanceType }, context) {
    const owner = ownerOf(context);
    const target = await interfaceNamed(tx, InstanceType, { id: InstanceId, ...owner });
    const haVip = await tx.first(ownHaVipToChange, { id: HaVipId, ...owner });
    return {
      ...target,
      haVip,
      instanceType: InstanceType,
      instanceId: InstanceId,
      members: haVip ? await tx.all(membersOf, { haVipId: haVip.id }) : [],
      allowed: context.world.quota(context.accountId, 'InstancesPerHaVip'),
    };
  },

  async change(tx, _, { HaVipId, InstanceId, InstanceType }) {
    await addMember(tx, {
      ha_vip_id: HaVipId,
      instance_type: InstanceType,
      instance_id: InstanceId,
    });
    return {};
  },
});
