import type { Rule } from '#core/action.ts';
import { quotaText } from '#core/common.rules.ts';
import type { Context } from '#core/context.ts';
import type { Refusal } from '#core/refusal.ts';
import type { QuotaName } from '#world/world.ts';

/** A quota, and what is left of it. */
export interface Capacity {
  readonly most: number;
  readonly left: number;
}

/** What is left of a quota of which an account, or one of its users, uses so much. */
export function capacityOf(
  { world, accountId }: Context,
  quota: QuotaName,
  used: number,
): Capacity {
  const most = world.quota(accountId, quota);
  return { most, left: most - used };
}

/** One more fits. */
export const withinCapacity = (
  refusal: Refusal,
  quota: QuotaName,
  parameter?: string,
): Rule<{ readonly capacity: Capacity }> => ({
  refusal,
  parameter,
  args: ({ capacity }) => [String(capacity.most)],
  broken: ({ capacity }) => capacity.left < 1,
  because: ({ capacity }) => quotaText(capacity.left, quota),
});
