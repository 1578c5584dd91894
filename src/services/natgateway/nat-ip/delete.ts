import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { NatIpRow } from '#store/schema/nat-gateway.ts';
import { aDnatEntryWithAddress } from '../dnat-entry/rows.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { natGatewayIsAvailable } from '../nat-gateway/nat-gateway.rules.ts';
import { natRefusals } from '../refusals.ts';
import { aSnatEntryWithNatIp } from '../snat-entry/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { natIpWithGateway } from './locked.ts';
import { natIpExists } from './nat-ip.rules.ts';

interface DeleteFacts
  extends Holding<'natIp', NatIpRow>,
    Holding<'natGateway', { readonly id: string; readonly status: string }> {
  /** An entry that uses it, if there is one. */
  readonly entry: string | undefined;
}

/**
 * The preconditions of DeleteNatIp: its page's table. The order is ours. A NAT IP whose gateway is
 * Available is Available, too.
 */
const deleteRules: readonly Rule<DeleteFacts>[] = [
  natIpExists,
  {
    refusal: natRefusals.NatIpIsDefault,
    broken: ({ natIp }) => natIp && natIp.is_default === 1,
    because: ({ natIp }) => `IsDefault is ${natIp?.is_default === 1}`,
  },
  {
    refusal: natRefusals.NatIpInUse,
    broken: ({ entry }) => entry !== undefined,
    because: ({ entry }) => `${entry ?? 'no entry of the gateway'} uses it`,
  },
  natGatewayIsAvailable,
];

/** Deletes a NAT IP that no entry uses. It is Deleting, then not found. */
export const deleteNatIp = writeAction({
  name: 'DeleteNatIp',
  summary: 'delete a NAT IP',
  parameters: () => z.object({ NatIpId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { NatIpId }, context) {
    const { natIp, natGateway } = await natIpWithGateway(tx, context, NatIpId);
    const at = natIp && { natGatewayId: natIp.nat_gateway_id, address: natIp.ip_address };
    const snat = natIp && (await tx.first(aSnatEntryWithNatIp, { natIpId: natIp.id }));
    const dnat = at && (await tx.first(aDnatEntryWithAddress, at));
    return { natIp, natGateway, entry: (snat ?? dnat)?.id };
  },

  async change(tx, { natGateway }, { NatIpId }, context) {
    if (natGateway) await occupyNatGateway(tx, natGateway.id);
    await tx.update('nat_ip', NatIpId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, NatIpId);
    return {};
  },
});
