import { query } from '../../store/query.ts';
import type { Writer } from '../../store/store.ts';

/** Puts an interface into its groups, in the order given. It must be in none. */
export async function joinGroups(
  tx: Writer,
  networkInterfaceId: string,
  securityGroupIds: readonly string[],
): Promise<void> {
  for (const [position, securityGroupId] of securityGroupIds.entries()) {
    await tx.insert('network_interface_security_group', {
      network_interface_id: networkInterfaceId,
      security_group_id: securityGroupId,
      position,
    });
  }
}

/** Takes an interface out of all its groups. */
export async function leaveGroups(tx: Writer, networkInterfaceId: string): Promise<void> {
  await tx.run(deleteMemberships, { networkInterfaceId });
}

const deleteMemberships = query((db, p: { networkInterfaceId: string }) =>
  db
    .deleteFrom('network_interface_security_group')
    .where('network_interface_id', '=', p.networkInterfaceId),
);
