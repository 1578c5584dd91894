import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import { vpcRefusals } from '../refusals.ts';
import { removeTags } from '../tag/rows.ts';
import { poolExists } from './ipam-pool.rules.ts';
import { aSubPoolOf, cidrsOfPool, ownPoolToChange } from './rows.ts';

interface DeleteFacts {
  readonly pool: IpamPoolRow | undefined;
  /** A pool that has its blocks from it, if there is one. */
  readonly subPool: string | undefined;
  /** One of its blocks, if it has any: what it has given out is in them. */
  readonly cidr: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  poolExists,
  {
    refusal: vpcRefusals.IpamPoolInUse,
    args: () => ['an IPAM pool'],
    broken: ({ subPool }) => subPool !== undefined,
    because: ({ subPool }) => `${subPool ?? 'no pool'} has its blocks from it`,
  },
  {
    refusal: vpcRefusals.IpamPoolInUse,
    args: () => ['a cidr block'],
    broken: ({ cidr }) => cidr !== undefined,
    because: ({ cidr }) => `it has ${cidr ?? 'no block'}`,
  },
];

/** Deletes a pool without blocks that is no pool's source, at once. */
export const deleteIpamPool = writeAction({
  name: 'DeleteIpamPool',
  summary: 'delete an IPAM pool',
  asyncTask: true,
  parameters: () => z.object({ IpamPoolId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { IpamPoolId }, context) {
    const pool = await tx.first(ownPoolToChange, ownKey(context, IpamPoolId));
    const of = { poolId: IpamPoolId };
    return {
      pool,
      subPool: pool && (await tx.first(aSubPoolOf, of))?.id,
      cidr: pool && (await tx.all(cidrsOfPool, of))[0]?.cidr_block,
    };
  },

  async change(tx, _, { IpamPoolId }) {
    await removeTags(tx, IpamPoolId);
    await tx.remove('ipam_pool', IpamPoolId);
    return {};
  },
});
