import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { type Context, ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { VpcRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { ipv6GatewayIn } from '../ipv6-gateway/rows.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { routeTo } from '../route-entry/rows.ts';
import { aSubnetWithIpv6 } from '../subnet/rows.ts';
import { addIpv6Block, blocksOf, ipv6Columns, removeIpv6Blocks } from './cidr-rows.ts';
import type { Ipv6Wish } from './ipv6.rules.ts';
import { readIpv6, takeIpv6Block } from './ipv6.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { modifyRules } from './modify-attributes.rules.ts';
import { clearableDnsServers, IPV6_INERT, ipv6Parameters } from './parameters.ts';
import { ownVpcToChange } from './rows.ts';

/**
 * Changes a VPC's name, description, DNS servers and IPv6; an absent one stays as it is. It is
 * Pending, then Available.
 */
export const modifyVpcAttributes = writeAction({
  name: 'ModifyVpcAttributes',
  summary: 'change a VPC',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      VpcName: resourceName().optional(),
      Description: description().optional(),
      DnsServers: clearableDnsServers().optional(),
      ...ipv6Parameters(),
    }),
  result: () => z.object({}),
  inert: IPV6_INERT,
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    const present = vpc ? (await blocksOf(tx, vpc.id)).ipv6 : [];
    const blocks = present.map(({ cidr_block }) => cidr_block);
    const ipv6 = await readIpv6(tx, context, input, blocks);
    return {
      vpc,
      ipv6,
      routed: vpc && (await routeTo(tx, vpc.id, ipv6.block?.text)),
      subnetWithIpv6: vpc && (await tx.first(aSubnetWithIpv6, { vpcId: vpc.id }))?.id,
      ipv6Gateway: vpc && (await tx.first(ipv6GatewayIn, { vpcId: vpc.id }))?.id,
    };
  },

  async change(tx, { vpc, ipv6 }, input, context) {
    if (vpc === undefined) refuse(vpcRefusals.VpcNotFound);
    await tx.update('vpc', input.VpcId, {
      status: TRANSITIONS.modify.from,
      ...(input.VpcName !== undefined && { name: input.VpcName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.DnsServers && {
        dns_servers: JSON.stringify(input.DnsServers.filter((address) => address !== '')),
      }),
      ...(await ipv6Change(tx, context, vpc, ipv6)),
    });
    await scheduleTransition(tx, context, TRANSITIONS.modify, input.VpcId);
    return {};
  },
});

async function ipv6Change(
  tx: Writer,
  context: Context,
  vpc: VpcRow,
  wish: Ipv6Wish,
): Promise<Partial<VpcRow>> {
  if (wish.disables) {
    await removeIpv6Blocks(tx, vpc.id);
    return ipv6Columns([]);
  }
  if (!wish.enables) return {};
  const block = { cidr_block: await takeIpv6Block(tx, context, wish), isp: wish.isp };
  await addIpv6Block(tx, vpc, block);
  return ipv6Columns([block]);
}
