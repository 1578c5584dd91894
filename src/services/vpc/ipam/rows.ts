import { owned, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's IPAMs, with all columns. */
export const ownIpam = owned('ipam');

/** The same, locked: for an action that changes it or what belongs to it. */
export const ownIpamToChange = ownedToChange('ipam');

/** Any one scope of an IPAM that was made by itself. */
export const aCustomScope = query((db, p: { ipamId: string }) =>
  db
    .selectFrom('ipam_scope')
    .select('id')
    .where('ipam_id', '=', p.ipamId)
    .where('is_default', '=', 0)
    .limit(1),
);

/** Any one pool of an IPAM. */
export const aPoolOfIpam = query((db, p: { ipamId: string }) =>
  db.selectFrom('ipam_pool').select('id').where('ipam_id', '=', p.ipamId).limit(1),
);

/** Any one association of an IPAM that was made by itself. */
export const aCustomAssociation = query((db, p: { ipamId: string }) =>
  db
    .selectFrom('ipam_resource_discovery_association')
    .select('id')
    .where('ipam_id', '=', p.ipamId)
    .where('is_default', '=', 0)
    .limit(1),
);

/** Any one pool of an IPAM whose blocks are for one of the regions. */
export const poolRegionsOf = query((db, p: { ipamId: string }) =>
  db
    .selectFrom('ipam_pool')
    .select(['id', 'pool_region_id'])
    .where('ipam_id', '=', p.ipamId)
    .orderBy('id'),
);
