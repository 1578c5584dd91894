import { type Context, ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import { DEFAULT_PROJECT } from '../names.ts';

interface AssociationSpec {
  readonly ipamId: string;
  readonly discoveryId: string;
  readonly isDefault: boolean;
}

/** Associates a resource discovery with an IPAM, at once. Resolves to the association's id. */
export async function makeAssociation(
  tx: Writer,
  context: Context,
  { ipamId, discoveryId, isDefault }: AssociationSpec,
): Promise<string> {
  const associationId = context.ids.resource(
    RESOURCES.ipam_resource_discovery_association.idPrefix,
  );
  await tx.insert('ipam_resource_discovery_association', {
    ...ownKey(context, associationId),
    project_name: DEFAULT_PROJECT,
    name: '',
    description: '',
    status: 'Associated',
    ipam_id: ipamId,
    ipam_resource_discovery_id: discoveryId,
    is_default: Number(isDefault),
  });
  return associationId;
}
