import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
  const steps = migrations.findIndex(({ name }) => name === '005-vpc-blocks-and-ha-vips');
  for (const { statements } of migrations.slice(0, steps)) {
    for (const statement of statements(db)) database.exec(statement.compile().sql);
  }
  database.exec(`pragma user_version = ${steps}`);
  return database;
}

it('keeps the IPv6 block that a VPC has', async () => {
  const path = join(folder, 'tenon.db');
  const database = before(path);
  const insert = database.prepare(`insert into vpc
    (id, account_id, region, project_name, name, description, status, revision, created_at,
     updated_at, cidr_block, ipv6_cidr_block, ipv6_isp, dns_servers, route_table_id, is_default)
    values (?, ?, 'cn-beijing', 'default', 'a', '', 'Available', 1, 1, 1, '10.0.0.0/8', ?, ?, '[]',
     ?, 0)`);
  insert.run('vpc-1', DEFAULT_ACCOUNT.id, 'fd00:0:0:100::/56', 'BGP', 'vtb-1');
  insert.run('vpc-2', DEFAULT_ACCOUNT.id, '', '', 'vtb-2');
  database.close();

  const server = await startServer({ store: `sqlite:${path}` });
  const { Vpcs } = await server.client.ok('vpc', 'DescribeVpcs');
  await server.close();
  expect(Vpcs).toMatchObject([
    {
      Ipv6CidrBlock: 'fd00:0:0:100::/56',
      Ipv6CidrBlocks: [{ Ipv6CidrBlock: 'fd00:0:0:100::/56', Ipv6Isp: 'BGP' }],
    },
    { Ipv6CidrBlock: '', Ipv6CidrBlocks: [] },
  ]);
});
