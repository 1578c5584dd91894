import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { guardGroups } from '../security-group/guard.ts';
import { addToCounters, type CounterKey, countAtEnd } from './counters.ts';

/**
 * Puts an interface into its groups, in the order given. It must be in none yet. `addresses` is the
 * number of private addresses that it holds.
 */
export async function joinGroups(
  tx: Writer,
  networkInterface: CounterKey,
  securityGroupIds: readonly string[],
  addresses: number,
): Promise<void> {
  for (const [position, securityGroupId] of securityGroupIds.entries()) {
    await tx.insert('network_interface_security_group', {
      network_interface_id: networkInterface.id,
      security_group_id: securityGroupId,
      position,
    });
  }
  await guardGroups(tx, securityGroupIds);
  await countAtEnd(tx, networkInterface, securityGroupIds, addresses);
}

/**
 * Takes an interface out of the groups that it is in. `addresses` is the number of private
 * addresses that it holds.
 */
export async function leaveGroups(
  tx: Writer,
  networkInterface: CounterKey,
  securityGroupIds: readonly string[],
  addresses: number,
): Promise<void> {
  await tx.run(deleteMemberships, { networkInterfaceId: networkInterface.id });
  await addToCounters(tx, networkInterface, securityGroupIds, {
    interfaces: -1,
    addresses: -addresses,
  });
}

const deleteMemberships = query((db, p: { networkInterfaceId: string }) =>
  db
    .deleteFrom('network_interface_security_group')
    .where('network_interface_id', '=', p.networkInterfaceId),
);
