import { query } from '#store/query.ts';
import type { SubnetRow } from '#store/schema.ts';
import { expectOne, type Writer } from '#store/store.ts';
import type { SubnetAddresses } from './addresses.ts';
import { ipv4Range, usableCount } from './range.ts';

/**
 * Of a `guarded` write that puts an interface into a subnet which it has only read: counts the IPv4
 * addresses that it has taken there, if the subnet is as it was read and has room for them. Whoever
 * deletes the subnet, or changes its blocks, changes this row too.
 */
export async function guardSubnet(
  tx: Writer,
  subnet: SubnetAddresses & Partial<Pick<SubnetRow, 'revision'>>,
  taken: readonly (string | undefined)[],
): Promise<void> {
  if (!tx.guarded) return;
  const { id, revision = 0 } = subnet;
  const range = ipv4Range(subnet.cidr_block);
  const ipv4 = taken.filter((address) => address !== undefined);
  const { ipv4_cursor: cursor } = subnet;
  const size = range === undefined ? 0 : usableCount(range);
  await tx.atEnd({
    rank: 'subnet',
    key: `${id} ${revision} ${size}`,
    amounts: { by: ipv4.length },
    change: async (end, { by }) =>
      expectOne(await end.run(countIfSame, { id, revision, by, room: size - by, cursor })),
  });
}

const countIfSame = query(
  (db, p: { id: string; revision: number; by: number; room: number; cursor: number }) =>
    db
      .updateTable('subnet')
      .set((set) => ({ ipv4_used: set('ipv4_used', '+', p.by), ipv4_cursor: p.cursor }))
      .where('id', '=', p.id)
      .where('revision', '=', p.revision)
      .where('ipv4_used', '<=', p.room),
);
