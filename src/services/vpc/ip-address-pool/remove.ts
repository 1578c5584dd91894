import { reserveQuota } from '#core/quota.ts';
import type { IpAddressPoolRow } from '#store/schema/ip-address-pool.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';
import { removeBlock } from './cidr.ts';
import { blocksOfPools } from './rows.ts';

/** Removes an IP address pool without EIPs, and gives back its blocks, tags and quota. */
export async function removeIpAddressPool(tx: Writer, row: IpAddressPoolRow): Promise<void> {
  const blocks = (await blocksOfPools(tx, [row.id])).get(row.id) ?? [];
  for (const block of blocks) await removeBlock(tx, row, block);
  await removeTags(tx, row.id);
  await tx.remove('ip_address_pool', row.id);
  await reserveQuota(tx, row, 'IpAddressPools', -1);
}
