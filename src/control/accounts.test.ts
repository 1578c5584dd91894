import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_ROWS } from '#core/account-rows.ts';
import { TABLES } from '#core/tables.ts';
import { dynamic } from '#store/dynamic.ts';
import { furnish } from '#test/fuzz/furnish.ts';
import { breaches } from '#test/support/invariants.ts';
import { freshDatabase, giveBack, noPostgres } from '#test/support/postgres.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { readWorldFile } from '#world/file.ts';

const example = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));

let server: TestServer;
afterEach(() => server.close());

interface Made {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

async function ask(path: string, method = 'GET', body?: unknown, of: TestServer = server) {
  const response = await fetch(`${of.url}/_tenon/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a view or an envelope
  return { status: response.status, body: (await response.json()) as any };
}
const make = async (body: object = {}) => (await ask('accounts', 'POST', body)).body as Made;
const refusalOf = ({ body }: Awaited<ReturnType<typeof ask>>) => body.ResponseMetadata.Error;

/** The rows of every table, as texts in a stable order. */
async function dump(of: TestServer = server): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await of.store.read((tx) => tx.select((db) => db.selectFrom(table).selectAll()));
    all[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return all;
}

describe('an account that is made', () => {
  beforeEach(async () => {
    server = await startServer();
  });

  it('has an id that a client may read as a signed number of 32 bits', async () => {
    for (let made = 0; made < 10; made += 1) {
      expect(Number((await make()).accountId)).toBeLessThan(2 ** 31);
    }
  });

  it('is empty, has a key that signs, and what another has it does not see', async () => {
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const made = await make({ name: 'a test of 张三' });
    expect(made).toEqual({
      accountId: expect.stringMatching(/^2\d{9}$/),
      accessKeyId: expect.stringMatching(/^AKLT/),
      secretAccessKey: expect.stringMatching(/^.{40}$/),
    });
    const client = server.as(made);
    expect((await client.ok('vpc', 'DescribeVpcs')).Vpcs).toEqual([]);
    const { VpcId } = await client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const { Vpcs } = await client.ok('vpc', 'DescribeVpcs');
    expect(Vpcs).toMatchObject([{ VpcId, AccountId: made.accountId }]);
    expect((await server.client.ok('vpc', 'DescribeVpcs')).TotalCount).toBe(1);
    expect((await client.ok('sts', 'GetCallerIdentity')).AccountId).toBe(Number(made.accountId));
    expect((await client.ok('iam', 'ListProjects')).Projects).toMatchObject([
      { AccountID: Number(made.accountId), ProjectName: 'default' },
    ]);
    const wrong = server.as({ ...made, secretAccessKey: 'wrong' });
    expect((await wrong.vpc('DescribeVpcs')).code).toBe('SignatureDoesNotMatch');
    const explained = await ask(
      `explain?Action=DeleteVpc&VpcId=${VpcId}&AccountId=${made.accountId}`,
    );
    expect(explained.body.Allowed).toBe(true);
  });

  it('is listed without its secret, beside those of the world', async () => {
    const made = await make({ name: 'one' });
    const { body } = await ask('accounts');
    expect(body.accounts).toMatchObject([
      { accountId: server.credentials.accountId, source: 'world', createdAt: '' },
      {
        accountId: made.accountId,
        name: 'one',
        accessKeyIds: [made.accessKeyId],
        source: 'control',
      },
    ]);
    expect(JSON.stringify(body)).not.toContain(made.secretAccessKey);
    expect(JSON.stringify(body)).not.toContain(server.credentials.secretAccessKey);
  });

  it('assumes its own roles, and the temporary key ends with it', async () => {
    const made = await make();
    const other = await make();
    const role = (account: Made) => ({
      RoleTrn: `trn:iam::${account.accountId}:role/ops`,
      RoleSessionName: 'test',
    });
    const client = server.as(made);
    const { Credentials } = await client.ok('sts', 'AssumeRole', role(made));
    expect((await client.call('sts', 'AssumeRole', role(other))).code).toBe('AccessDenied');
    const temporary = server.as({
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
    });
    await temporary.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    expect((await ask(`accounts/${made.accountId}`, 'DELETE')).body).toEqual({
      accountId: made.accountId,
    });
    for (const gone of [client, temporary]) {
      expect((await gone.vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
    }
    expect((await ask('accounts')).body.accounts).toHaveLength(2);
  });

  it.each([
    [{ name: '<b>bold</b>' }],
    [{ name: 'a"b' }],
    [{ name: "a'b" }],
    [{ name: 'a\u0007' }],
    [{ name: '' }],
    [{ name: ' a' }],
    [{ name: 'a'.repeat(65) }],
    [{ name: 7 }],
    [{ name: null }],
    [{ accountId: '2100000002' }],
    [[]],
  ])('takes no %j', async (body) => {
    const refused = await ask('accounts', 'POST', body);
    expect([refused.status, refusalOf(refused).Code]).toEqual([400, 'InvalidParameter']);
    expect((await ask('accounts')).body.accounts).toHaveLength(1);
  });

  it('is not removed when the world has it, or there is none', async () => {
    const own = await ask(`accounts/${server.credentials.accountId}`, 'DELETE');
    expect([own.status, refusalOf(own).Code]).toEqual([409, 'InvalidAccount.OfWorld']);
    for (const path of ['accounts/2999999999', 'accounts/x']) {
      const none = await ask(path, 'DELETE');
      expect([none.status, refusalOf(none).Code]).toEqual([404, 'InvalidAccount.NotFound']);
    }
    const none = await ask('reset?account=2999999999', 'POST');
    expect([none.status, refusalOf(none).Code]).toEqual([404, 'InvalidAccount.NotFound']);
  });

  it('takes its own faults along, and no others', async () => {
    const made = await make();
    const other = await make();
    const fault = {
      service: 'vpc',
      action: 'DescribeVpcs',
      times: 0,
      when: 'before',
      refuse: { code: 'FlowLimitExceeded' },
    };
    const faults = async () =>
      (await ask('faults')).body.faults.map(({ account }: { account?: string }) => account);
    const add = (account: Made) => ask('faults', 'POST', { ...fault, account: account.accountId });
    await add(made);
    await add(other);
    await ask(`reset?account=${made.accountId}`, 'POST');
    expect(await faults()).toEqual([other.accountId]);
    await add(made);
    await ask(`accounts/${made.accountId}`, 'DELETE');
    expect(await faults()).toEqual([other.accountId]);
  });

  it('goes when everything is reset', async () => {
    const made = await make();
    await ask('reset', 'POST');
    expect((await server.as(made).vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
    expect((await ask('accounts')).body.accounts).toHaveLength(1);
  });
});

it('says of every table how the rows of an account are found in it', async () => {
  server = await startServer();
  for (const table of TABLES) {
    const rows = ACCOUNT_ROWS[table];
    const columns =
      rows === 'account_id' ? [rows] : 'none' in rows ? [] : rows.map(({ column }) => column);
    const look = (column: string) =>
      server.store.read((tx) =>
        tx.select((db) => dynamic(db).selectFrom(table).select(column).limit(1)),
      );
    // The statement fails when there is no such column.
    for (const column of columns) await look(column);
    if (columns.length === 0) {
      await expect(look('account_id'), `${table} has accounts`).rejects.toThrow();
    }
  }
});

describe('an account that goes, or is reset', () => {
  const furnished = async () => {
    const made = await make();
    await furnish({ ...server, client: server.as(made) });
    return made;
  };

  it('takes along all that it had, in every table, and nothing of another', async () => {
    server = await startServer();
    await furnish(server);
    const before = await dump();
    const made = await furnished();
    const full = await dump();
    const written = Object.keys(full).filter(
      (table) => full[table]?.length !== before[table]?.length,
    );
    expect(written.length).toBeGreaterThan(25);
    await ask(`reset?account=${made.accountId}`, 'POST');
    const { account, ...rest } = await dump();
    expect(account).toHaveLength(1);
    expect(rest).toEqual({ ...before, account: undefined });
    await furnish({ ...server, client: server.as(made) });
    await ask(`accounts/${made.accountId}`, 'DELETE');
    expect(await dump()).toEqual(before);
  });

  it('leaves nothing that was on its way, and stops it', async () => {
    server = await startServer({ transitions: 'manual' });
    const made = await make();
    const client = server.as(made);
    await client.ok('vpc', 'CreateVpc', {
      CidrBlock: '10.0.0.0/16',
      ClientToken: 'once',
    });
    const kept = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    await ask(`reset?account=${made.accountId}`, 'POST');
    const at = server.clock.now();
    const rows = await dump();
    expect(rows.intent).toHaveLength(1);
    expect(rows.client_token).toEqual([]);
    expect(server.clock.now()).toBe(at);
    await server.advance(3_600_000);
    expect((await client.ok('vpc', 'DescribeVpcs')).Vpcs).toEqual([]);
    expect((await server.client.ok('vpc', 'DescribeVpcs')).Vpcs).toMatchObject([
      { VpcId: kept.VpcId, Status: 'Available' },
    ]);
  });

  it('writes nothing more, whatever of it is still on its way', async () => {
    server = await startServer();
    const made = await make();
    const client = server.as(made);
    const calls = Array.from({ length: 40 }, () =>
      client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' }),
    );
    await calls[0];
    const gone = ask(`accounts/${made.accountId}`, 'DELETE');
    const answers = await Promise.all(calls);
    expect((await gone).status).toBe(200);
    for (const { code } of answers) expect(code).toMatch(/^($|InvalidAccessKey$|QuotaExceeded)/);
    const { account, vpc, usage, security_group, route_table } = await dump();
    expect({ account, vpc, usage, security_group, route_table }).toEqual({
      account: [],
      vpc: [],
      usage: [],
      security_group: [],
      route_table: [],
    });
  });
});

describe('an account of the world', () => {
  it('is as it began after its reset, and others keep what they have', async () => {
    const file = await readWorldFile(example);
    server = await startServer(file);
    const made = await make();
    await server.as(made).ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const began = await dump();
    const sizes = (all: Record<string, string[]>) =>
      Object.entries(all).map(([table, rows]) => [table, rows.length]);
    await server.client.ok('vpc', 'DetachNetworkInterface', {
      NetworkInterfaceId: 'eni-attached',
      InstanceId: 'i-plain',
    });
    await server.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId: 'eni-attached' });
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '172.16.0.0/16' });
    await ask(`reset?account=${server.credentials.accountId}`, 'POST');
    const now = await dump();
    expect(sizes(now)).toEqual(sizes(began));
    expect(await breaches(server.store, server.world, true)).toEqual([]);
    const of = (all: Record<string, string[]>, id: string) =>
      Object.values(all)
        .flat()
        .filter((row) => row.includes(`"account_id":"${id}"`));
    expect(of(now, made.accountId)).toEqual(of(began, made.accountId));
    const others = file.world?.accounts.slice(1) ?? [];
    for (const { id } of others) expect(of(now, id)).toEqual(of(began, id));
    const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
      NetworkInterfaceIds: ['eni-attached'],
    });
    expect(NetworkInterfaceSets).toMatchObject([{ Status: 'InUse', DeviceId: 'i-plain' }]);
  });

  it('leaves the subnet of another in which an instance of it is as it was', async () => {
    server = await startServer(await readWorldFile(example));
    const { AvailableIpAddressCount } = await server.client.ok('vpc', 'DescribeSubnetAttributes', {
      SubnetId: 'subnet-a',
    });
    const before = await dump();
    expect((await ask('reset?account=2100000002', 'POST')).status).toBe(200);
    const after = await dump();
    expect(after.address?.length).toBe(before.address?.length);
    expect(await breaches(server.store, server.world, true)).toEqual([]);
    const again = await server.client.ok('vpc', 'DescribeSubnetAttributes', {
      SubnetId: 'subnet-a',
    });
    expect(again.AvailableIpAddressCount).toBe(AvailableIpAddressCount);
  });

  it('is not reset when another has an address of a seed by now, and nothing is changed', async () => {
    const file = await readWorldFile(example);
    server = await startServer(file);
    const seed = file.seeds?.eips.find(({ ipAddress }) => ipAddress !== undefined);
    const made = await make();
    await server.as(made).ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const taken = await server.as(made).ok('vpc', 'AllocateEipAddress', { BillingType: 2 });
    await server.store.write(async (tx) => {
      await tx.update('eip', taken.AllocationId, { ip_address: '192.0.2.99' });
      await tx.update('eip', seed?.id ?? '', { ip_address: '192.0.2.98' });
      await tx.update('eip', taken.AllocationId, { ip_address: seed?.ipAddress ?? '' });
    });
    const before = await dump();
    const refused = await ask(`reset?account=${seed?.accountId}`, 'POST');
    expect([refused.status, refusalOf(refused).Code]).toEqual([
      409,
      'InvalidOperation.SeedRefused',
    ]);
    expect(await dump()).toEqual(before);
  });
});

it.skipIf(noPostgres)('is the same in every process on a store, at once', async () => {
  const store = await freshDatabase();
  server = await startServer({ store });
  const second = await startServer({ store });
  try {
    const made = await make();
    const there = new (await import('#test/support/client.ts')).SdkClient(second.host, made);
    await there.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    await ask(`accounts/${made.accountId}`, 'DELETE', undefined, second);
    for (const each of [server, second]) {
      expect((await each.as(made).vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
    }
  } finally {
    await second.close();
    await server.close();
    await giveBack(store);
    server = await startServer({ store: 'memory' });
  }
});
