import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { IpAddressPoolBlockRow } from '#store/schema/ip-address-pool.ts';
import type { Reader } from '#store/store.ts';
import { ipv4Number } from '../subnet/range.ts';

/** One of the caller's IP address pools, with all columns. */
export const ownIpAddressPool = owned('ip_address_pool');

/** The same, locked: for an action that changes it or what is in it. */
export const ownIpAddressPoolToChange = ownedToChange('ip_address_pool');

export const ipAddressPoolById = byId('ip_address_pool');

/** The blocks of each pool, in the order of their addresses. */
export function blocksOfPools(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, IpAddressPoolBlockRow[]>> {
  return listsOf(tx, ids, 'ip_address_pool_id', blocksOf);
}

/** The pool that has an address of a region in one of its blocks, whoever's it is. */
export async function poolWith(
  tx: Reader,
  region: string,
  address: string,
): Promise<string | undefined> {
  const number = ipv4Number(address);
  if (number === undefined) return undefined;
  const block = await tx.first(blockBefore, { region, number });
  return block && block.last >= number ? block.ip_address_pool_id : undefined;
}

/** The block of a region with the highest first address up to a number. */
export const blockBefore = query((db, p: { region: string; number: number }) =>
  db
    .selectFrom('ip_address_pool_block')
    .select(['ip_address_pool_id', 'last'])
    .where('region', '=', p.region)
    .where('first', '<=', p.number)
    .orderBy('first', 'desc')
    .limit(1),
);

const blocksOf = listQuery((db, ids) =>
  db
    .selectFrom('ip_address_pool_block')
    .selectAll()
    .where('ip_address_pool_id', 'in', ids)
    .orderBy('first'),
);
