import type { Writer } from '#store/store.ts';
import { BILLING } from '../billing-types.ts';

/** Has an EIP be paid for in another way, or longer; `expiresAt` is the end of a subscription. */
export const billEip = (
  tx: Writer,
  id: string,
  billingType: number,
  expiresAt: number,
): Promise<void> =>
  tx.update('eip', id, {
    billing_type: billingType,
    expires_at: billingType === BILLING.subscription ? expiresAt : 0,
  });
