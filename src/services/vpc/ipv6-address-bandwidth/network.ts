import type { PublicIpv6 } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { limitsOf, sharedLimitsOf } from '../bandwidth-package/network.ts';
import { egressOnlyIn } from '../ipv6-egress-only-rule/network.ts';

/** The public IPv6 addresses of a VPC with an IPv6 gateway, and the interfaces that hold them. */
export async function publicIpv6Of(
  tx: Reader,
  vpcId: string,
): Promise<(PublicIpv6 & { readonly nicId: string })[]> {
  const egressOnly = await egressOnlyIn(tx, vpcId);
  const rows = await tx.all(bandwidthsIn, { vpcId });
  const shared = await sharedLimitsOf(tx, rows);
  return rows.map((row) => ({
    address: row.ipv6_address,
    ...limitsOf(row, shared),
    egressOnly: egressOnly.has(row.id),
    nicId: row.network_interface_id,
  }));
}

const bandwidthsIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('ipv6_address_bandwidth')
    .select([
      'id',
      'ipv6_address',
      'bandwidth',
      'network_interface_id',
      'bandwidth_package_id',
      'independent_bandwidth',
    ])
    .where('vpc_id', '=', p.vpcId)
    .orderBy('id'),
);

/** The VPCs of the public bandwidths of IPv6 addresses in a bandwidth package. */
export const networksOfIpv6InPackage = query((db, p: { id: string }) =>
  db.selectFrom('ipv6_address_bandwidth').select('vpc_id').where('bandwidth_package_id', '=', p.id),
);
