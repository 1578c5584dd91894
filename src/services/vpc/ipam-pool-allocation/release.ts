import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { exists } from '#core/common.rules.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamPoolAllocationRow, IpamPoolRow } from '#store/schema/ipam.ts';
import { blockOf } from '../ipam-pool/cidr.ts';
import { poolExists } from '../ipam-pool/ipam-pool.rules.ts';
import { ownPoolToChange } from '../ipam-pool/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownAllocationToChange } from './rows.ts';

interface ReleaseFacts {
  readonly pool: IpamPoolRow | undefined;
  /** The named one, if the pool has given it out and it has the named block. */
  readonly allocation: IpamPoolAllocationRow | undefined;
}

const releaseRules: readonly Rule<ReleaseFacts>[] = [
  poolExists,
  exists(vpcRefusals.IpamPoolAllocationNotFound, 'allocation', 'IPAM pool allocation'),
  {
    refusal: vpcRefusals.IpamPoolAllocationInUse,
    args: ({ allocation }) => [allocation?.resource_id ?? ''],
    broken: ({ allocation }) => allocation && allocation.resource_type !== 'Custom',
    because: ({ allocation }) => `it is ${allocation?.resource_id || 'nobody'}'s`,
  },
];

/**
 * Gives back a block that was reserved. That of a VPC or a pool is given back with it, and that of a
 * pool when the pool loses it.
 */
export const releaseIpamPoolAllocation = writeAction({
  name: 'ReleaseIpamPoolAllocation',
  summary: 'give back a reserved block of an IPAM pool',
  asyncTask: true,
  parameters: () =>
    z.object({
      IpamPoolId: id(),
      IpamPoolAllocationId: id(),
      CidrBlock: z.string().max(64),
    }),
  result: () => z.object({}),
  rules: releaseRules,

  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const pool = await tx.first(ownPoolToChange, { id: input.IpamPoolId, ...owner });
    const key = { id: input.IpamPoolAllocationId, ...owner };
    const found = pool && (await tx.first(ownAllocationToChange, key));
    const isMeant =
      found?.ipam_pool_id === pool?.id && found?.cidr_block === blockOf(input.CidrBlock)?.text;
    return { pool, allocation: isMeant ? found : undefined };
  },

  async change(tx, _, { IpamPoolAllocationId }) {
    await tx.remove('ipam_pool_allocation', IpamPoolAllocationId);
    return {};
  },
});
