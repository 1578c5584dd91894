import { owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';

/** One of the caller's scopes, with all columns. */
export const ownScope = owned('ipam_scope');

/** The same, locked: for an action that changes it or the pools in it. */
export const ownScopeToChange = ownedToChange('ipam_scope');

/** Any one pool of a scope. */
export const aPoolOfScope = query((db, p: { scopeId: string }) =>
  db.selectFrom('ipam_pool').select('id').where('ipam_scope_id', '=', p.scopeId).limit(1),
);

/** Which of the scopes are default ones. */
export const defaultScopes = listQuery((db, ids) =>
  db.selectFrom('ipam_scope').select('id').where('id', 'in', ids).where('is_default', '=', 1),
);
