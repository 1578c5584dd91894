import { book } from '../../quota.ts';
import { query } from '../../store/query.ts';
import type { NetworkInterfaceRow } from '../../store/schema.ts';
import type { Writer } from '../../store/store.ts';
import { releaseAllAddresses } from '../subnet/addresses.ts';
import { removeTags } from '../tag/rows.ts';

/** Ends an interface: its addresses are free, its tags, groups and quota are given back. */
export async function removeInterface(tx: Writer, row: NetworkInterfaceRow): Promise<void> {
  await releaseAllAddresses(tx, row.subnet_id, row.id);
  await tx.run(leaveGroups, { id: row.id });
  await removeTags(tx, row.id);
  await tx.remove('network_interface', row.id);
  if (row.type !== 'primary') await book(tx, row, 'NetworkInterfaces', -1);
}

const leaveGroups = query((db, p: { id: string }) =>
  db.deleteFrom('network_interface_security_group').where('network_interface_id', '=', p.id),
);
