import type { Writer } from '#store/store.ts';
import { removeRuleOf } from '../ipv6-egress-only-rule/remove.ts';
import { removeTags } from '../tag/rows.ts';
import { bandwidthsOnInterface } from './rows.ts';

/** Removes the public bandwidth of an IPv6 address, and the egress-only rule for it. */
export async function removeBandwidth(tx: Writer, id: string): Promise<void> {
  await removeRuleOf(tx, id);
  await removeTags(tx, id);
  await tx.remove('ipv6_address_bandwidth', id);
  // Whoever removes it knows whether its address is still in the network.
  tx.touchNothing();
}

/**
 * Removes the public bandwidth of addresses that leave their interface; by default of all its
 * addresses.
 */
export async function removeBandwidthsOn(
  tx: Writer,
  networkInterfaceId: string,
  addresses?: readonly string[],
): Promise<void> {
  for (const { id, ipv6_address } of await tx.all(bandwidthsOnInterface, { networkInterfaceId })) {
    if (addresses === undefined || addresses.includes(ipv6_address)) await removeBandwidth(tx, id);
  }
}
