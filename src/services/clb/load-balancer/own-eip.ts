import { type Context, ownKey } from '#core/context.ts';
import { BILLING as EIP_BILLING } from '#services/vpc/billing-types.ts';
import { isUpgraded, mostBandwidth } from '#services/vpc/eip/bandwidth.ts';
import { ownEipToChange } from '#services/vpc/eip/rows.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import type { EipRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { BILLING, type EipToConvert } from './billing.rules.ts';

/** The EIP that was made with a load balancer, while it is on it. It is locked. */
export async function ownEipOf(
  tx: Reader,
  context: Context,
  loadBalancer: LoadBalancerRow | undefined,
): Promise<EipRow | undefined> {
  if (loadBalancer === undefined || loadBalancer.own_eip_id === '') return undefined;
  const eip = await tx.first(ownEipToChange, ownKey(context, loadBalancer.own_eip_id));
  return eip?.instance_id === loadBalancer.id ? eip : undefined;
}

/**
 * The EIP that is to be paid for in another way when its load balancer is: it is subscribed as long as
 * that is, and paid by bandwidth after that. Source: the Terraform provider and its acceptance tests;
 * what comes after a subscription is ours.
 */
export async function eipToConvert(
  tx: Reader,
  context: Context,
  loadBalancer: LoadBalancerRow | undefined,
  target: number,
): Promise<EipToConvert | undefined> {
  const subscribes = target === BILLING.subscription;
  if (subscribes === (loadBalancer?.billing_type === BILLING.subscription)) return undefined;
  const eip = await ownEipOf(tx, context, loadBalancer);
  if (eip === undefined) return undefined;
  const to = subscribes ? EIP_BILLING.subscription : EIP_BILLING.byBandwidth;
  if (eip.billing_type === to) return undefined;
  return {
    eip,
    upgraded: isUpgraded(eip, tx.now),
    target: to,
    bandwidth: undefined,
    bandwidthAllowed: mostBandwidth(to),
    periodSold: true,
    protected: eip.security_protection_types !== '[]',
  };
}
