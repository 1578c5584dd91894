import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { OwnKey } from '#store/owned.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import type { Reader } from '#store/store.ts';
import { importVpcs } from '../ipam-pool-allocation/import.ts';
import { makeAllocation } from '../ipam-pool-allocation/make.ts';
import { allocationsOfPool } from '../ipam-pool-allocation/rows.ts';
import { ownScopeToChange } from '../ipam-scope/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Block, blockOf, holds, overlap } from './cidr.ts';
import { poolExists } from './ipam-pool.rules.ts';
import { cidrsOfPool, ownPool, ownPoolToChange, topCidrsOfScope } from './rows.ts';

interface ProvisionFacts {
  readonly pool: IpamPoolRow | undefined;
  /** The block, if it is one of the pool's IP version. */
  readonly block: string | undefined;
  /** The block of the source that it is in; undefined when there is none. */
  readonly sourceCidr: string | undefined;
  /** What has an address of it already, if anything does. */
  readonly rival: string | undefined;
}

const provisionRules: readonly Rule<ProvisionFacts>[] = [
  poolExists,
  {
    refusal: vpcRefusals.IpamPoolCidrMalformed,
    parameter: 'CidrBlock',
    args: ({ pool }) => [pool?.ip_version ?? ''],
    broken: ({ pool, block }) => pool && block === undefined,
    because: ({ block }) => `CidrBlock is ${block ?? 'no block of the version'}`,
  },
  {
    refusal: vpcRefusals.IpamPoolCidrNotFound,
    parameter: 'CidrBlock',
    broken: ({ pool, sourceCidr }) =>
      pool && pool.source_ipam_pool_id !== '' && sourceCidr === undefined,
    because: ({ sourceCidr }) => `it is in ${sourceCidr ?? 'no block'} of the source`,
  },
  {
    refusal: vpcRefusals.IpamPoolCidrConflict,
    parameter: 'CidrBlock',
    args: ({ rival }) => [rival ?? ''],
    broken: ({ rival }) => rival !== undefined,
    because: ({ rival }) => `${rival ?? 'nothing'} has addresses of it`,
  },
];

/**
 * Gives a pool a block, at once: one that no other pool of the scope has, or, if it has a source,
 * one that the source gives out.
 */
export const provisionIpamPoolCidr = writeAction({
  name: 'ProvisionIpamPoolCidr',
  summary: 'give an IPAM pool a block',
  asyncTask: true,
  parameters: () => z.object({ IpamPoolId: id(), CidrBlock: z.string().max(64) }),
  result: () => z.object({}),
  rules: provisionRules,

  // The scope, the source, the pool: every writer locks in this order.
  async facts(tx, { IpamPoolId, CidrBlock }, context) {
    const owner = ownerOf(context);
    const key = { id: IpamPoolId, ...owner };
    const seen = await tx.first(ownPool, key);
    if (seen === undefined) {
      return { pool: undefined, block: undefined, sourceCidr: undefined, rival: undefined };
    }
    await tx.first(ownScopeToChange, { id: seen.ipam_scope_id, ...owner });
    const sourceKey = { id: seen.source_ipam_pool_id, ...owner };
    const source = sourceKey.id === '' ? undefined : await tx.first(ownPoolToChange, sourceKey);
    const pool = await tx.first(ownPoolToChange, key);
    const parsed = blockOf(CidrBlock);
    const block = parsed?.version === seen.ip_version ? parsed : undefined;
    return {
      pool,
      block: block?.text,
      sourceCidr: block && source && (await blockWith(tx, source.id, block)),
      rival: block && (await rivalOf(tx, seen, source && sourceKey, block)),
    };
  },

  async change(tx, { pool, block = '', sourceCidr = '' }, _, context) {
    if (pool === undefined) return {};
    if (pool.source_ipam_pool_id !== '') {
      await makeAllocation(tx, context, {
        poolId: pool.source_ipam_pool_id,
        cidrBlock: block,
        sourceCidrBlock: sourceCidr,
        resourceType: 'IpamPool',
        resourceId: pool.id,
        resourceRegion: pool.pool_region_id,
      });
    }
    await tx.insert('ipam_pool_cidr', {
      ipam_pool_id: pool.id,
      cidr_block: block,
      created_at: tx.now,
    });
    await importVpcs(tx, context, pool);
    return {};
  },
});

/** The block of a pool that a block is in. */
async function blockWith(tx: Reader, poolId: string, block: Block): Promise<string | undefined> {
  const cidrs = await tx.all(cidrsOfPool, { poolId });
  return cidrs.find(({ cidr_block }) => {
    const outer = blockOf(cidr_block);
    return outer && holds(outer, block);
  })?.cidr_block;
}

/** What has an address of the block already: another block of the scope, or what the source gave. */
async function rivalOf(
  tx: Reader,
  pool: IpamPoolRow,
  source: OwnKey | undefined,
  block: Block,
): Promise<string | undefined> {
  const taken =
    source === undefined
      ? await tx.all(topCidrsOfScope, { scopeId: pool.ipam_scope_id })
      : await tx.all(allocationsOfPool, { poolId: source.id });
  return taken.find(({ cidr_block }) => {
    const other = blockOf(cidr_block);
    return other && overlap(other, block);
  })?.cidr_block;
}
