import type { Nic } from '#core/network.ts';
import type { LockKeys } from './locks.ts';

/* The keys under which calls wait for each other. */

export const nicKey = (id: string) => `nic ${id}`;
export const instanceKey = (id: string) => `instance ${id}`;
export const networkKey = (id: string) => `network ${id}`;

/**
 * Of a plug. NICs are plugged into one instance side by side; while they are, it is neither changed
 * nor removed.
 */
export const plugKeys = (nic: Nic, instanceId: string): LockKeys => ({
  exclusive: [nicKey(nic.id)],
  shared: [instanceKey(instanceId), networkKey(nic.networkId)],
});
