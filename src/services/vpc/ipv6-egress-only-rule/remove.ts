import type { Writer } from '#store/store.ts';
import { ruleOfBandwidth } from './rows.ts';

/** Removes an egress-only rule that is Deleting, or whose address loses its bandwidth. */
export async function removeRule(tx: Writer, { id }: { readonly id: string }): Promise<void> {
  await tx.remove('ipv6_egress_only_rule', id);
  tx.touchNothing();
}

/** Removes the egress-only rule for a public bandwidth that is being deleted, if it has one. */
export async function removeRuleOf(tx: Writer, bandwidthId: string): Promise<void> {
  const rule = await tx.first(ruleOfBandwidth, { bandwidthId });
  if (rule) await removeRule(tx, rule);
}
