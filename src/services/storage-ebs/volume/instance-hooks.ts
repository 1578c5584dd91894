import { overtake } from '#core/transition.ts';
import type { Writer } from '#store/store.ts';
import { SETTLED, TRANSITIONS } from './lifecycle.ts';
import { removeVolume } from './remove.ts';
import { volumesOn } from './rows.ts';

/*
 * What becomes of volumes when something becomes of their instance.
 */

/**
 * Ends the volumes of an instance that goes: those that are deleted with it go, too, and the others
 * are available. One that is being detached stays.
 */
export async function endVolumesOf(tx: Writer, instanceId: string): Promise<void> {
  for (const { id, status, delete_with_instance } of await tx.all(volumesOn, { instanceId })) {
    if (!SETTLED.includes(status)) await overtake(tx, id, [TRANSITIONS.detach.kind]);
    if (delete_with_instance === 1 && status !== TRANSITIONS.detach.from) {
      await removeVolume(tx, { id });
    } else {
      await tx.update('volume', id, {
        status: TRANSITIONS.detach.to,
        instance_id: '',
        // What ends with the subscription of an instance cannot outlive it.
        charge_type: 'PostPaid',
        detached_at: tx.now,
      });
    }
  }
}

/**
 * Has the volumes of an instance paid for as it is: all of them, or its system volume alone.
 */
export async function chargeVolumesOf(
  tx: Writer,
  instanceId: string,
  chargeType: string,
  which: 'all' | 'system',
): Promise<void> {
  for (const { id, kind, charge_type } of await tx.all(volumesOn, { instanceId })) {
    if (charge_type === chargeType || (which === 'system' && kind !== 'system')) continue;
    await tx.update('volume', id, { charge_type: chargeType });
  }
}
