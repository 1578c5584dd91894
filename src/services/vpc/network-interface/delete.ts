import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { interfaceOnInstance } from './load-locked.ts';
import { interfaceExists, interfaceNotServiceManaged } from './network-interface.rules.ts';

interface DeleteFacts {
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'type' | 'status' | 'service_managed'>
    | undefined;
  /** The instance it is on. */
  readonly instance: { readonly scheduled_instance_id: string } | undefined;
}

/** The preconditions of DeleteNetworkInterface: its page's table, complete. The order is ours. */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  interfaceExists,
  interfaceNotServiceManaged,
  {
    refusal: vpcRefusals.EsiForbidden,
    broken: ({ instance }) => instance && instance.scheduled_instance_id !== '',
    because: ({ instance }) =>
      instance?.scheduled_instance_id
        ? `its instance was delivered by ${instance.scheduled_instance_id}`
        : 'it is on no instance of an ESI order',
  },
  {
    // A primary interface is deleted only with its instance, so it is never Available.
    refusal: vpcRefusals.EniInvalidStatus,
    broken: ({ networkInterface }) =>
      networkInterface &&
      (networkInterface.status !== 'Available' || networkInterface.type === 'primary'),
    because: ({ networkInterface }) =>
      `the ${networkInterface?.type ?? ''} interface is ${networkInterface?.status ?? 'absent'}`,
  },
];

/** Deletes an Available secondary interface. It is Deleting, then not found. */
export const deleteNetworkInterface = writeAction({
  name: 'DeleteNetworkInterface',
  summary: 'delete a secondary network interface',
  asyncTask: true,
  parameters: () => z.object({ NetworkInterfaceId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,
  refusals: [vpcRefusals.Conflict],

  async facts(tx, { NetworkInterfaceId }, context) {
    const key = ownKey(context, NetworkInterfaceId);
    return interfaceOnInstance(tx, key);
  },

  async change(tx, _, { NetworkInterfaceId }, context) {
    await tx.update('network_interface', NetworkInterfaceId, { status: TRANSITIONS.delete.from });
    // It is on no instance.
    tx.touchNothing();
    await scheduleTransition(tx, context, TRANSITIONS.delete, NetworkInterfaceId);
    return {};
  },
});
