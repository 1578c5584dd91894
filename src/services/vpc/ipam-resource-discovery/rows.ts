import { owned, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's resource discoveries, with all columns. */
export const ownDiscovery = owned('ipam_resource_discovery');

/** The same, locked: for an action that changes it, or associates it. */
export const ownDiscoveryToChange = ownedToChange('ipam_resource_discovery');

/** Any one association of a resource discovery. */
export const anAssociationOf = query((db, p: { discoveryId: string }) =>
  db
    .selectFrom('ipam_resource_discovery_association')
    .select('id')
    .where('ipam_resource_discovery_id', '=', p.discoveryId)
    .limit(1),
);
