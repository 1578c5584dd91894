import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import type { IpAddressPoolBlockRow } from '#store/schema/ip-address-pool.ts';
import { eipsInPools } from '../eip/in-pool.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv4Number } from '../subnet/range.ts';
import { removeBlock } from './cidr.ts';
import { availableIpAddressPool, type IpAddressPoolFacts } from './ip-address-pool.rules.ts';
import { blocksOfPools, ownIpAddressPoolToChange } from './rows.ts';

interface DeleteFacts extends IpAddressPoolFacts {
  readonly cidrBlock: string;
  readonly block: IpAddressPoolBlockRow | undefined;
  /** An EIP whose address is in it. */
  readonly eip: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...availableIpAddressPool,
  {
    refusal: vpcRefusals.PoolBlockNotFound,
    broken: ({ block }) => block === undefined,
    because: ({ block, cidrBlock }) =>
      block ? `${block.cidr_block} is in it` : `${cidrBlock} is none of its blocks`,
  },
  {
    refusal: vpcRefusals.PoolBlockInUse,
    broken: ({ eip }) => eip !== undefined,
    because: ({ eip }) => `${eip ?? 'no EIP'} is in it`,
  },
];

/** Takes a block of which no EIP is allocated out of an IP address pool, at once. */
export const deleteIpAddressPoolCidrBlock = writeAction({
  name: 'DeleteIpAddressPoolCidrBlock',
  summary: 'take a block out of an IP address pool',
  parameters: () =>
    z.object({
      IpAddressPoolId: id(),
      CidrBlock: z.string().max(64),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { IpAddressPoolId, CidrBlock }, context) {
    const ids = [IpAddressPoolId];
    const ipAddressPool = await tx.first(
      ownIpAddressPoolToChange,
      ownKey(context, IpAddressPoolId),
    );
    const blocks = ipAddressPool ? (await blocksOfPools(tx, ids)).get(IpAddressPoolId) : [];
    const block = blocks?.find((each) => each.cidr_block === CidrBlock);
    const eips = block ? (await eipsInPools(tx, ids)).get(IpAddressPoolId) : [];
    const eip = eips?.find(({ ip_address }) => isWithin(ip_address, block));
    return { ipAddressPool, cidrBlock: CidrBlock, block, eip: eip?.id };
  },

  async change(tx, { block }, { IpAddressPoolId }, context) {
    if (block) await removeBlock(tx, ownKey(context, IpAddressPoolId), block);
    return {};
  },
});

function isWithin(address: string, block: IpAddressPoolBlockRow | undefined): boolean {
  const number = ipv4Number(address);
  return (
    number !== undefined && block !== undefined && number >= block.first && number <= block.last
  );
}
