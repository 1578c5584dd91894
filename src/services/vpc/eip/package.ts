import { listsById } from '#store/lists.ts';
import { listQuery } from '#store/query.ts';
import type { InPackage } from '#store/schema/bandwidth-package.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';

/** The EIPs in each bandwidth package. */
export function eipsInPackages(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Pick<EipRow, 'id' | 'ip_address' | 'bandwidth_package_id'>[]>> {
  return listsById(tx, ids, 'bandwidth_package_id', inPackages);
}

/** Changes how an EIP is in a bandwidth package. */
export async function changeEipInPackage(
  tx: Writer,
  id: string,
  to: Partial<InPackage>,
): Promise<void> {
  await tx.update('eip', id, to);
  tx.touch('eip', id);
}

const inPackages = listQuery((db, ids) =>
  db
    .selectFrom('eip')
    .select(['id', 'ip_address', 'bandwidth_package_id'])
    .where('bandwidth_package_id', 'in', ids),
);
