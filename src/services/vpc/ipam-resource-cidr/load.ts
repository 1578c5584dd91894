import { type Context, ownerOf } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import type { Reader } from '#store/store.ts';
import { ownIpam } from '../ipam/rows.ts';
import { ownScope } from '../ipam-scope/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Watched, watchedIn } from './watched.ts';

/**
 * The blocks in one of the caller's scopes.
 * @throws Refused InvalidIpamScope.NotFound
 */
export async function watchedInScope(
  tx: Reader,
  context: Context,
  scopeId: string,
): Promise<{ readonly ipamId: string; readonly watched: readonly Watched[] }> {
  const owner = ownerOf(context);
  const scope = await tx.first(ownScope, { id: scopeId, ...owner });
  const ipam = scope && (await tx.first(ownIpam, { id: scope.ipam_id, ...owner }));
  if (scope === undefined || ipam === undefined) refuse(vpcRefusals.IpamScopeNotFound);
  return { ipamId: ipam.id, watched: await watchedIn(tx, ipam, scope) };
}
