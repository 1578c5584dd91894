import { listsById } from '#store/lists.ts';
import { listQuery } from '#store/query.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { type Ipv4Range, ipv4Text } from '../subnet/range.ts';

/** The EIPs whose addresses are of each IP address pool. */
export function eipsInPools(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Pick<EipRow, 'id' | 'ip_address' | 'ip_address_pool_id'>[]>> {
  return listsById(tx, ids, 'ip_address_pool_id', inPools);
}

/** Whether an EIP of the region has an address of a block of at most 256. */
export async function anyTaken(
  tx: Reader,
  region: string,
  { first, size }: Ipv4Range,
): Promise<boolean> {
  const addresses = Array.from({ length: size }, (_, offset) => ipv4Text(first + offset));
  const rows = await tx.select((db) =>
    db
      .selectFrom('eip')
      .select('id')
      .where('region', '=', region)
      .where('ip_address', 'in', addresses)
      .limit(1),
  );
  return rows.length > 0;
}

const inPools = listQuery((db, ids) =>
  db
    .selectFrom('eip')
    .select(['id', 'ip_address', 'ip_address_pool_id'])
    .where('ip_address_pool_id', 'in', ids),
);
