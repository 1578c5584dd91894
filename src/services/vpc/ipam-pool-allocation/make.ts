import { type Context, ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import { DEFAULT_PROJECT } from '../names.ts';

/** What a pool gives out: a block of its own that nothing else has. */
export interface AllocationSpec {
  readonly poolId: string;
  readonly cidrBlock: string;
  /** The block of the pool that it is in. */
  readonly sourceCidrBlock: string;
  readonly resourceType: 'Vpc' | 'IpamPool' | 'Custom';
  /** '' for a custom one. */
  readonly resourceId: string;
  readonly resourceRegion: string;
}

/** Records what a pool gives out. Resolves to its id. */
export async function makeAllocation(
  tx: Writer,
  context: Context,
  spec: AllocationSpec,
): Promise<string> {
  const allocationId = context.ids.resource(RESOURCES.ipam_pool_allocation.idPrefix);
  await tx.insert('ipam_pool_allocation', {
    ...ownKey(context, allocationId),
    project_name: DEFAULT_PROJECT,
    name: '',
    description: '',
    status: 'Allocated',
    ipam_pool_id: spec.poolId,
    cidr_block: spec.cidrBlock,
    source_cidr_block: spec.sourceCidrBlock,
    resource_type: spec.resourceType,
    resource_id: spec.resourceId,
    resource_region: spec.resourceRegion,
  });
  return allocationId;
}
