import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { ipv4Cidr, ipv4Range } from '../subnet/range.ts';
import { blocksOf, NO_BLOCKS, removeIpv4Block } from './cidr-rows.ts';
import { disassociateUserRules } from './disassociate-cidr-block.rules.ts';
import { ownVpcToChange } from './rows.ts';

/** Makes a VPC treat a block of public addresses as public again, at once. */
export const disassociateVpcUserCidrBlock = writeAction({
  name: 'DisassociateVpcUserCidrBlock',
  summary: 'have a VPC treat a public block as a public one again',
  parameters: () => z.object({ VpcId: id(), UserCidrBlock: z.string().max(64) }),
  result: () => z.object({}),
  rules: disassociateUserRules,

  async facts(tx, { VpcId, UserCidrBlock }, context) {
    const key = ownKey(context, VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    const { user } = vpc ? await blocksOf(tx, vpc.id) : NO_BLOCKS;
    const range = ipv4Range(UserCidrBlock);
    const block = user.find((each) => range && each === ipv4Cidr(range));
    return { vpc, ipv4: { given: UserCidrBlock, block, subnet: undefined } };
  },

  async change(tx, { ipv4 }, { VpcId }) {
    if (ipv4.block !== undefined) await removeIpv4Block(tx, VpcId, ipv4.block);
    await tx.update('vpc', VpcId, {});
    return {};
  },
});
