import { type Context, ownKey } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { eipsInPackages } from '../eip/package.ts';
import { ipv6InPackages } from '../ipv6-address-bandwidth/package.ts';
import type { DeleteFacts } from './delete.rules.ts';
import { ownBandwidthPackageToChange } from './rows.ts';

/** What decides whether one of the caller's bandwidth packages may be deleted. Its row is locked. */
export async function deleteFacts(tx: Reader, id: string, context: Context): Promise<DeleteFacts> {
  const bandwidthPackage = await tx.first(ownBandwidthPackageToChange, ownKey(context, id));
  const eips = bandwidthPackage && (await eipsInPackages(tx, [id])).get(id);
  const bandwidths = bandwidthPackage && (await ipv6InPackages(tx, [id])).get(id);
  return {
    bandwidthPackage,
    member: eips?.[0]?.id ?? bandwidths?.[0]?.id,
    now: tx.now,
  };
}
