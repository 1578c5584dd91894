import { z } from 'zod';
import { writeAction } from '../../action.ts';
import { instanceForAttach } from '../../ecs/instance/rows.ts';
import { id } from '../../parameters.ts';
import { movingEips } from '../eip/rows.ts';
import { leave } from '../leave.ts';
import { detachRules } from './detach.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownInterface } from './rows.ts';

/** Takes a secondary interface off its instance. It is Detaching, then Available. */
export const detachNetworkInterface = writeAction({
  name: 'DetachNetworkInterface',
  summary: 'detach a secondary network interface from its instance',
  parameters: z.object({ NetworkInterfaceId: id(), InstanceId: id() }),
  result: z.object({}),
  rules: detachRules,

  async facts(tx, { NetworkInterfaceId, InstanceId }, { accountId, region }) {
    const instance = await tx.first(instanceForAttach, { id: InstanceId, region: region.id });
    const networkInterface = await tx.first(ownInterface, {
      id: NetworkInterfaceId,
      account_id: accountId,
      region: region.id,
    });
    const moving = await tx.first(movingEips, { networkInterfaceId: NetworkInterfaceId });
    return {
      instanceId: InstanceId,
      instance,
      networkInterface,
      movingEips: moving?.eips ?? 0,
    };
  },

  async change(tx, _, { NetworkInterfaceId }, call) {
    await tx.update('network_interface', NetworkInterfaceId, { status: TRANSITIONS.detach.from });
    await leave(tx, call, TRANSITIONS.detach, NetworkInterfaceId);
    return {};
  },
});
