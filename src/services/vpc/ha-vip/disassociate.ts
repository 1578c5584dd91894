import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { interfaceNamed } from '../network-interface/load-locked.ts';
import { vpcRefusals } from '../refusals.ts';
import { disassociateRules } from './associate.rules.ts';
import { removeMember } from './members.ts';
import { memberType } from './parameters.ts';
import { membersOf, ownHaVip, ownHaVipToChange } from './rows.ts';

/** Disassociates an instance or an interface from a virtual IP, at once. */
export const disassociateHaVip = writeAction({
  name: 'DisassociateHaVip',
  summary: 'take an instance or a network interface from a high-availability virtual IP',
  asyncTask: true,
  parameters: () =>
    z.object({
      HaVipId: id(),
      InstanceId: id(),
      InstanceType: memberType().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: disassociateRules,
  refusals: [vpcRefusals.Conflict],

  // Locked in the order instance, interface, virtual IP. What it is associated with is first read
  // without a lock.
  async facts(tx, { HaVipId, InstanceId, InstanceType }, context) {
    const owner = ownerOf(context);
    const seen = await tx.first(ownHaVip, { id: HaVipId, ...owner });
    const before = seen ? await tx.all(membersOf, { haVipId: seen.id }) : [];
    const type = before.find(({ instance_id }) => instance_id === InstanceId)?.instance_type;
    const target = await interfaceNamed(tx, type, { id: InstanceId, ...owner });
    const haVip = await tx.first(ownHaVipToChange, { id: HaVipId, ...owner });
    return {
      ...target,
      haVip,
      instanceType: InstanceType,
      instanceId: InstanceId,
      members: haVip ? await tx.all(membersOf, { haVipId: haVip.id }) : [],
    };
  },

  async change(tx, _, { HaVipId, InstanceId }) {
    await removeMember(tx, HaVipId, InstanceId);
    return {};
  },
});
