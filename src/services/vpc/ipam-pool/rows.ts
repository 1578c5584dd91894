import { owned, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's pools, with all columns. */
export const ownPool = owned('ipam_pool');

/** The same, locked: for an action that changes it, its blocks or what it has given out. */
export const ownPoolToChange = ownedToChange('ipam_pool');

/** The blocks of a pool. While the pool is locked they do not change. */
export const cidrsOfPool = query((db, p: { poolId: string }) =>
  db
    .selectFrom('ipam_pool_cidr')
    .selectAll()
    .where('ipam_pool_id', '=', p.poolId)
    .orderBy('cidr_block'),
);

/** The blocks of all pools of a scope that have no source. */
export const topCidrsOfScope = query((db, p: { scopeId: string }) =>
  db
    .selectFrom('ipam_pool')
    .innerJoin('ipam_pool_cidr as cidr', 'cidr.ipam_pool_id', 'ipam_pool.id')
    .select(['cidr.ipam_pool_id', 'cidr.cidr_block'])
    .where('ipam_pool.ipam_scope_id', '=', p.scopeId)
    .where('ipam_pool.source_ipam_pool_id', '=', '')
    .orderBy('ipam_pool.id')
    .orderBy('cidr.cidr_block'),
);

/** Any one pool that has its blocks from another one. */
export const aSubPoolOf = query((db, p: { poolId: string }) =>
  db.selectFrom('ipam_pool').select('id').where('source_ipam_pool_id', '=', p.poolId).limit(1),
);

/** The pools of an account that import the blocks of VPCs of a region. */
export const importingPools = query((db, p: { accountId: string; region: string }) =>
  db
    .selectFrom('ipam_pool')
    .selectAll()
    .where('account_id', '=', p.accountId)
    .where('auto_import', '=', 1)
    .where('ip_version', '=', 'IPv4')
    .where('pool_region_id', 'in', ['', p.region])
    .orderBy('id'),
);
