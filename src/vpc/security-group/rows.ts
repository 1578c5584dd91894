import type { SecurityGroupRow } from '../../store/schema.ts';
import type { Reader } from '../../store/store.ts';

/** The caller's security groups among `ids`. */
export async function securityGroupsByIds(
  tx: Reader,
  owner: { account_id: string; region: string },
  ids: readonly string[],
): Promise<Map<string, SecurityGroupRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('security_group')
      .selectAll()
      .where('id', 'in', ids)
      .where('account_id', '=', owner.account_id)
      .where('region', '=', owner.region),
  );
  return new Map(rows.map((row) => [row.id, row]));
}
