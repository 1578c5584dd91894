import { reserveQuota } from '#core/quota.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import type { Writer } from '#store/store.ts';
import { releaseAddresses } from '../subnet/addresses.ts';
import { removeTags } from '../tag/rows.ts';

/** Removes a virtual IP that nothing uses, and gives back its address, tags and quota. */
export async function removeHaVip(tx: Writer, row: HaVipRow): Promise<void> {
  await releaseAddresses(tx, row.subnet_id, [{ family: 4, address: row.ip_address }]);
  await removeTags(tx, row.id);
  await tx.remove('ha_vip', row.id);
  // It has left its network since it is Deleting.
  tx.touchNothing();
  await reserveQuota(tx, row, 'HaVips', -1);
}
