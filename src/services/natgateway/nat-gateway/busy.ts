import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';

/*
 * While an EIP or an entry of a NAT gateway is on its way, the gateway is Pending. Whoever begins such
 * a change has found it Available, so that it is Pending for one change at a time.
 */

/** Takes a NAT gateway that is Available and locked out of it, until {@link freeNatGateway}. */
export async function occupyNatGateway(tx: Writer, id: string): Promise<void> {
  await tx.update('nat_gateway', id, { status: TRANSITIONS.modify.from });
  tx.touchNothing();
}

/** Ends the change for which a NAT gateway was Pending. */
export async function freeNatGateway(tx: Writer, id: string): Promise<void> {
  await tx.advance('nat_gateway', id, TRANSITIONS.modify);
  tx.touchNothing();
}

/**
 * The same for the gateway that an EIP is bound to, if it is bound to one. `status` is the one in
 * which the EIP is on its way.
 */
export async function freeNatGatewayOfEip(
  tx: Writer,
  allocationId: string,
  status: string,
): Promise<void> {
  await tx.run(freeOfEip, { allocationId, status, now: tx.now });
  tx.touchNothing();
}

const freeOfEip = query((db, p: { allocationId: string; status: string; now: number }) =>
  db
    .updateTable('nat_gateway')
    .set((set) => ({
      status: TRANSITIONS.modify.to,
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('status', '=', TRANSITIONS.modify.from)
    .where('id', '=', (eips) =>
      eips
        .selectFrom('eip')
        .select('instance_id')
        .where('id', '=', p.allocationId)
        .where('status', '=', p.status),
    ),
);
