import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { flag, id, integer, note } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { routeTo } from '../route-entry/rows.ts';
import { blocksOf, NO_BLOCKS } from '../vpc/cidr-rows.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { holdsIpv6 } from './addresses.ts';
import { chooseIpv6, type Ipv6Request, NO_IPV6 } from './ipv6.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { modifyRules } from './modify-attributes.rules.ts';
import { ipv6BlockHolds, ipv6SubnetLast } from './range.ts';
import { blocksOfVpc, ownSubnet, ownSubnetToChange } from './rows.ts';

/**
 * Changes a subnet's name, description and IPv6; an absent one stays as it is. It is Pending, then
 * Available.
 */
export const modifySubnetAttributes = writeAction({
  name: 'ModifySubnetAttributes',
  summary: 'change a subnet',
  asyncTask: true,
  parameters: () =>
    z.object({
      SubnetId: id(),
      SubnetName: resourceName().optional(),
      Description: description().optional(),
      EnableIpv6: flag().optional(),
      Ipv6CidrBlock: note(integer(0, 255), { malformed: vpcRefusals.CidrMalformed }).optional(),
      VpcIpv6CidrBlock: z.string().max(64).optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  // The VPC is locked first, as in CreateSubnet: then the blocks of its subnets do not change.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const seen = await tx.first(ownSubnet, { id: input.SubnetId, ...owner });
    const vpc = seen && (await tx.first(ownVpcToChange, { id: seen.vpc_id, ...owner }));
    const subnet = seen && (await tx.first(ownSubnetToChange, { id: input.SubnetId, ...owner }));
    const present = subnet?.ipv6_cidr_block ?? '';
    const keeps = present !== '' && isPresent(present, input);
    const wants = vpc !== undefined && input.EnableIpv6 === true && !keeps;
    const subnets = wants ? await tx.all(blocksOfVpc, { vpcId: vpc.id }) : [];
    const { ipv6: blocks } = wants ? await blocksOf(tx, vpc.id) : NO_BLOCKS;
    const ipv6 = wants ? chooseIpv6(blocks, subnets, input) : NO_IPV6;
    return {
      subnet,
      // Terraform repeats the present block with every change.
      strayBlock: input.EnableIpv6 === undefined && input.Ipv6CidrBlock !== undefined && !keeps,
      ipv6,
      ipv6Routed: vpc && (await routeTo(tx, vpc.id, ipv6.block)),
      disables: input.EnableIpv6 === false && present !== '',
      ipv6InUse: present !== '' && (await holdsIpv6(tx, input.SubnetId)),
    };
  },

  async change(tx, { ipv6, disables }, input, context) {
    await tx.update('subnet', input.SubnetId, {
      status: TRANSITIONS.modify.from,
      ...(input.SubnetName !== undefined && { name: input.SubnetName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(ipv6.block !== undefined && { ipv6_cidr_block: ipv6.block }),
      ...(disables && { ipv6_cidr_block: '' }),
    });
    if (disables || ipv6.block !== undefined) tx.touch('subnet', input.SubnetId);
    await scheduleTransition(tx, context, TRANSITIONS.modify, input.SubnetId);
    return {};
  },
});

/** Whether the requested /64 is the present one; true when the request names none. */
function isPresent(present: string, { Ipv6CidrBlock: last, VpcIpv6CidrBlock: of }: Ipv6Request) {
  if (of !== undefined && !ipv6BlockHolds(of, present)) return false;
  return last === undefined || last === ipv6SubnetLast(present);
}
