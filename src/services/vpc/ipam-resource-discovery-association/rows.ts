import { ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's associations, locked. */
export const ownAssociationToChange = ownedToChange('ipam_resource_discovery_association');

/** The association of a resource discovery with an IPAM, if there is one. */
export const associationBetween = query((db, p: { ipamId: string; discoveryId: string }) =>
  db
    .selectFrom('ipam_resource_discovery_association')
    .select('id')
    .where('ipam_id', '=', p.ipamId)
    .where('ipam_resource_discovery_id', '=', p.discoveryId),
);
