import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { type Context, ownerOf, ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { resourceName } from '#services/vpc/names.ts';
import { ownSubnetToChange } from '#services/vpc/subnet/rows.ts';
import type { Reader } from '#store/store.ts';
import { occupyNatGateway } from '../nat-gateway/busy.ts';
import { ownNatGatewayToChange } from '../nat-gateway/rows.ts';
import { natRefusals } from '../refusals.ts';
import { createRules } from './create.rules.ts';
import { setEips } from './eips.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { eipIds, sourceCidr } from './parameters.ts';
import { snatEntriesOf, subnetWithBlock } from './rows.ts';
import { usedFacts } from './used.ts';

/**
 * Makes an entry by which what a subnet or a block sends to the internet leaves with EIPs of a NAT
 * gateway. It is Creating, then Available.
 */
export const createSnatEntry = writeAction({
  name: 'CreateSnatEntry',
  summary: 'create an SNAT entry of a NAT gateway',
  parameters: () =>
    z.object({
      NatGatewayId: id(),
      SubnetId: id().optional(),
      SourceCidr: sourceCidr().optional(),
      EipId: eipIds().optional(),
      NatIpId: id().optional(),
      SnatEntryName: resourceName().optional(),
    }),
  result: () => z.object({ SnatEntryId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const natGateway = await tx.first(ownNatGatewayToChange, { id: input.NatGatewayId, ...owner });
    const entries = natGateway ? await tx.all(snatEntriesOf, { natGatewayId: natGateway.id }) : [];
    const subnet =
      input.SubnetId === undefined
        ? undefined
        : await tx.first(ownSubnetToChange, { id: input.SubnetId, ...owner });
    const source = input.SourceCidr ?? subnet?.cidr_block;
    return {
      ...(await usedFacts(tx, context, natGateway, input)),
      natGateway,
      asked: true,
      subnetId: input.SubnetId,
      subnet,
      sourceCidr: input.SourceCidr,
      source,
      twin: entries.find(({ source_cidr }) => source_cidr === source)?.id,
      held: entries.length,
      allowed: context.world.quota(context.accountId, 'SnatEntriesPerNatGateway'),
    };
  },

  async change(tx, { natGateway, source, eipIds: used }, input, context) {
    if (natGateway === undefined || source === undefined) refuse(natRefusals.NatGatewayNotFound);
    const entryId = context.ids.resource(RESOURCES.snat_entry.idPrefix);
    await occupyNatGateway(tx, natGateway.id);
    await tx.insert('snat_entry', {
      ...ownKey(context, entryId),
      project_name: natGateway.project_name,
      name: input.SnatEntryName ?? entryId,
      description: '',
      status: TRANSITIONS.create.from,
      nat_gateway_id: natGateway.id,
      vpc_id: natGateway.vpc_id,
      subnet_id: input.SubnetId ?? (await subnetOf(tx, context, natGateway.vpc_id, source)),
      source_cidr: source,
      nat_ip_id: input.NatIpId ?? '',
    });
    await setEips(tx, entryId, used ?? []);
    await scheduleTransition(tx, context, TRANSITIONS.create, entryId);
    return { SnatEntryId: entryId };
  },
});

/**
 * The subnet whose block this is: an entry about the one is about the other. It is locked, because an
 * entry keeps it; one that is being deleted already is not kept.
 */
async function subnetOf(
  tx: Reader,
  context: Context,
  vpcId: string,
  block: string,
): Promise<string> {
  const found = await tx.first(subnetWithBlock, { vpcId, block });
  const subnet = found && (await tx.first(ownSubnetToChange, ownKey(context, found.id)));
  return subnet?.status === 'Available' ? subnet.id : '';
}
