import { contains, ipv4Range, ipv6SubnetLast } from '#services/vpc/subnet/range.ts';
import type { SecurityGroupRow, SubnetRow, VpcRow } from '#store/schema.ts';
import { rowsOfEach } from './export-rows.ts';
import type { ExportScope } from './export-scope.ts';
import type { Said } from './export-world.ts';

/** VPCs as a world file says them, each with its default security group. */
export async function saidVpcs(
  scope: ExportScope,
  rows: readonly VpcRow[],
  groups: readonly SecurityGroupRow[],
): Promise<Said[]> {
  const ids = rows.map(({ id }) => id);
  const ipv4 = await rowsOfEach(scope.tx, 'vpc_ipv4_block', 'vpc_id', ids, 'position');
  const ipv6 = await rowsOfEach(scope.tx, 'vpc_ipv6_block', 'vpc_id', ids, 'position');
  return rows.map((row) => {
    for (const { kind, cidr_block } of ipv4.get(row.id) ?? []) {
      scope.note(row.id, `a world file gives it no ${kind} block, and it has ${cidr_block}`);
    }
    for (const { cidr_block } of (ipv6.get(row.id) ?? []).slice(1)) {
      scope.note(row.id, `a world file gives it one IPv6 block, and it has ${cidr_block}, too`);
    }
    if (row.ipv4_private === 1) {
      scope.note(row.id, 'it is closed to the internet, and written as open');
    }
    scope.said.add(row.id);
    const own = groups.find(({ vpc_id, type }) => vpc_id === row.id && type === 'default');
    return {
      ...scope.common(row),
      accountId: row.account_id,
      regionId: row.region,
      cidrBlock: row.cidr_block,
      ...(row.ipv6_cidr_block !== '' && { ipv6CidrBlock: row.ipv6_cidr_block }),
      dnsServers: JSON.parse(row.dns_servers),
      isDefault: row.is_default === 1,
      ...(row.route_table_id !== '' && { routeTableId: row.route_table_id }),
      ...(own && { defaultSecurityGroupId: own.id }),
    };
  });
}

/** Subnets as a world file says them. */
export function saidSubnets(
  scope: ExportScope,
  rows: readonly SubnetRow[],
  vpcs: readonly VpcRow[],
): Said[] {
  const byId = new Map(vpcs.map((vpc) => [vpc.id, vpc]));
  return rows.flatMap((row) => {
    const vpc = byId.get(row.vpc_id);
    const outer = ipv4Range(vpc?.cidr_block ?? '');
    const range = ipv4Range(row.cidr_block);
    if (outer && range && !contains(outer, range)) {
      scope.note(row.id, `it is in a secondary block of ${row.vpc_id}, and left out`);
      return [];
    }
    if (!scope.mayBe(row, row.vpc_id)) return [];
    if (row.project_name !== vpc?.project_name) {
      scope.note(row.id, `its project ${row.project_name} is not that of its VPC`);
    }
    if (row.is_default === 1) scope.note(row.id, 'a world file makes no default subnet');
    const { projectName: _, ...common } = scope.common(row);
    return [
      {
        ...common,
        vpcId: row.vpc_id,
        zoneId: row.zone_id,
        ...(row.cidr_block !== '' && { cidrBlock: row.cidr_block }),
        ...(row.ipv6_cidr_block !== '' && { ipv6CidrBlock: ipv6SubnetLast(row.ipv6_cidr_block) }),
      },
    ];
  });
}
