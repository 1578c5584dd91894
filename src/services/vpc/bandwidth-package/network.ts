import type { SharedLimit } from '#core/network.ts';
import type { InPackage } from '#store/schema/bandwidth-package.ts';
import type { Reader } from '#store/store.ts';

/** Which packages limit what several addresses take together, by their ids. */
export async function sharedLimitsOf(
  tx: Reader,
  rows: readonly Pick<InPackage, 'bandwidth_package_id'>[],
): Promise<Map<string, SharedLimit>> {
  const named = rows.map((row) => row.bandwidth_package_id).filter((id) => id !== '');
  const ids = [...new Set(named)];
  if (ids.length === 0) return new Map();
  const packages = await tx.select((db) =>
    db.selectFrom('bandwidth_package').select(['id', 'bandwidth']).where('id', 'in', ids),
  );
  return new Map(packages.map((each) => [each.id, each]));
}

/** The limit of one address by itself, and the one that it shares, if it is in a package. */
export function limitsOf(
  row: InPackage & { readonly bandwidth: number },
  shared: ReadonlyMap<string, SharedLimit>,
): { readonly bandwidth: number; readonly shared?: SharedLimit } {
  const found = shared.get(row.bandwidth_package_id);
  if (found === undefined) return { bandwidth: row.bandwidth };
  return { bandwidth: row.independent_bandwidth || found.bandwidth, shared: found };
}
