import { type OwnKey, owned } from '#store/owned.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { networksOfEip } from '../eip/network.ts';
import { addressesOfInterface, peekPrimary } from '../network-interface/rows.ts';

/** An interface from which or to which a packet is asked about. */
export interface InterfaceEnd {
  readonly id: string;
  readonly vpcId: string;
  readonly status: string;
  /** The primary one first. */
  readonly addresses: readonly string[];
}

/**
 * One of an account's interfaces, by its id or by that of the instance whose primary one it is;
 * undefined when it has none.
 */
export async function interfaceEnd(tx: Reader, key: OwnKey): Promise<InterfaceEnd | undefined> {
  const id = (await tx.first(peekPrimary, { instanceId: key.id }))?.id ?? key.id;
  const row = await tx.first(ownInterface, { ...key, id });
  if (row === undefined) return undefined;
  const addresses = await tx.all(addressesOfInterface, { id: row.id });
  return {
    id: row.id,
    vpcId: row.vpc_id,
    status: row.status,
    addresses: addresses.map(({ address }) => address),
  };
}

/** Who has a private address of a VPC: an interface with its status, or nobody. */
export function interfaceWith(
  tx: Reader,
  vpcId: string,
  address: string,
): Promise<{ readonly id: string; readonly status: string } | undefined> {
  return tx.first(holderInVpc, { vpcId, address });
}

/** An EIP, and the VPC of what it is bound to. */
export interface EipEnd {
  readonly id: string;
  readonly status: string;
  readonly vpcId: string | undefined;
}

/** The EIP of an address, in any of the regions; undefined when it is nobody's. */
export async function eipWith(
  tx: Reader,
  address: string,
  regions: readonly string[],
): Promise<EipEnd | undefined> {
  for (const region of regions) {
    const row = await tx.first(eipByAddress, { region, address });
    if (row === undefined) continue;
    return { ...row, vpcId: (await tx.first(networksOfEip, { id: row.id }))?.vpc_id };
  }
  return undefined;
}

/** The VPCs in which an interface has an IPv6 address: more than one where blocks are equal. */
export const vpcsWithAddress = query((db, p: { address: string }) =>
  db.selectFrom('address').select('vpc_id').distinct().where('address', '=', p.address),
);

const ownInterface = owned('network_interface');

const holderInVpc = query((db, p: { vpcId: string; address: string }) =>
  db
    .selectFrom('address')
    .innerJoin('network_interface', 'network_interface.id', 'address.network_interface_id')
    .select(['network_interface.id', 'network_interface.status'])
    .where('address.vpc_id', '=', p.vpcId)
    .where('address.address', '=', p.address),
);

const eipByAddress = query((db, p: { region: string; address: string }) =>
  db
    .selectFrom('eip')
    .select(['id', 'status'])
    .where('region', '=', p.region)
    .where('ip_address', '=', p.address),
);
