import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { bothOf } from '#platform/wait-for-all.ts';
import { instanceStatus } from '#services/ecs/instance/rows.ts';
import { lockingQuery } from '#store/query.ts';
import { movingEips } from '../eip/rows.ts';
import { detachRules } from './detach.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** Takes a secondary interface off its instance. It is Detaching, then Available. */
export const detachNetworkInterface = writeAction({
  name: 'DetachNetworkInterface',
  summary: 'detach a secondary network interface from its instance',
  asyncTask: true,
  parameters: () => z.object({ NetworkInterfaceId: id(), InstanceId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.detach],
  isolation: 'grouped-by-row',
  rules: detachRules,

  async facts(tx, { NetworkInterfaceId, InstanceId }, context) {
    const [instance, networkInterface] = await bothOf(
      tx.first(instanceStatus, ownKey(context, InstanceId)),
      tx.first(interfaceForDetach, ownKey(context, NetworkInterfaceId)),
    );
    return {
      instanceId: InstanceId,
      instance,
      networkInterface,
      movingEips: networkInterface?.moving_eips ?? 0,
    };
  },

  async change(tx, _, { NetworkInterfaceId }, context) {
    await tx.update('network_interface', NetworkInterfaceId, { status: TRANSITIONS.detach.from });
    tx.touch('network_interface', NetworkInterfaceId, 'carried');
    await scheduleTransition(tx, context, TRANSITIONS.detach, NetworkInterfaceId);
    return {};
  },
});

const interfaceForDetach = lockingQuery(
  (db, p: { id: string; account_id: string; region: string }) =>
    db
      .selectFrom('network_interface')
      .select(['id', 'status', 'type', 'service_managed', 'instance_id'])
      .select(movingEips)
      .where('id', '=', p.id)
      .where('account_id', '=', p.account_id)
      .where('region', '=', p.region),
);
