import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { countAddresses } from '#services/vpc/network-interface/counters.ts';
import { addressesOfInterface, interfaceById } from '#services/vpc/network-interface/rows.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { subnetAddresses } from '#services/vpc/subnet/addresses.ts';
import { takeIpv4 } from '#services/vpc/subnet/take-ipv4.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayExists, natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import { ownNatGatewayToChange } from '../nat-gateway/rows.ts';
import { natRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeNatIp } from './make.ts';
import { natIpsOf } from './rows.ts';

interface CreateFacts {
  readonly natGateway: NatGatewayRow | undefined;
  readonly held: number;
  readonly allowed: number;
}

/** The preconditions of CreateNatIp: its page's text. The order is ours. */
const createRules: readonly Rule<CreateFacts>[] = [
  natGatewayExists,
  {
    refusal: natRefusals.NatGatewayNetworkType,
    broken: ({ natGateway }) => natGateway && natGateway.network_type !== 'intranet',
    because: ({ natGateway }) => `its NetworkType is ${natGateway?.network_type ?? 'unknown'}`,
  },
  {
    refusal: natRefusals.NatIpQuota,
    parameter: 'NatGatewayId',
    broken: ({ held, allowed }) => held >= allowed,
    because: ({ held, allowed }) => `the NAT gateway has ${held} of ${allowed} NAT IPs`,
  },
  natGatewayIsAvailable,
];

/**
 * Gives an intranet gateway one more address of its subnet, for its entries. It is Creating, then
 * Available.
 */
export const createNatIp = writeAction({
  name: 'CreateNatIp',
  summary: 'create a NAT IP of an intranet NAT gateway',
  parameters: () =>
    z.object({
      NatGatewayId: id(),
      NatIp: z.string().max(64).optional(),
      NatIpName: resourceName().optional(),
      NatIpDescription: description().optional(),
    }),
  result: () => z.object({ NatIpId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [
    vpcRefusals.InsufficientIp,
    vpcRefusals.PrivateIpMalformed,
    vpcRefusals.PrivateIpInUse,
    vpcRefusals.SubnetIpv4Disabled,
  ],

  async facts(tx, input, context) {
    const natGateway = await tx.first(ownNatGatewayToChange, ownKey(context, input.NatGatewayId));
    const held = natGateway ? await tx.all(natIpsOf, { natGatewayId: natGateway.id }) : [];
    return {
      natGateway,
      held: held.length,
      allowed: context.world.quota(context.accountId, 'NatIpsPerNatGateway'),
    };
  },

  async change(tx, { natGateway }, input, context) {
    if (natGateway === undefined) refuse(natRefusals.NatGatewayNotFound);
    const networkInterfaceId = natGateway.network_interface_id;
    const own = await tx.first(interfaceById, { id: networkInterfaceId });
    const subnet = await tx.first(subnetAddresses, { id: natGateway.subnet_id });
    if (subnet === undefined) refuse(vpcRefusals.SubnetIpv4Disabled);
    const addresses = await tx.all(addressesOfInterface, { id: networkInterfaceId });
    const wanted =
      input.NatIp === undefined ? { count: 1 } : { given: [input.NatIp], parameter: 'NatIp' };
    const position = (addresses.at(-1)?.position ?? -1) + 1;
    const holder = { networkInterfaceId, position, primary: false };
    const [address = ''] = await takeIpv4(tx, subnet, wanted, holder);
    await countAddresses(tx, own, 1);
    await occupyNatGateway(tx, natGateway.id);
    const natIpId = await makeNatIp(tx, context, {
      gateway: natGateway,
      address,
      isDefault: false,
      status: TRANSITIONS.create.from,
      name: input.NatIpName,
      description: input.NatIpDescription,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, natIpId);
    return { NatIpId: natIpId };
  },
});
