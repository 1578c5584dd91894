import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';

/**
 * Takes an interface off its instance, if it still has the status `from`; false when it has not.
 * `reason` is why the data plane refused it, or ''.
 */
export function settleDetached(
  tx: Writer,
  id: string,
  from: string,
  reason: string,
): Promise<boolean> {
  const { to } = TRANSITIONS.detach;
  return tx.advance(
    'network_interface',
    id,
    { from, to },
    { instance_id: null, delete_on_termination: 0, plane_refusal: reason },
  );
}
