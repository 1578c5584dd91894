import { type Context, ownKey } from '#core/context.ts';
import type { DeploymentSetMemberRow, DeploymentSetRow } from '#store/schema/deployment-set.ts';
import type { Reader } from '#store/store.ts';
import type { World } from '#world/world.ts';
import type { JoinFacts } from './deployment-set.rules.ts';
import { membersOf, ownDeploymentSetToChange } from './rows.ts';

/** The set that instances are to join, and who is in it. */
export interface Joining extends JoinFacts {
  readonly deploymentSet: DeploymentSetRow | undefined;
  readonly members: readonly DeploymentSetMemberRow[];
}

/** What decides whether instances may join a set. The set is locked; '' stands for none. */
export async function joinFacts(
  tx: Reader,
  context: Context,
  asked: {
    readonly DeploymentSetId?: string | undefined;
    readonly DeploymentSetGroupNumber?: number | undefined;
  },
): Promise<Joining> {
  const deploymentSetId = asked.DeploymentSetId || undefined;
  const deploymentSet =
    deploymentSetId === undefined
      ? undefined
      : await tx.first(ownDeploymentSetToChange, ownKey(context, deploymentSetId));
  return {
    deploymentSetId,
    deploymentSet,
    deploymentSetGroup: asked.DeploymentSetGroupNumber,
    members: deploymentSet ? await tx.all(membersOf, { deploymentSetId: deploymentSet.id }) : [],
  };
}

/** How many instances a set takes in each zone. */
export function allowedInZone(
  world: World,
  { account_id, strategy }: Pick<DeploymentSetRow, 'account_id' | 'strategy'>,
): number {
  return world.quota(
    account_id,
    strategy === 'Availability'
      ? 'InstancesPerDeploymentSetZone'
      : 'InstancesPerDeploymentSetGroupsZone',
  );
}

/** How many more instances fit into a zone of a set; any number where there is no set. */
export function roomInZone(
  world: World,
  { deploymentSet, members }: Joining,
  zoneId: string,
): number {
  if (deploymentSet === undefined) return Number.POSITIVE_INFINITY;
  const there = members.filter(({ zone_id }) => zone_id === zoneId);
  return Math.max(0, allowedInZone(world, deploymentSet) - there.length);
}

/**
 * The groups of `count` instances that join a set: the one that is asked for, otherwise each time
 * one with the fewest instances. 0 where the set has no groups.
 */
export function groupsFor(
  { deploymentSet, deploymentSetGroup, members }: Joining,
  count: number,
): number[] {
  const groups = Array.from({ length: deploymentSet?.group_count ?? 0 }, (_, index) => ({
    number: index + 1,
    used: members.filter((each) => each.group_number === index + 1).length,
  }));
  return Array.from({ length: count }, () => {
    const [first, ...rest] = groups;
    if (deploymentSetGroup !== undefined || first === undefined) return deploymentSetGroup ?? 0;
    const least = rest.reduce((a, b) => (b.used < a.used ? b : a), first);
    least.used += 1;
    return least.number;
  });
}
