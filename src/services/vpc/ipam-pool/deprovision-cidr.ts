import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { query } from '#store/query.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import { removeAllocationOf } from '../ipam-pool-allocation/remove.ts';
import { allocationsOfPool } from '../ipam-pool-allocation/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { blockOf } from './cidr.ts';
import { poolExists } from './ipam-pool.rules.ts';
import { cidrsOfPool, ownPool, ownPoolToChange } from './rows.ts';

interface DeprovisionFacts {
  readonly pool: IpamPoolRow | undefined;
  /** The pool's block; undefined when it has no such block. */
  readonly block: string | undefined;
  /** What the pool has given out of it, if anything. */
  readonly allocation: string | undefined;
}

const deprovisionRules: readonly Rule<DeprovisionFacts>[] = [
  poolExists,
  {
    refusal: vpcRefusals.IpamPoolCidrNotFound,
    broken: ({ pool, block }) => pool && block === undefined,
    because: ({ block }) => `the pool has ${block ?? 'no such block'}`,
  },
  {
    refusal: vpcRefusals.IpamPoolCidrInUse,
    parameter: 'CidrBlock',
    broken: ({ allocation }) => allocation !== undefined,
    because: ({ allocation }) => `${allocation ?? 'nothing'} is given out of it`,
  },
];

/** Takes a block from a pool that has given out nothing of it, at once; its source has it again. */
export const deprovisionIpamPoolCidr = writeAction({
  name: 'DeprovisionIpamPoolCidr',
  summary: 'take a block from an IPAM pool',
  asyncTask: true,
  parameters: () => z.object({ IpamPoolId: id(), CidrBlock: z.string().max(64) }),
  result: () => z.object({}),
  rules: deprovisionRules,

  async facts(tx, { IpamPoolId, CidrBlock }, context) {
    const owner = ownerOf(context);
    const key = { id: IpamPoolId, ...owner };
    const seen = await tx.first(ownPool, key);
    if (seen && seen.source_ipam_pool_id !== '') {
      await tx.first(ownPoolToChange, { id: seen.source_ipam_pool_id, ...owner });
    }
    const pool = seen && (await tx.first(ownPoolToChange, key));
    const text = blockOf(CidrBlock)?.text;
    const of = { poolId: IpamPoolId };
    const cidrs = pool ? await tx.all(cidrsOfPool, of) : [];
    const block = cidrs.find(({ cidr_block }) => cidr_block === text)?.cidr_block;
    const given = block === undefined ? [] : await tx.all(allocationsOfPool, of);
    return {
      pool,
      block,
      allocation: given.find(({ source_cidr_block }) => source_cidr_block === block)?.id,
    };
  },

  async change(tx, { block = '' }, { IpamPoolId }) {
    await tx.run(deleteCidr, { poolId: IpamPoolId, block });
    await removeAllocationOf(tx, IpamPoolId, block);
    return {};
  },
});

const deleteCidr = query((db, p: { poolId: string; block: string }) =>
  db
    .deleteFrom('ipam_pool_cidr')
    .where('ipam_pool_id', '=', p.poolId)
    .where('cidr_block', '=', p.block),
);
