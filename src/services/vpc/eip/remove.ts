import { reserveQuota } from '#core/quota.ts';
import type { EipRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';
import { forgetTraffic } from './traffic.ts';

/** Removes an EIP that carries no packets, and gives back its address, tags and quota. */
export async function removeEip(
  tx: Writer,
  row: Pick<EipRow, 'id' | 'account_id' | 'region'>,
): Promise<void> {
  await removeTags(tx, row.id);
  await tx.run(forgetTraffic, { eipId: row.id });
  await tx.remove('eip', row.id);
  tx.touchNothing();
  await reserveQuota(tx, row, 'Eips', -1);
}
