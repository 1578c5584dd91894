import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { userBlock } from './additional-cidr.ts';
import { associateUserRules } from './associate-cidr-block.rules.ts';
import { addIpv4Block, blocksOf, NO_BLOCKS } from './cidr-rows.ts';
import { ownVpcToChange } from './rows.ts';

/** Makes a VPC treat a block of public addresses as private, at once. No subnet can be in it. */
export const associateVpcUserCidrBlock = writeAction({
  name: 'AssociateVpcUserCidrBlock',
  summary: 'have a VPC treat a public block as a private one',
  parameters: () => z.object({ VpcId: id(), UserCidrBlock: z.string().max(64) }),
  result: () => z.object({}),
  rules: associateUserRules,

  async facts(tx, { VpcId, UserCidrBlock }, context) {
    const key = ownKey(context, VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    const blocks = vpc ? await blocksOf(tx, vpc.id) : NO_BLOCKS;
    const allowed = context.world.quota(context.accountId, 'UserBlocksPerVpc');
    return { vpc, ipv4: userBlock(UserCidrBlock, { vpc, blocks }, allowed) };
  },

  async change(tx, { ipv4 }, { VpcId }) {
    if (ipv4.block === undefined) refuse(vpcRefusals.CidrMalformed);
    await addIpv4Block(tx, VpcId, 'user', ipv4.block);
    await tx.update('vpc', VpcId, {});
    return {};
  },
});
