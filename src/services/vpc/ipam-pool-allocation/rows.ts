import { owned, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's allocations, with all columns. */
export const ownAllocation = owned('ipam_pool_allocation');

/** The same, locked: for an action that gives it back. */
export const ownAllocationToChange = ownedToChange('ipam_pool_allocation');

/** What a pool has given out. While the pool is locked this does not grow. */
export const allocationsOfPool = query((db, p: { poolId: string }) =>
  db
    .selectFrom('ipam_pool_allocation')
    .selectAll()
    .where('ipam_pool_id', '=', p.poolId)
    .orderBy('id'),
);

/** What was given out to a VPC or a pool. */
export const allocationsTo = query((db, p: { resourceId: string }) =>
  db
    .selectFrom('ipam_pool_allocation')
    .selectAll()
    .where('resource_id', '=', p.resourceId)
    .orderBy('id'),
);
