import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, flag, id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ownLoadBalancerToChange } from '#services/clb/load-balancer/rows.ts';
import { occupyNatGateway } from '#services/natgateway/nat-gateway/busy.ts';
import { ownNatGatewayToChange } from '#services/natgateway/nat-gateway/rows.ts';
import { ownHaVipToChange } from '../ha-vip/rows.ts';
import { interfaceNamed } from '../network-interface/load-locked.ts';
import { addressesOfInterface } from '../network-interface/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { associateRules } from './associate.rules.ts';
import { bindEip } from './bind.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { INSTANCE_TYPES } from './parameters.ts';
import { eipOnAddress, eipOnHaVip, eipsOnNatGateway, ownEipToChange } from './rows.ts';

const parameters = () =>
  z.object({
    AllocationId: id(),
    InstanceId: id(),
    InstanceType: z.enum(INSTANCE_TYPES),
    PrivateIpAddress: z.string().max(64).optional(),
    ReleaseWithInstance: flag().default(false),
    ClientToken: clientToken().optional(),
    DirectMode: flag().optional(),
  });

/**
 * Finds a given parameter that makes no sense with a virtual IP or a NAT gateway. Source: the
 * PrivateIpAddress parameter.
 */
const notOfInterface = (input: z.infer<ReturnType<typeof parameters>>): string | undefined =>
  input.PrivateIpAddress !== undefined
    ? 'PrivateIpAddress'
    : input.ReleaseWithInstance
      ? 'ReleaseWithInstance'
      : undefined;

/** Binds an Available EIP to a private address. It is Attaching, then Attached. */
export const associateEipAddress = writeAction({
  name: 'AssociateEipAddress',
  summary:
    'bind an EIP to an instance, a network interface, a virtual IP, a NAT gateway or a load balancer',
  parameters,
  result: () => z.object({}),
  inert: { DirectMode: 'nothing shows it, and no instance sees its own EIP here' },
  begins: [TRANSITIONS.attach],
  rules: associateRules,

  // Instance, interface, virtual IP or NAT gateway, EIP: every writer locks in this order.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const named = { id: input.InstanceId, ...owner };
    const { instance, networkInterface } = await interfaceNamed(tx, input.InstanceType, named);
    const isHaVip = input.InstanceType === 'HaVip';
    const haVip = isHaVip ? await tx.first(ownHaVipToChange, named) : undefined;
    const isNat = input.InstanceType === 'Nat';
    const natGateway = isNat ? await tx.first(ownNatGatewayToChange, named) : undefined;
    const onIt = natGateway ? await tx.all(eipsOnNatGateway, { natGatewayId: natGateway.id }) : [];
    const isClb = input.InstanceType === 'ClbInstance';
    const loadBalancer = isClb ? await tx.first(ownLoadBalancerToChange, named) : undefined;
    const eip = await tx.first(ownEipToChange, { id: input.AllocationId, ...owner });
    const own =
      haVip?.ip_address ?? loadBalancer?.eni_address ?? networkInterface?.primary_ip_address;
    const address = input.PrivateIpAddress ?? (own || undefined);
    const carrier = loadBalancer?.network_interface_id ?? networkInterface?.id;
    const key = carrier === undefined ? undefined : { networkInterfaceId: carrier };
    const held = key ? await tx.all(addressesOfInterface, { id: key.networkInterfaceId }) : [];
    const taken = haVip
      ? await tx.first(eipOnHaVip, { haVipId: haVip.id })
      : key && address !== undefined && (await tx.first(eipOnAddress, { ...key, address }));
    return {
      eip,
      instanceType: input.InstanceType,
      instanceId: input.InstanceId,
      instance,
      networkInterface,
      haVip,
      natGateway,
      loadBalancer,
      eipsOnNatGateway: onIt.length,
      eipsAllowed: context.world.quota(context.accountId, 'EipsPerNatGateway'),
      stray: isHaVip || isNat || isClb ? notOfInterface(input) : undefined,
      privateIpAddress: address,
      heldByInterface: held.some((row) => row.family === 4 && row.address === address),
      taken: Boolean(taken),
      releaseWithInstance: input.ReleaseWithInstance,
    };
  },

  async change(
    tx,
    { networkInterface, natGateway, loadBalancer, privateIpAddress },
    input,
    context,
  ) {
    if (!natGateway && privateIpAddress === undefined) refuse(vpcRefusals.SubnetIpv4Disabled);
    if (natGateway) await occupyNatGateway(tx, natGateway.id);
    await bindEip(tx, context, {
      allocationId: input.AllocationId,
      instanceType: input.InstanceType,
      instanceId: input.InstanceId,
      networkInterfaceId: loadBalancer?.network_interface_id ?? networkInterface?.id ?? null,
      privateIpAddress: natGateway ? '' : (privateIpAddress ?? ''),
      releaseWithInstance: input.ReleaseWithInstance,
    });
    return {};
  },
});
