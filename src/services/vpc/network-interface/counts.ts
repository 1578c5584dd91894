import { notLookedUp, type Owner } from '#store/owned.ts';
import type { Db } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { ANY_GROUP, type CounterDelta } from './counters.ts';

/** The conditions that the counters can answer; one left out does not restrict. */
export interface Within {
  readonly VpcId?: string | undefined;
  readonly SubnetId?: string | undefined;
  readonly ZoneId?: string | undefined;
  readonly SecurityGroupId?: string | undefined;
  readonly Type?: string | undefined;
}

/** What the counters say of the interfaces that meet some conditions. */
export interface InterfaceCount {
  readonly interfaces: number;
  /** Another text whenever it is other interfaces that meet the conditions. */
  readonly version: string;
}

/** How many interfaces of the caller meet the conditions. It reads counters, not interfaces. */
export async function countInterfaces(
  tx: Reader,
  owner: Owner,
  within: Within,
): Promise<InterfaceCount> {
  const { VpcId, SubnetId, ZoneId, SecurityGroupId = ANY_GROUP, Type } = within;
  const placed = SubnetId !== undefined || SecurityGroupId !== ANY_GROUP;
  const [found] = await tx.select((db) => {
    let select = db
      .selectFrom('interface_tally')
      .select((sum) => [
        sum.fn.sum<number | null>('interfaces').as('interfaces'),
        sum.fn.sum<number | null>('digest').as('digest'),
      ])
      .where('security_group_id', '=', SecurityGroupId);
    for (const name of ['account_id', 'region'] as const) {
      // A subnet or a group has an index of its own.
      select = placed
        ? select.where((row) => notLookedUp(row, name, owner[name]))
        : select.where(name, '=', owner[name]);
    }
    if (VpcId !== undefined) select = select.where('vpc_id', '=', VpcId);
    if (SubnetId !== undefined) select = select.where('subnet_id', '=', SubnetId);
    if (ZoneId !== undefined) select = select.where('zone_id', '=', ZoneId);
    if (Type !== undefined) select = select.where('type', '=', Type);
    return select;
  });
  const interfaces = found?.interfaces ?? 0;
  return { interfaces, version: `${interfaces} ${found?.digest ?? 0}` };
}

/** A subquery for the VPCs in which an account has interfaces. */
export function vpcsOfInterfaces(db: Db, owner: Owner) {
  return db
    .selectFrom('interface_tally as own')
    .select('own.vpc_id')
    .distinct()
    .where('own.account_id', '=', owner.account_id)
    .where('own.region', '=', owner.region)
    .where('own.security_group_id', '=', ANY_GROUP);
}

/** How many interfaces are in each group, and how many private addresses these hold. */
export async function membersOfGroups(
  tx: Reader,
  groupIds: readonly string[],
): Promise<Map<string, CounterDelta>> {
  if (groupIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('interface_tally')
      .select('security_group_id')
      .select((sum) => [
        sum.fn.sum<number>('interfaces').as('interfaces'),
        sum.fn.sum<number>('addresses').as('addresses'),
      ])
      .where('security_group_id', 'in', groupIds)
      .groupBy('security_group_id'),
  );
  return new Map(rows.map(({ security_group_id, ...counts }) => [security_group_id, counts]));
}
