import { afterEach, describe, expect, it } from 'vitest';
import { PlaneRefusal } from '#dataplane/driver.ts';
import type { RequestView } from '#history/history.ts';
import type { ServerOptions } from '#server.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { MemoryPlane } from '#test/support/memory-plane.ts';
import { madeInterface, runInput, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

let server: TestServer;
const start = async (options?: ServerOptions) => {
  server = await startServer(options);
};
afterEach(() => server.close());

async function ask(query = '') {
  const response = await fetch(`${server.url}/_tenon/requests${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: a view or an envelope
  return { status: response.status, body: (await response.json()) as any };
}

async function requests(query = ''): Promise<RequestView[]> {
  const { status, body } = await ask(query);
  expect([status, body]).toEqual([200, { requests: expect.any(Array) }]);
  return body.requests;
}

async function latest(query = ''): Promise<RequestView> {
  const [first] = await requests(query);
  return first as RequestView;
}

const PASSWORD = 'Aa1-never-shown';

describe('the history', () => {
  it('has of each request what was asked and answered, the latest first', async () => {
    await start();
    await server.client.vpc('DescribeVpcs', { PageSize: 7 });
    const made = await server.client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', VpcNam: 'x' });
    const [create, describeVpcs] = await requests();
    expect(create).toEqual({
      requestId: made.envelope.ResponseMetadata.RequestId,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      account: DEFAULT_ACCOUNT.id,
      region: 'cn-beijing',
      service: 'vpc',
      action: 'CreateVpc',
      status: 200,
      code: '',
      ms: expect.any(Number),
      parameters: expect.objectContaining({ CidrBlock: '10.0.0.0/16' }),
      unread: ['VpcNam'],
      meant: { VpcNam: 'VpcName' },
      verdicts: [],
      settled: { state: 'settled' },
    });
    expect(describeVpcs).toMatchObject({
      action: 'DescribeVpcs',
      parameters: { PageSize: 7 },
      unread: [],
      settled: null,
    });
    expect((await ask(`/${create?.requestId}`)).body).toEqual({ requests: [create] });
  });

  it('keeps of a refusal every verdict of that moment', async () => {
    await start();
    const place = await scene(server, { instances: 1 });
    const [InstanceId = ''] = place.instanceIds;
    const NetworkInterfaceId = await madeInterface(server, place);
    const attach = { NetworkInterfaceId, InstanceId };
    await server.client.ok('vpc', 'AttachNetworkInterface', attach);
    const query = new URLSearchParams({ Action: 'AttachNetworkInterface', ...attach });
    const explained = await (await fetch(`${server.url}/_tenon/explain?${query}`)).json();
    const refused = await server.client.vpc('AttachNetworkInterface', attach);
    await server.client.ok('vpc', 'DetachNetworkInterface', attach);
    const kept = await latest(`?code=${refused.code}`);
    expect(kept).toMatchObject({ status: refused.status, message: refused.message });
    expect(kept.verdicts).toEqual((explained as { Verdicts: unknown }).Verdicts);
    expect(kept.verdicts.some(({ verdict }) => verdict === 'fail')).toBe(true);
  });

  it('has the requests that reached no action, without what they sent', async () => {
    await start();
    await server.as({ ...DEFAULT_ACCOUNT, secretAccessKey: 'wrong' }).vpc('DescribeVpcs');
    await server.client.vpc('AttachNetworkInterfaces', { Password: PASSWORD });
    const [unknown, unsigned] = await requests();
    expect(unsigned).toMatchObject({ code: 'SignatureDoesNotMatch', account: '', verdicts: [] });
    expect(unknown).toMatchObject({
      action: 'AttachNetworkInterfaces',
      code: 'InvalidActionOrVersion',
      parameters: {},
      unread: ['Password'],
    });
    expect(JSON.stringify(await requests())).not.toContain(PASSWORD);
  });

  it('shows no secret, whether it was understood or not', async () => {
    await start();
    const place = await scene(server);
    const run = { ...runInput(place), Password: PASSWORD, UserData: btoa(PASSWORD) };
    await server.client.ok('ecs', 'RunInstances', run);
    await server.client.ecs('RunInstances', { ...run, Password: [PASSWORD], passwrd: PASSWORD });
    await server.client.ok('ecs', 'CreateKeyPair', { KeyPairName: 'mine' });
    const kept = await requests();
    expect(kept[2]?.parameters).toMatchObject({ Password: '***', UserData: '***' });
    expect(kept[1]).toMatchObject({ unread: ['passwrd'], parameters: { Password: '***' } });
    expect(JSON.stringify(kept)).not.toMatch(/never-shown|PRIVATE KEY/);
    expect(JSON.stringify(kept)).not.toContain(btoa(PASSWORD));
  });

  it('shows what of a refused request could be understood', async () => {
    await start();
    await server.client.vpc('CreateVpc', { CidrBlock: 'x', Description: 'd' });
    expect(await latest()).toMatchObject({
      parameters: { CidrBlock: 'x', Description: 'd' },
      parameter: 'CidrBlock',
      reason: expect.stringMatching(/./),
    });
  });

  it('keeps no more of a request than is reasonable', async () => {
    await start();
    const response = await fetch(`${server.url}/?Action=DescribeVpcs&Version=2020-04-01`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ VpcName: 'x'.repeat(100_000) }),
    });
    expect(response.status).toBe(401);
    expect(await latest()).toMatchObject({ action: 'DescribeVpcs', parameters: null, unread: [] });
  });

  it('is filtered, and read page by page', async () => {
    await start({ world: worldOfTwo() });
    const other = server.as(OTHER);
    for (const n of [1, 2, 3]) await server.client.vpc('DescribeVpcs', { PageSize: n });
    await other.vpc('DescribeSubnets');
    await other.vpc('DeleteVpc', { VpcId: 'vpc-none' });
    const actions = async (query: string) => (await requests(query)).map(({ action }) => action);
    expect(await actions(`?account=${OTHER.accountId}`)).toEqual(['DeleteVpc', 'DescribeSubnets']);
    expect(await actions('?action=DescribeSubnets')).toEqual(['DescribeSubnets']);
    expect(await actions('?refused=true')).toEqual(['DeleteVpc']);
    expect(await actions('?code=OK&limit=2')).toEqual(['DescribeSubnets', 'DescribeVpcs']);
    const [{ requestId } = { requestId: '' }] = await requests('?action=DescribeVpcs');
    const before = await requests(`?before=${requestId}&limit=1`);
    expect(before.map(({ parameters }) => parameters)).toEqual([{ PageSize: 2 }]);
  });

  it.each([
    ['?limit=0', 400, 'limit'],
    ['?limit=1001', 400, 'limit'],
    ['?limit=x', 400, 'limit'],
    ['?acount=1', 400, 'acount'],
    ['?refused=yes', 400, 'refused'],
    ['?before=nothing', 404, 'nothing'],
    ['/nothing', 404, 'nothing'],
  ])('refuses %s and says why', async (query, status, named) => {
    await start();
    const refused = await ask(query);
    expect(refused.status).toBe(status);
    expect(refused.body.ResponseMetadata.Error.Message).toContain(named);
  });

  it('is bounded, and gone after a reset', async () => {
    await start({ history: 3 });
    for (let n = 0; n < 5; n += 1) await server.client.vpc('DescribeVpcs');
    expect(await requests()).toHaveLength(3);
    await server.reset();
    expect(await requests()).toEqual([]);
  });

  it('is not there when none is kept', async () => {
    await start({ history: 0 });
    await server.client.vpc('DescribeVpcs');
    expect(await ask()).toMatchObject({
      status: 409,
      body: { ResponseMetadata: { Error: { Code: 'InvalidOperation.NoHistory' } } },
    });
  });
});

describe('what became of a transition', () => {
  const interfaceStatus = async (id: string): Promise<string[]> =>
    (
      await server.client.ok('vpc', 'DescribeNetworkInterfaces', { NetworkInterfaceIds: [id] })
    ).NetworkInterfaceSets.map(({ Status }: { Status: string }) => Status);
  const settled = async (action: string) => (await latest(`?action=${action}`)).settled;

  it('is pending until it settles', async () => {
    await start({ transitions: 'manual' });
    await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    expect(await settled('CreateVpc')).toEqual({ state: 'pending' });
    await server.advance(60_000);
    expect(await settled('CreateVpc')).toEqual({ state: 'settled' });
  });

  it('failed when the data plane refuses, and the reason is told', async () => {
    const plane = new MemoryPlane();
    await start({ dataPlane: plane });
    const place = await scene(server, { instances: 1 });
    const [InstanceId = ''] = place.instanceIds;
    const NetworkInterfaceId = await madeInterface(server, place);
    await server.settled();
    plane.beforePlug = () => {
      throw new PlaneRefusal('the bridge is full');
    };
    await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    await server.settled();
    expect(await settled('AttachNetworkInterface')).toEqual({
      state: 'failed',
      reason: 'the bridge is full',
    });
  });

  it('failed when something else came in its way', async () => {
    await start({ transitions: 'manual' });
    const place = await scene(server, { instances: 1 });
    const [InstanceId = ''] = place.instanceIds;
    const NetworkInterfaceId = await madeInterface(server, place);
    await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    expect(await settled('AttachNetworkInterface')).toEqual({ state: 'pending' });
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
    await server.advance(600_000);
    const [status] = await interfaceStatus(NetworkInterfaceId);
    expect([status, await settled('AttachNetworkInterface')]).toEqual([
      'Available',
      { state: 'failed', reason: 'something else came before it could settle' },
    ]);
  });

  it('is nothing where a request was refused', async () => {
    await start({ transitions: 'manual' });
    await server.client.vpc('DeleteVpc', { VpcId: 'vpc-none' });
    expect(await settled('DeleteVpc')).toBeNull();
  });
});
