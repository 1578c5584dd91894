import { type Context, ownKey } from '#core/context.ts';
import type { SecurityGroupRuleRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { ownSecurityGroupToChange } from './rows.ts';
import type { RuleFacts } from './rule.rules.ts';
import { type Asked, type Direction, portsFit, trafficOf } from './rule.ts';
import { rulesWithTraffic } from './rule-rows.ts';

interface Named extends RuleFacts {
  /** The group's rules with the given traffic and peer: one for each policy and priority. */
  readonly alike: readonly SecurityGroupRuleRow[];
}

/**
 * Loads the group and the rules that a request names. While the group is locked its rules do not
 * change.
 */
export async function ruleFacts(
  tx: Reader,
  direction: Direction,
  asked: Asked & { readonly SecurityGroupId: string },
  context: Context,
) {
  const groupId = asked.SecurityGroupId;
  const key = ownKey(context, groupId);
  const securityGroup = await tx.first(ownSecurityGroupToChange, key);
  const traffic = trafficOf(direction, asked);
  // The rules of another account's group are nobody's business.
  const alike = securityGroup ? await tx.all(rulesWithTraffic, { groupId, ...traffic }) : [];
  return { securityGroup, traffic, portsFit: portsFit(traffic), alike } satisfies Named;
}
