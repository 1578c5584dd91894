import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** The public bandwidths of a VPC with an egress-only rule that is not being deleted. */
export async function egressOnlyIn(tx: Reader, vpcId: string): Promise<ReadonlySet<string>> {
  return new Set((await tx.all(rulesIn, { vpcId })).map(({ id }) => id));
}

const rulesIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('ipv6_address_bandwidth')
    .innerJoin(
      'ipv6_egress_only_rule as rule',
      'rule.ipv6_address_bandwidth_id',
      'ipv6_address_bandwidth.id',
    )
    .select('ipv6_address_bandwidth.id')
    .where('ipv6_address_bandwidth.vpc_id', '=', p.vpcId)
    .where('rule.status', '!=', TRANSITIONS.delete.from),
);
