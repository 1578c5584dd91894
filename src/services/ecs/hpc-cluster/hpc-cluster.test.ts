import { afterEach, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { runInput, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
afterEach(() => server.close());

const ZONE = 'cn-beijing-a';
const create = (input: Record<string, unknown> = {}, client = server.client) =>
  client.ecs('CreateHpcCluster', { Name: 'cluster', ZoneId: ZONE, ...input });
const made = async (input = {}): Promise<string> => (await create(input)).result.HpcClusterId;
const find = async (input = {}, client = server.client) =>
  (await client.ok('ecs', 'DescribeHpcClusters', input)).HpcClusters;
const remove = (HpcClusterId: string, client = server.client) =>
  client.ecs('DeleteHpcCluster', { HpcClusterId });

const GONE = { status: 404, code: 'InvalidHpcCluster.NotFound' };

it('is made, shown, changed and deleted', async () => {
  server = await startServer();
  const Tags = [{ Key: 'a', Value: 'b' }];
  const id = await made({ Description: 'one', ProjectName: 'team', Tags });
  expect(id).toMatch(/^hpcCluster-[a-z0-9]{20}$/);
  const shown = {
    HpcClusterId: id,
    Name: 'cluster',
    Description: 'one',
    ProjectName: 'team',
    VpcId: '',
    ZoneId: ZONE,
    Tags,
    CreatedAt: expect.stringMatching(/\+08:00$/),
    UpdatedAt: expect.stringMatching(/\+08:00$/),
  };
  expect(await find()).toEqual([shown]);
  expect(await server.client.ok('ecs', 'DescribeHpcCluster', { HpcClusterId: id })).toEqual(shown);
  const change = (input: Record<string, unknown>) =>
    server.client.ecs('ModifyHpcClusterAttribute', { HpcClusterId: id, ...input });
  expect(await change({ HpcClusterName: 'renamed' })).toMatchObject({ status: 200 });
  expect(await find()).toMatchObject([{ Name: 'renamed', Description: 'one' }]);
  expect(await change({ Description: '' })).toMatchObject({ status: 200 });
  expect(await find()).toMatchObject([{ Name: 'renamed', Description: '' }]);
  expect(await remove(id)).toMatchObject({ status: 200 });
  expect(await find()).toEqual([]);
  expect(await remove(id)).toMatchObject(GONE);
  expect(await change({ Description: 'x' })).toMatchObject(GONE);
  expect(await server.client.ecs('DescribeHpcCluster', { HpcClusterId: id })).toMatchObject(GONE);
});

it('is found by each condition, and by its owner alone', async () => {
  server = await startServer({ world: worldOfTwo() });
  const one = await made({ Name: 'one', ProjectName: 'team', Tags: [{ Key: 'k', Value: '1' }] });
  const two = await made({ Name: 'two', ZoneId: 'cn-beijing-b' });
  const cases: [Record<string, unknown>, string[]][] = [
    [{}, [one, two]],
    [{ HpcClusterIds: [two] }, [two]],
    [{ Name: 'one' }, [one]],
    [{ Name: 'on' }, []],
    [{ ZoneId: 'cn-beijing-b' }, [two]],
    [{ ProjectName: 'team' }, [one]],
    [{ TagFilters: [{ Key: 'k' }] }, [one]],
  ];
  for (const [input, ids] of cases) {
    const found = (await find(input)).map((each: { HpcClusterId: string }) => each.HpcClusterId);
    expect(found.sort(), JSON.stringify(input)).toEqual(ids.toSorted());
  }
  expect(await find({}, server.as(OTHER))).toEqual([]);
  expect(await remove(one, server.as(OTHER))).toMatchObject(GONE);
});

it('is not made in a zone that is not there', async () => {
  server = await startServer();
  expect(await create({ ZoneId: 'cn-beijing-z' })).toMatchObject({ code: 'InvalidZone.NotFound' });
  expect(await create({ Name: '' })).toMatchObject({ code: 'MissingParameter.Name' });
});

it('takes instances of its zone, and stays while one is in it', async () => {
  server = await startServer();
  const at = await scene(server);
  const run = (HpcClusterId: string) =>
    server.client.ecs('RunInstances', runInput(at, { HpcClusterId }));
  expect(await run('hpcCluster-none')).toMatchObject(GONE);
  expect(await run(await made({ ZoneId: 'cn-beijing-b' }))).toMatchObject({
    status: 400,
    code: 'InvalidHpcCluster.ZoneMismatch',
  });
  const id = await made();
  const { result } = await run(id);
  const [InstanceId] = result.InstanceIds;
  const { Instances } = await server.client.ok('ecs', 'DescribeInstances', { HpcClusterId: id });
  expect(Instances).toMatchObject([{ InstanceId, HpcClusterId: id }]);
  expect(await remove(id)).toMatchObject({ status: 400, code: 'InvalidHpcCluster.InUse' });
  await server.settled();
  await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
  expect(await remove(id)).toMatchObject({ status: 200 });
});

it('lets one of a deletion and a launch win, never both', async () => {
  server = await startServer();
  const at = await scene(server);
  const id = await made();
  const replies = await Promise.all([
    remove(id),
    server.client.ecs('RunInstances', runInput(at, { HpcClusterId: id })),
  ]);
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
});
