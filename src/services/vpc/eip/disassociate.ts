import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { aDnatEntryWithAddress } from '#services/natgateway/dnat-entry/rows.ts';
import { occupyNatGateway } from '#services/natgateway/nat-gateway/busy.ts';
import { natGatewayIsAvailable } from '#services/natgateway/nat-gateway/nat-gateway.rules.ts';
import { natGatewayById } from '#services/natgateway/nat-gateway/rows.ts';
import { aSnatEntryWithEip } from '#services/natgateway/snat-entry/rows.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { haVipById } from '../ha-vip/rows.ts';
import { interfaceById } from '../network-interface/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { eipExists, eipInStatus } from './eip.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { INSTANCE_TYPES } from './parameters.ts';
import { ownEip, ownEipToChange } from './rows.ts';

interface DisassociateFacts {
  readonly eip: Pick<EipRow, 'status' | 'instance_type' | 'instance_id'> | undefined;
  /** What the EIP is bound to according to the client; undefined when it does not say. */
  readonly instanceId: string | undefined;
  readonly instanceType: string | undefined;
  /** The NAT gateway that it is on, and an entry of it that uses the EIP, if there are any. */
  readonly natGateway: { readonly id: string; readonly status: string } | undefined;
  readonly natEntry: string | undefined;
}

/**
 * The preconditions of DisassociateEipAddress. The vendor's table was not found: the order is ours.
 */
export const disassociateRules: readonly Rule<DisassociateFacts>[] = [
  eipExists,
  eipInStatus('Attached'),
  {
    refusal: vpcRefusals.EipInstanceMismatch,
    broken: ({ eip, instanceId, instanceType }) =>
      eip &&
      ((instanceId !== undefined && eip.instance_id !== instanceId) ||
        (instanceType !== undefined && eip.instance_type !== instanceType)),
    because: ({ eip }) =>
      `it is on ${eip?.instance_type || 'no'} ${eip?.instance_id || 'instance'}`,
  },
  {
    refusal: vpcRefusals.EipUsedByNat,
    broken: ({ natEntry }) => natEntry !== undefined,
    because: ({ natEntry }) => `${natEntry ?? 'no entry of a NAT gateway'} uses it`,
  },
  natGatewayIsAvailable,
];

/** Unbinds an EIP. It is Detaching, then Available. */
export const disassociateEipAddress = writeAction({
  name: 'DisassociateEipAddress',
  summary: 'unbind an EIP',
  parameters: () =>
    z.object({
      AllocationId: id(),
      InstanceId: id().optional(),
      InstanceType: z.enum(INSTANCE_TYPES).optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.detach],
  rules: disassociateRules,

  // What carries the EIP is locked before the EIP, because attach, detach and the deletion of a
  // virtual IP, or of a NAT gateway, hold that lock while they check its EIPs.
  async facts(tx, input, context) {
    const key = ownKey(context, input.AllocationId);
    const seen = await tx.first(ownEip, key);
    if (seen?.network_interface_id)
      await tx.first(interfaceById, { id: seen.network_interface_id });
    if (seen?.instance_type === 'HaVip') await tx.first(haVipById, { id: seen.instance_id });
    const natGateway =
      seen?.instance_type === 'Nat'
        ? await tx.first(natGatewayById, { id: seen.instance_id })
        : undefined;
    return {
      natGateway,
      natEntry: natGateway && seen && (await entryWith(tx, natGateway.id, seen)),
      eip: await tx.first(ownEipToChange, key),
      instanceId: input.InstanceId,
      instanceType: input.InstanceType,
    };
  },

  async change(tx, { natGateway }, { AllocationId }, context) {
    if (natGateway) await occupyNatGateway(tx, natGateway.id);
    await tx.update('eip', AllocationId, { status: TRANSITIONS.detach.from });
    tx.touch('eip', AllocationId, 'carried');
    await scheduleTransition(tx, context, TRANSITIONS.detach, AllocationId);
    return {};
  },
});

/** An entry of a NAT gateway that uses an EIP on it, if there is one. */
async function entryWith(
  tx: Reader,
  natGatewayId: string,
  { id, ip_address }: EipRow,
): Promise<string | undefined> {
  const snat = await tx.first(aSnatEntryWithEip, { eipId: id });
  return (snat ?? (await tx.first(aDnatEntryWithAddress, { natGatewayId, address: ip_address })))
    ?.id;
}
