import type { Call } from '../../call.ts';
import type { Writer } from '../../store/store.ts';
import { ends, type Transition } from '../../transition.ts';
import { leave } from '../leave.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { UNBOUND } from './make.ts';
import { removeEip } from './remove.ts';
import { eipById } from './rows.ts';

/** Begins an EIP's end. */
export async function beginRelease(tx: Writer, call: Call, id: string): Promise<void> {
  await tx.update('eip', id, { status: TRANSITIONS.release.from });
  await leave(tx, call, TRANSITIONS.release, id);
}

/** How the reconciler ends what the actions began. */
export const eipTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.attach,
    async settle(tx, { resource_id }) {
      const row = await tx.first(eipById, { id: resource_id });
      if (row?.status !== TRANSITIONS.attach.from) return;
      // Its interface may have gone meanwhile.
      const unbound = row.instance_id === '';
      const { to } = unbound ? TRANSITIONS.detach : TRANSITIONS.attach;
      await tx.update('eip', resource_id, { status: to });
    },
  },
  {
    ...TRANSITIONS.detach,
    async settle(tx, { resource_id }) {
      const row = await tx.first(eipById, { id: resource_id });
      if (row?.status !== TRANSITIONS.detach.from) return;
      await tx.update('eip', resource_id, { ...UNBOUND, status: TRANSITIONS.detach.to });
    },
  },
  ends(eipById, TRANSITIONS.release, removeEip),
];
