import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, flag, id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ownHaVipToChange } from '../ha-vip/rows.ts';
import { interfaceNamed } from '../network-interface/load-locked.ts';
import { addressesOfInterface } from '../network-interface/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { associateRules } from './associate.rules.ts';
import { bindEip } from './bind.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { INSTANCE_TYPES, isBindable } from './parameters.ts';
import { eipOnAddress, eipOnHaVip, ownEipToChange } from './rows.ts';

const parameters = z.object({
  AllocationId: id(),
  InstanceId: id(),
  InstanceType: z.enum(INSTANCE_TYPES),
  PrivateIpAddress: z.string().max(64).optional(),
  ReleaseWithInstance: flag().default(false),
  ClientToken: clientToken().optional(),
  DirectMode: flag().optional(),
});

/**
 * Finds a given parameter that makes no sense with a virtual IP. Source: the PrivateIpAddress
 * parameter.
 */
const notOfHaVip = (input: z.infer<typeof parameters>): string | undefined =>
  input.PrivateIpAddress !== undefined
    ? 'PrivateIpAddress'
    : input.ReleaseWithInstance
      ? 'ReleaseWithInstance'
      : undefined;

/** Binds an Available EIP to a private address. It is Attaching, then Attached. */
export const associateEipAddress = writeAction({
  name: 'AssociateEipAddress',
  summary: 'bind an EIP to an instance, a network interface or a virtual IP',
  parameters,
  result: z.object({}),
  inert: { DirectMode: 'nothing shows it, and no instance sees its own EIP here' },
  begins: [TRANSITIONS.attach],
  rules: associateRules,

  // Instance, interface or virtual IP, EIP: every writer locks in this order.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const named = { id: input.InstanceId, ...owner };
    const { instance, networkInterface } = await interfaceNamed(tx, input.InstanceType, named);
    const isHaVip = input.InstanceType === 'HaVip';
    const haVip = isHaVip ? await tx.first(ownHaVipToChange, named) : undefined;
    const eip = await tx.first(ownEipToChange, { id: input.AllocationId, ...owner });
    const own = haVip?.ip_address ?? networkInterface?.primary_ip_address;
    const address = input.PrivateIpAddress ?? (own || undefined);
    const key = networkInterface && { networkInterfaceId: networkInterface.id };
    const held = key ? await tx.all(addressesOfInterface, { id: key.networkInterfaceId }) : [];
    const taken = haVip
      ? await tx.first(eipOnHaVip, { haVipId: haVip.id })
      : key && address !== undefined && (await tx.first(eipOnAddress, { ...key, address }));
    return {
      eip,
      instanceType: input.InstanceType,
      bindable: isBindable(input.InstanceType),
      instanceId: input.InstanceId,
      instance,
      networkInterface,
      haVip,
      notOfHaVip: isHaVip ? notOfHaVip(input) : undefined,
      privateIpAddress: address,
      heldByInterface: held.some((row) => row.family === 4 && row.address === address),
      taken: Boolean(taken),
      releaseWithInstance: input.ReleaseWithInstance,
    };
  },

  async change(tx, { networkInterface, privateIpAddress }, input, context) {
    if (privateIpAddress === undefined) refuse(vpcRefusals.SubnetIpv4Disabled);
    if (!isBindable(input.InstanceType)) {
      refuse(vpcRefusals.EipTargetUnsupported, input.InstanceType);
    }
    await bindEip(tx, context, {
      allocationId: input.AllocationId,
      instanceType: input.InstanceType,
      instanceId: input.InstanceId,
      networkInterfaceId: networkInterface?.id ?? null,
      privateIpAddress,
      releaseWithInstance: input.ReleaseWithInstance,
    });
    return {};
  },
});
