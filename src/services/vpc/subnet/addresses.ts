import { lockingQuery, query } from '#store/query.ts';
import type { SubnetRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { ipv4Range, usableCount } from './range.ts';

/** The columns of a subnet that allocating an address needs. The row must be locked. */
export type SubnetAddresses = Pick<
  SubnetRow,
  'id' | 'vpc_id' | 'cidr_block' | 'ipv6_cidr_block' | 'ipv4_used' | 'ipv4_cursor'
>;

/** Requested addresses: a list of them, or a number. */
export interface AddressRequest {
  readonly given?: readonly string[] | undefined;
  /** The parameter of the request that lists `given`, for its refusals. */
  readonly parameter?: string | undefined;
  readonly count?: number | undefined;
  /** The parameter of the request that has `count`. */
  readonly countParameter?: string | undefined;
  /**
   * Addresses that the same request lists for other interfaces: automatic allocation skips them.
   */
  readonly claimedElsewhere?: readonly string[] | undefined;
}

/** The interface that gets the addresses, and the position of the first. */
export interface Holder {
  readonly networkInterfaceId: string;
  readonly position: number;
  readonly primary: boolean;
}

/** The virtual IP that gets an address. */
export interface VirtualHolder {
  readonly haVipId: string;
}

/** How many IPv4 addresses are free. */
export function freeIpv4(subnet: Pick<SubnetRow, 'cidr_block' | 'ipv4_used'>): number {
  const range = ipv4Range(subnet.cidr_block);
  return range === undefined ? 0 : usableCount(range) - subnet.ipv4_used;
}

/** The columns of the holder's address number `index`. */
export function columnsOf(holder: Holder | VirtualHolder, index: number) {
  if ('haVipId' in holder) {
    return { network_interface_id: '', ha_vip_id: holder.haVipId, is_primary: 0, position: 0 };
  }
  return {
    network_interface_id: holder.networkInterfaceId,
    ha_vip_id: '',
    is_primary: holder.primary && index === 0 ? 1 : 0,
    position: holder.position + index,
  };
}

/** Releases the named addresses from their holder. */
export async function releaseAddresses(
  tx: Writer,
  subnetId: string,
  addresses: readonly { family: 4 | 6; address: string }[],
): Promise<void> {
  let ipv4 = 0;
  for (const { family, address } of addresses) {
    const released = await tx.run(deleteAddress, { subnetId, address });
    if (family === 4) ipv4 += released;
  }
  if (ipv4 > 0) await tx.run(countReleased, { id: subnetId, by: ipv4 });
}

/**
 * Counts the IPv4 addresses of a subnet anew, after holders of another account have gone from it, or
 * have stayed while it was made again.
 */
export async function recountAddresses(tx: Writer, subnetId: string): Promise<void> {
  const used = await tx.first(countOfAddresses, { subnetId });
  await tx.run(setUsed, { id: subnetId, used: used?.n ?? 0 });
}

/**
 * Releases every address of an interface that is being deleted; resolves to how many there were.
 */
export async function releaseAllAddresses(
  tx: Writer,
  subnetId: string,
  networkInterfaceId: string,
): Promise<number> {
  const held = await tx.all(addressesOf, { networkInterfaceId });
  await releaseAddresses(tx, subnetId, held);
  return held.length;
}

/** Whether any interface holds an IPv6 address of the subnet. */
export async function holdsIpv6(tx: Reader, subnetId: string): Promise<boolean> {
  return (await tx.first(anIpv6Address, { subnetId })) !== undefined;
}

/** The columns of a subnet that allocating addresses needs, locked. */
export const subnetAddresses = lockingQuery((db, p: { id: string }) =>
  db
    .selectFrom('subnet')
    .select(['id', 'vpc_id', 'cidr_block', 'ipv6_cidr_block', 'ipv4_used', 'ipv4_cursor'])
    .where('id', '=', p.id),
);

const addressesOf = query((db, p: { networkInterfaceId: string }) =>
  db
    .selectFrom('address')
    .select(['family', 'address'])
    .where('network_interface_id', '=', p.networkInterfaceId),
);

/** The holder of an address of a subnet. */
export const addressIn = query((db, p: { subnetId: string; address: string }) =>
  db
    .selectFrom('address')
    .select('network_interface_id')
    .where('subnet_id', '=', p.subnetId)
    .where('address', '=', p.address),
);

// An IPv6 address has no number: the index finds one, however many IPv4 addresses there are.
const anIpv6Address = query((db, p: { subnetId: string }) =>
  db
    .selectFrom('address')
    .select('address')
    .where('subnet_id', '=', p.subnetId)
    .where('number', 'is', null)
    .limit(1),
);

const deleteAddress = query((db, p: { subnetId: string; address: string }) =>
  db.deleteFrom('address').where('subnet_id', '=', p.subnetId).where('address', '=', p.address),
);

const countReleased = query((db, p: { id: string; by: number }) =>
  db
    .updateTable('subnet')
    .set((set) => ({ ipv4_used: set('ipv4_used', '-', p.by) }))
    .where('id', '=', p.id),
);

const countOfAddresses = query((db, p: { subnetId: string }) =>
  db
    .selectFrom('address')
    .select((count) => count.fn.countAll<number>().as('n'))
    .where('subnet_id', '=', p.subnetId)
    .where('family', '=', 4),
);

const setUsed = query((db, p: { id: string; used: number }) =>
  db.updateTable('subnet').set({ ipv4_used: p.used }).where('id', '=', p.id),
);
