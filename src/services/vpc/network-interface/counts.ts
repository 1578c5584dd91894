import { notLookedUp, type Owner } from '#store/owned.ts';
import { listQuery, shapedQuery } from '#store/query.ts';
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
  const { VpcId, SubnetId, ZoneId, SecurityGroupId, Type } = within;
  const given = { ...owner, VpcId, SubnetId, ZoneId, SecurityGroupId, Type };
  const found = await tx.first(sums(given), given);
  const interfaces = found?.interfaces ?? 0;
  return { interfaces, version: `${interfaces} ${found?.digest ?? 0}` };
}

/** It is a statement for each set of conditions: to build it was a twentieth of a list of 20. */
const sums = shapedQuery((db, given: Owner & Within) => {
  const { VpcId, SubnetId, ZoneId, SecurityGroupId = ANY_GROUP, Type } = given;
  const placed = SubnetId !== undefined || SecurityGroupId !== ANY_GROUP;
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
      ? select.where((row) => notLookedUp(row, name, given[name]))
      : select.where(name, '=', given[name]);
  }
  if (VpcId !== undefined) select = select.where('vpc_id', '=', VpcId);
  if (SubnetId !== undefined) select = select.where('subnet_id', '=', SubnetId);
  if (ZoneId !== undefined) select = select.where('zone_id', '=', ZoneId);
  if (Type !== undefined) select = select.where('type', '=', Type);
  return select;
});

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
  const rows = await tx.allOf(sumsOfGroups, groupIds);
  return new Map(rows.map(({ security_group_id, ...counts }) => [security_group_id, counts]));
}

const sumsOfGroups = listQuery((db, ids) =>
  db
    .selectFrom('interface_tally')
    .select('security_group_id')
    .select((sum) => [
      sum.fn.sum<number>('interfaces').as('interfaces'),
      sum.fn.sum<number>('addresses').as('addresses'),
    ])
    .where('security_group_id', 'in', ids)
    .groupBy('security_group_id'),
);
