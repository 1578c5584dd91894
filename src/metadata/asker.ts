import { ipv4Number, ipv4Range } from '#services/vpc/subnet/range.ts';
import { blocksOfVpc } from '#services/vpc/subnet/rows.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/**
 * The instance with a private IPv4 address in a VPC. The same address in another VPC is another
 * instance's. It is found by the address's subnet, because many VPCs have the same addresses.
 */
export async function instanceAt(
  tx: Reader,
  vpcId: string,
  address: string,
): Promise<string | undefined> {
  const number = ipv4Number(address);
  if (number === undefined) return undefined;
  const subnet = (await tx.all(blocksOfVpc, { vpcId })).find(({ cidr_block }) => {
    const range = ipv4Range(cidr_block);
    return range && number >= range.first && number < range.first + range.size;
  });
  if (subnet === undefined) return undefined;
  return (await tx.first(holder, { subnetId: subnet.id, address }))?.instance_id ?? undefined;
}

/** The only instance of all accounts; undefined when there is none, or another. */
export async function soleInstance(tx: Reader): Promise<string | undefined> {
  const [one, ...others] = await tx.all(twoInstances, {});
  return others.length === 0 ? one?.id : undefined;
}

const twoInstances = query((db, _: object) => db.selectFrom('instance').select('id').limit(2));

const holder = query((db, p: { subnetId: string; address: string }) =>
  db
    .selectFrom('address')
    .innerJoin('network_interface', 'network_interface.id', 'address.network_interface_id')
    .select('network_interface.instance_id')
    .where('address.subnet_id', '=', p.subnetId)
    .where('address.address', '=', p.address),
);
