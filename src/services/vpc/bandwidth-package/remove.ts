import { reserveQuota } from '#core/quota.ts';
import type { BandwidthPackageRow } from '#store/schema/bandwidth-package.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a bandwidth package with nothing in it, and gives back its tags and quota. */
export async function removeBandwidthPackage(tx: Writer, row: BandwidthPackageRow): Promise<void> {
  await removeTags(tx, row.id);
  await tx.remove('bandwidth_package', row.id);
  tx.touchNothing();
  await reserveQuota(tx, row, 'BandwidthPackages', -1);
}
