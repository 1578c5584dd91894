import { query } from '../../store/query.ts';
import type { NetworkInterfaceRow } from '../../store/schema.ts';
import type { Reader } from '../../store/store.ts';
import type { PlaneWork } from '../../transition.ts';
import { ipv4Range } from '../subnet/range.ts';
import { addressesOfInterface } from './rows.ts';

/** What the data plane does to put an interface into its instance. */
export async function plug(
  tx: Reader,
  row: NetworkInterfaceRow,
  instanceId: string,
): Promise<PlaneWork> {
  const addresses = await tx.all(addressesOfInterface, { id: row.id });
  const subnet = await tx.first(subnetBlock, { id: row.subnet_id });
  const prefix = ipv4Range(subnet?.cidr_block ?? '')?.prefix ?? 32;
  return {
    do: 'plug',
    instanceId,
    nic: {
      id: row.id,
      networkId: row.vpc_id,
      mac: row.mac_address,
      addresses: addresses.map(({ family, address }) => `${address}/${family === 4 ? prefix : 64}`),
    },
  };
}

/** What it does to take one out. */
export function unplug(row: Pick<NetworkInterfaceRow, 'id'>): PlaneWork {
  return { do: 'unplug', nicId: row.id };
}

const subnetBlock = query((db, p: { id: string }) =>
  db.selectFrom('subnet').select('cidr_block').where('id', '=', p.id),
);
