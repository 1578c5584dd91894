import { reserveQuota } from '#core/quota.ts';
import type { HaVipRow } from '#store/schema/ha-vip.ts';
import type { Writer } from '#store/store.ts';
import { releaseAddresses } from '../subnet/addresses.ts';
import { removeTags } from '../tag/rows.ts';

/** Ends a virtual IP that nothing uses: its address is free, its tags and quota are given back. */
export async function removeHaVip(tx: Writer, row: HaVipRow): Promise<void> {
  await releaseAddresses(tx, row.subnet_id, [{ family: 4, address: row.ip_address }]);
  await removeTags(tx, row.id);
  await tx.remove('ha_vip', row.id);
  await reserveQuota(tx, row, 'HaVips', -1);
}
