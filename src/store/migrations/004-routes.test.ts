import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { breaches } from '#test/support/invariants.ts';
import { madeSubnet } from '#test/support/scene.ts';
import { startServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { migrations } from '../migrations.ts';
import { db } from '../sqlite/connection.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A store as it was before the step. */
function before(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  const steps = migrations.findIndex(({ name }) => name === '004-routes');
  for (const { statements } of migrations.slice(0, steps)) {
    for (const statement of statements(db)) database.exec(statement.compile().sql);
  }
  database.exec(`pragma user_version = ${steps}`);
  return database;
}

it('gives each VPC of before the system table whose id it has', async () => {
  const path = join(folder, 'tenon.db');
  const database = before(path);
  const insert = database.prepare(`insert into vpc
    (id, account_id, region, project_name, name, description, status, revision, created_at,
     updated_at, cidr_block, ipv6_cidr_block, ipv6_isp, dns_servers, route_table_id, is_default)
    values (?, ?, 'cn-beijing', 'team', 'net', '', 'Available', 1, 1, 1, '10.0.0.0/8', '', '',
     '[]', ?, 0)`);
  insert.run('vpc-1', DEFAULT_ACCOUNT.id, 'vtb-1');
  insert.run('vpc-2', DEFAULT_ACCOUNT.id, 'vtb-2');
  database.prepare("insert into usage values (?, 'cn-beijing', 'Vpcs', 2)").run(DEFAULT_ACCOUNT.id);
  database.close();

  const server = await startServer({ store: `sqlite:${path}` });
  const ok = (action: string, input = {}) => server.client.ok('vpc', action, input);
  const SubnetId = await madeSubnet(server, 'vpc-1');
  const { RouterTableList } = await ok('DescribeRouteTableList');
  const { RouteTable } = await ok('DescribeSubnetAttributes', { SubnetId });
  const broken = await breaches(server.store, server.world, true);
  await ok('DeleteVpc', { VpcId: 'vpc-2' });
  await server.settled();
  const left = await ok('DescribeRouteTableList');
  await server.close();

  const table = (RouteTableId: string, VpcId: string, SubnetIds: string[]) => ({
    RouteTableId,
    RouteTableName: RouteTableId,
    RouteTableType: 'System',
    AssociateType: 'Subnet',
    ProjectName: 'team',
    VpcId,
    VpcName: 'net',
    SubnetIds,
    CreationTime: '1970-01-01T08:00:00+08:00',
  });
  expect(RouterTableList).toMatchObject([
    table('vtb-1', 'vpc-1', [SubnetId]),
    table('vtb-2', 'vpc-2', []),
  ]);
  expect(RouteTable).toEqual({ RouteTableId: 'vtb-1', RouteTableType: 'System' });
  expect(broken).toEqual([]);
  expect(left.RouterTableList).toMatchObject([{ RouteTableId: 'vtb-1' }]);
});
