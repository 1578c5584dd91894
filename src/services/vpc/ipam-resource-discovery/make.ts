import { type Context, ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';

/** What a new resource discovery is made of. */
export interface DiscoverySpec {
  /** JSON list of regions. */
  readonly operatingRegions: string;
  readonly isDefault: boolean;
  readonly projectName: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

/** Makes a resource discovery, Available at once. Resolves to its id. */
export async function makeResourceDiscovery(
  tx: Writer,
  context: Context,
  spec: DiscoverySpec,
): Promise<string> {
  const discoveryId = context.ids.resource(RESOURCES.ipam_resource_discovery.idPrefix);
  const owner = ownKey(context, discoveryId);
  await tx.insert('ipam_resource_discovery', {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? discoveryId,
    description: spec.description ?? '',
    status: 'Available',
    operating_regions: spec.operatingRegions,
    is_default: Number(spec.isDefault),
  });
  await addTags(tx, owner, 'ipam_resource_discovery', spec.tags);
  return discoveryId;
}
