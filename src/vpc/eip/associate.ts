import * as z from 'zod';
import { writeAction } from '../../action.ts';
import type { Call } from '../../call.ts';
import { clientToken, flag, id } from '../../parameters.ts';
import { refuse } from '../../refusal.ts';
import type { Reader } from '../../store/store.ts';
import { interfaceOnInstance, primaryOnInstance } from '../network-interface/lock.ts';
import { addressesOfInterface } from '../network-interface/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { associateRules } from './associate.rules.ts';
import { bindEip } from './bind.ts';
import { INSTANCE_TYPES, isBindable } from './parameters.ts';
import { eipOnAddress, ownEipToChange } from './rows.ts';

const parameters = z.object({
  AllocationId: id(),
  InstanceId: id(),
  InstanceType: z.enum(INSTANCE_TYPES),
  PrivateIpAddress: z.string().max(64).optional(),
  ReleaseWithInstance: flag().default(false),
  ClientToken: clientToken().optional(),
  DirectMode: flag().optional(),
});

/** Binds an Available EIP to a private address. It is Attaching, then Attached. */
export const associateEipAddress = writeAction({
  name: 'AssociateEipAddress',
  summary: 'bind an EIP to an instance or a network interface',
  parameters,
  result: z.object({}),
  inert: ['DirectMode'],
  rules: associateRules,

  // Instance, interface, EIP: every writer locks in this order.
  async facts(tx, input, call) {
    const owner = { account_id: call.accountId, region: call.region.id };
    const { instance, networkInterface } = await carrier(tx, input, call);
    const eip = await tx.first(ownEipToChange, { id: input.AllocationId, ...owner });
    const primary = networkInterface?.primary_ip_address || undefined;
    const address = input.PrivateIpAddress ?? primary;
    const key = networkInterface && { networkInterfaceId: networkInterface.id };
    const held = key ? await tx.all(addressesOfInterface, { id: key.networkInterfaceId }) : [];
    const taken =
      key && address !== undefined && (await tx.first(eipOnAddress, { ...key, address }));
    return {
      eip,
      instanceType: input.InstanceType,
      bindable: isBindable(input.InstanceType),
      instanceId: input.InstanceId,
      instance,
      networkInterface,
      privateIpAddress: address,
      heldByInterface: held.some((row) => row.family === 4 && row.address === address),
      taken: Boolean(taken),
      releaseWithInstance: input.ReleaseWithInstance,
    };
  },

  async change(tx, { networkInterface, privateIpAddress }, input, call) {
    if (networkInterface === undefined) refuse(vpcRefusals.EniNotFound);
    if (privateIpAddress === undefined) refuse(vpcRefusals.SubnetIpv4Disabled);
    if (!isBindable(input.InstanceType)) {
      refuse(vpcRefusals.EipTargetUnsupported, input.InstanceType);
    }
    await bindEip(tx, call, {
      allocationId: input.AllocationId,
      instanceType: input.InstanceType,
      instanceId: input.InstanceId,
      networkInterfaceId: networkInterface.id,
      privateIpAddress,
      releaseWithInstance: input.ReleaseWithInstance,
    });
    return {};
  },
});

/** The interface that is to carry the EIP, and the instance it is on. */
async function carrier(tx: Reader, input: z.infer<typeof parameters>, call: Call) {
  const key = { id: input.InstanceId, account_id: call.accountId, region: call.region.id };
  switch (input.InstanceType) {
    case 'NetworkInterface':
      return interfaceOnInstance(tx, key);
    case 'EcsInstance':
      return primaryOnInstance(tx, key);
    default:
      return { instance: undefined, networkInterface: undefined };
  }
}
