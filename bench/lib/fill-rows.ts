/**
 * The rows of a world with very many interfaces, as statements that both engines run: there is no
 * faster way to make them than where they are to lie.
 *
 * One account, the default one, has nine tenths of the interfaces, all in one VPC and one security
 * group: the worst case for whatever counts, sorts or skips. The rest belongs to accounts with a VPC
 * of the same addresses and 30 interfaces each. Each instance has its primary interface and a secondary
 * one, and a further secondary one stands beside it, Available.
 */
import type { SecretName } from '#gateway/stored-secret.ts';
import { EIPS, interfaceRows } from './fill-interfaces.ts';
import { networkRows } from './fill-networks.ts';
import {
  type FillShape,
  INSTANCES_PER_SMALL_ACCOUNT,
  INSTANCES_PER_SUBNET,
  largeInstances,
  PAGE_TOKEN_KEY,
  PER_INSTANCE,
} from './fill-shape.ts';
import { insert } from './fill-sql.ts';

/** The large VPC's subnets are of /19, one after the other. */
const SUBNET_SIZE = 8192;
const FIRST_ADDRESS = 10 * 2 ** 24;
const SMALL_ACCOUNTS_FROM = 2_200_000_000;

export function fillStatements({ interfaces, accountId, region }: FillShape): string[] {
  const instances = Math.ceil(interfaces / PER_INSTANCE);
  const large = largeInstances(interfaces);
  const largeSubnets = Math.ceil(large / INSTANCES_PER_SUBNET);
  const smallAccounts = Math.ceil((instances - large) / INSTANCES_PER_SMALL_ACCOUNT);
  const series = (count: number) =>
    `with recursive series(n) as (select 0 union all select n + 1 from series where n + 1 < ${count})`;

  return [
    `insert into secret (id, value)
     values ('${'page-tokens' satisfies SecretName}', '${PAGE_TOKEN_KEY.toString('base64url')}')`,
    // One row for each subnet, from which its interfaces and instances are computed.
    `create table fill_place as ${series(largeSubnets + smallAccounts)}
     select n, case when n < ${largeSubnets} then 0 else n end as vpc,
       case when n < ${largeSubnets} then '${accountId}'
         else cast(${SMALL_ACCOUNTS_FROM} + n as text) end as account_id,
       case when n < ${largeSubnets} then ${FIRST_ADDRESS} + n * ${SUBNET_SIZE}
         else ${FIRST_ADDRESS} end as base,
       case when n < ${largeSubnets} then '/19' else '/24' end as bits,
       '${region}-' || substr('abcd', n % 4 + 1, 1) as zone_id,
       case when n < ${largeSubnets} then n * ${INSTANCES_PER_SUBNET}
         else ${large} + (n - ${largeSubnets}) * ${INSTANCES_PER_SMALL_ACCOUNT} end as first,
       case when n < ${largeSubnets - 1} then ${INSTANCES_PER_SUBNET}
         when n = ${largeSubnets - 1} then ${large - (largeSubnets - 1) * INSTANCES_PER_SUBNET}
         when n < ${largeSubnets + smallAccounts - 1} then ${INSTANCES_PER_SMALL_ACCOUNT}
         else ${instances - large - (smallAccounts - 1) * INSTANCES_PER_SMALL_ACCOUNT} end as instances
     from series`,
    `create table fill_instance as
     ${series(instances)}, place as (select * from fill_place)
     select series.n, place.n as place, series.n - place.first as within
     from series join place on place.n = case when series.n < ${large}
       then series.n / ${INSTANCES_PER_SUBNET}
       else ${largeSubnets} + (series.n - ${large}) / ${INSTANCES_PER_SMALL_ACCOUNT} end`,
    'create table fill_slot as select 0 as slot union all select 1 union all select 2',
    ...networkRows(region),
    ...interfaceRows(region),
    ...[
      ['Vpcs', 'count(distinct vpc)'],
      ['SecurityGroups', '2 * count(distinct vpc)'],
      ['Instances', 'sum(instances)'],
      ['KeyPairs', 'count(*)'],
      ['Eips', `sum(${EIPS})`],
      ['NetworkInterfaces', '2 * sum(instances)'],
    ].map(([quota, used]) =>
      insert(
        'usage',
        'account_id, region, quota, used',
        `select account_id, '${region}', '${quota}', ${used} from fill_place group by account_id`,
      ),
    ),
    ...['fill_place', 'fill_instance', 'fill_slot'].map((table) => `drop table ${table}`),
  ];
}
