import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownSubnet, ownSubnetToChange } from '../subnet/rows.ts';
import { takeIpv4 } from '../subnet/take-ipv4.ts';
import { tagList } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { haVipCount } from './rows.ts';

/**
 * Makes a virtual IP with an address of a subnet, which no interface can hold from then on. It
 * belongs to its subnet's project. It is Creating, then Available.
 */
export const createHaVip = writeAction({
  name: 'CreateHaVip',
  summary: 'create a high-availability virtual IP',
  asyncTask: true,
  parameters: () =>
    z.object({
      SubnetId: id(),
      IpAddress: z.string().max(64).optional(),
      HaVipName: resourceName().optional(),
      Description: description().optional(),
      Tags: tagList().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ HaVipId: z.string(), IpAddress: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [
    vpcRefusals.SubnetIpv4Disabled,
    vpcRefusals.InsufficientIp,
    vpcRefusals.PrivateIpMalformed,
    vpcRefusals.PrivateIpInUse,
  ],

  // The VPC is locked first, as in CreateSubnet: while it is locked, the number of its virtual IPs
  // does not change.
  async facts(tx, { SubnetId }, context) {
    const owner = ownerOf(context);
    const seen = await tx.first(ownSubnet, { id: SubnetId, ...owner });
    const vpc = seen && (await tx.first(ownVpcToChange, { id: seen.vpc_id, ...owner }));
    return {
      vpc,
      subnet: seen && (await tx.first(ownSubnetToChange, { id: SubnetId, ...owner })),
      quotaLeft: await remainingQuota(tx, context, 'HaVips'),
      held: (seen && (await tx.first(haVipCount, { vpcId: seen.vpc_id }))?.n) ?? 0,
      allowed: context.world.quota(context.accountId, 'HaVipsPerVpc'),
    };
  },

  async change(tx, { subnet }, input, context) {
    if (subnet === undefined) refuse(vpcRefusals.SubnetNotFound);
    const haVipId = context.ids.resource(RESOURCES.ha_vip.idPrefix);
    const owner = ownKey(context, haVipId);
    const wanted =
      input.IpAddress === undefined
        ? { count: 1 }
        : { given: [input.IpAddress], parameter: 'IpAddress' };
    const [address = ''] = await takeIpv4(tx, subnet, wanted, { haVipId });
    await tx.insert('ha_vip', {
      ...owner,
      project_name: subnet.project_name,
      name: input.HaVipName ?? haVipId,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      vpc_id: subnet.vpc_id,
      subnet_id: subnet.id,
      ip_address: address,
      holder_id: '',
    });
    tx.touch('vpc', subnet.vpc_id);
    await reserveQuota(tx, owner, 'HaVips', 1);
    await addTags(tx, owner, 'havip', input.Tags);
    await scheduleTransition(tx, context, TRANSITIONS.create, haVipId);
    return { HaVipId: haVipId, IpAddress: address };
  },
});
