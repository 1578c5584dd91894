import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { RESOURCE_TABLES } from '#core/resources.ts';
import type { ServerOptions } from '#server.ts';
import { dynamic } from '#store/dynamic.ts';
import { furnish } from '#test/fuzz/furnish.ts';
import type { SdkClient } from '#test/support/client.ts';
import { breaches } from '#test/support/invariants.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { readWorldFile } from '#world/file.ts';

const example = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));

let folder: string;
const running: TestServer[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-export-'));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer(options);
  running.push(server);
  return server;
}

async function exported(server: TestServer, account = '') {
  const query = account && `?account=${account}`;
  const response = await fetch(`${server.url}/_tenon/world${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: a world file, or an envelope
  return { status: response.status, body: (await response.json()) as any };
}

/** A server that starts from what another one has exported. */
async function startedFrom(world: object): Promise<TestServer> {
  const file = join(folder, 'world.yaml');
  writeFileSync(file, stringify(world));
  return start(await readWorldFile(file));
}

const LISTS = [
  ['vpc', 'DescribeVpcs', 'Vpcs'],
  ['vpc', 'DescribeSubnets', 'Subnets'],
  ['vpc', 'DescribeSecurityGroups', 'SecurityGroups'],
  ['vpc', 'DescribeNetworkInterfaces', 'NetworkInterfaceSets'],
  ['vpc', 'DescribeEipAddresses', 'EipAddresses'],
  ['vpc', 'DescribeIpv6Gateways', 'Ipv6Gateways'],
  ['vpc', 'DescribeRouteTableList', 'RouterTableList'],
  ['ecs', 'DescribeInstances', 'Instances'],
] as const;

/** Times, and what a world file is known not to say, such as access lists and virtual IPs, with their counts. */
const NOT_SAID =
  /Time$|At$|^NatGatewayIds$|Ipv4Gateway|^BandwidthPackageId$|^IpAddressPoolId$|^NetworkAcl|^Volumes$|^KeyPair|^HaVip|^Ipv6AddressBandwidth|^AvailableIpAddressCount$/;

function comparable(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .map(comparable)
      .map((each) => JSON.stringify(each))
      .sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !NOT_SAID.test(name))
      .map(([name, each]) => [name, comparable(each)]),
  );
}

interface Shown {
  readonly ServiceManaged?: boolean;
  readonly InstanceType?: string;
}

/** A world file knows no NAT gateways, whose interfaces are their own, and whose EIPs are left free. */
const withoutNat = (row: Shown): Shown[] => {
  if (row.ServiceManaged) return [];
  const free = { Status: 'Available', InstanceType: '', InstanceId: '' };
  return [row.InstanceType === 'Nat' ? { ...row, ...free } : row];
};

async function described(client: SdkClient): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const [service, action, list] of LISTS) {
    const found = await client.ok(service, action, { PageSize: 100, MaxResults: 100 });
    all[list] = comparable(found[list].flatMap(withoutNat));
  }
  return all;
}

it('starts another server that describes the same, with what the example world has', async () => {
  const first = await start(await readWorldFile(example));
  const { body } = await exported(first);
  const second = await startedFrom(body.world);
  for (const { keys } of first.world.accounts) {
    const key = keys.find(
      ({ policy, expiresAt }) => policy === undefined && expiresAt === undefined,
    );
    if (key === undefined) continue;
    expect(await described(second.as(key))).toEqual(await described(first.as(key)));
  }
  expect(second.world.accounts).toEqual(first.world.accounts);
  expect(second.world.regions).toEqual(first.world.regions);
  expect([...second.world.instanceTypes].sort()).toEqual([...first.world.instanceTypes].sort());
  expect(await breaches(second.store, second.world, true)).toEqual([]);
});

it('says what was made since, of each account, and lists what it cannot say', async () => {
  const first = await start();
  await furnish(first);
  const made = (await (
    await fetch(`${first.url}/_tenon/accounts`, { method: 'POST', body: '{"name":"two"}' })
  ).json()) as { accountId: string; accessKeyId: string; secretAccessKey: string };
  await first.as(made).ok('vpc', 'CreateVpc', { CidrBlock: '10.9.0.0/16', VpcName: 'of-two' });
  const { body } = await exported(first);
  const second = await startedFrom(body.world);
  for (const key of [first.credentials, made]) {
    expect(await described(second.as(key))).toEqual(await described(first.as(key)));
  }
  const ids = async (action: string, list: string, id: string) =>
    (await first.client.ok('vpc', action, { PageSize: 100 }))[list].map(
      (each: Record<string, string>) => each[id],
    );
  const lost = [
    ...(await ids('DescribePrefixLists', 'PrefixLists', 'PrefixListId')),
    ...(await ids('DescribeHaVips', 'HaVips', 'HaVipId')),
    ...(await ids('DescribeNetworkAcls', 'NetworkAcls', 'NetworkAclId')),
  ];
  expect(lost.length).toBeGreaterThan(4);
  for (const id of lost) {
    expect(body.unsaid.filter((line: string) => line.startsWith(`${id}:`))).toHaveLength(1);
  }
  // The rules of its group, and the role of an instance.
  expect(body.unsaid.filter((line: string) => /^sg-.*ingress accept all/.test(line))).toHaveLength(
    2,
  );
  expect(body.unsaid.filter((line: string) => /^i-.*the role ops/.test(line))).toHaveLength(3);

  expect(body.unsaid).toContain('alice: a world file knows no iam user');

  const one = (await exported(first, made.accountId)).body;
  expect(one.world.accounts).toMatchObject([{ id: made.accountId, name: 'two' }]);
  expect(one.world.vpcs).toMatchObject([{ name: 'of-two' }]);
  expect(one.unsaid).toEqual([]);
  const third = await startedFrom(one.world);
  expect(await described(third.client)).toEqual(await described(first.as(made)));
});

it('writes what is on its way as settled, and says so', async () => {
  const first = await start({ transitions: 'manual' });
  const { VpcId } = await first.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const { body } = await exported(first);
  expect(body.unsaid).toContain(`${VpcId}: it is Creating, and written as settled`);
  const second = await startedFrom(body.world);
  const { Vpcs } = await second.client.ok('vpc', 'DescribeVpcs');
  expect(Vpcs).toMatchObject([{ VpcId, Status: 'Available' }]);
});

it('says every resource, or says that it cannot', async () => {
  const server = await start();
  await furnish(server);
  const text = JSON.stringify((await exported(server)).body);
  // Each instance gets one, with another id.
  const { Volumes } = await server.client.ok('storage_ebs', 'DescribeVolumes', { Kind: 'system' });
  const anew = new Set(Volumes.map((each: { VolumeId: string }) => each.VolumeId));
  const silent: string[] = [];
  for (const table of RESOURCE_TABLES) {
    const rows = await server.store.read((tx) =>
      tx.select((db) => dynamic(db).selectFrom(table).select('id')),
    );
    expect(rows.length, table).toBeGreaterThan(0);
    silent.push(
      ...rows
        .filter(({ id }) => !text.includes(id) && !anew.has(id))
        .map(({ id }) => `${table} ${id}`),
    );
  }
  expect(
    silent,
    'list the table in src/world/export-resources.ts, or call it unsaid in export.ts',
  ).toEqual([]);
});

it('refuses an account that there is not', async () => {
  const { status, body } = await exported(await start(), '2999999999');
  expect([status, body.ResponseMetadata.Error.Code]).toEqual([404, 'InvalidAccount.NotFound']);
});
