import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';
import { type BlockFacts, blockRules } from './cidr.rules.ts';
import { addBlock, blockFacts } from './cidr.ts';
import { availableIpAddressPool, type IpAddressPoolFacts } from './ip-address-pool.rules.ts';
import { blockParameters } from './parameters.ts';
import { ownIpAddressPoolToChange } from './rows.ts';

const addRules: readonly Rule<IpAddressPoolFacts & BlockFacts>[] = [
  {
    refusal: vpcRefusals.MissingParameter,
    args: () => ['CidrBlock'],
    parameter: 'CidrBlock',
    broken: ({ cidrBlock, cidrMask }) => cidrBlock === undefined && cidrMask === undefined,
    because: ({ cidrBlock, cidrMask }) =>
      `CidrBlock is ${cidrBlock ?? 'absent'}, CidrMask ${cidrMask ?? 'absent'}`,
  },
  ...availableIpAddressPool,
  ...blockRules,
];

/** Gives an IP address pool one more block, at once. */
export const addIpAddressPoolCidrBlock = writeAction({
  name: 'AddIpAddressPoolCidrBlock',
  summary: 'add a block to an IP address pool',
  parameters: () =>
    z.object({
      IpAddressPoolId: id(),
      ...blockParameters(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ CidrBlock: z.string() }),
  rules: addRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.IpAddressPoolId);
    return {
      ipAddressPool: await tx.first(ownIpAddressPoolToChange, key),
      ...(await blockFacts(tx, input, context)),
    };
  },

  async change(tx, { block }, { IpAddressPoolId }, context) {
    if (block === undefined) refuse(vpcRefusals.PoolBlockMalformed);
    await addBlock(tx, ownKey(context, IpAddressPoolId), block);
    return { CidrBlock: block.cidr };
  },
});
