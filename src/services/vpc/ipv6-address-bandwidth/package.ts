import { listsById } from '#store/lists.ts';
import { listQuery } from '#store/query.ts';
import type { InPackage } from '#store/schema/bandwidth-package.ts';
import type { Ipv6AddressBandwidthRow } from '#store/schema/ipv6-gateway.ts';
import type { Reader, Writer } from '#store/store.ts';

type Found = Pick<Ipv6AddressBandwidthRow, 'id' | 'ipv6_address' | 'bandwidth_package_id'>;

/** The public bandwidths of IPv6 addresses in each bandwidth package. */
export function ipv6InPackages(tx: Reader, ids: readonly string[]): Promise<Map<string, Found[]>> {
  return listsById(tx, ids, 'bandwidth_package_id', inPackages);
}

/** Changes how the public bandwidth of an IPv6 address is in a bandwidth package. */
export async function changeIpv6InPackage(
  tx: Writer,
  id: string,
  to: Partial<InPackage>,
): Promise<void> {
  await tx.update('ipv6_address_bandwidth', id, to);
  tx.touch('ipv6_address_bandwidth', id);
}

const inPackages = listQuery((db, ids) =>
  db
    .selectFrom('ipv6_address_bandwidth')
    .select(['id', 'ipv6_address', 'bandwidth_package_id'])
    .where('bandwidth_package_id', 'in', ids),
);
