import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { madeSubnet, runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

const QUOTAS = {
  DeploymentSets: 3,
  InstancesPerDeploymentSetZone: 2,
  InstancesPerDeploymentSetGroupsZone: 5,
};

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo({ quotas: QUOTAS }) });
  here = await scene(server);
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const ecs = (action: string, input: Input) => server.client.ecs(action, input);
const ok = async (action: string, input: Input) => {
  const answer = await server.client.ok('ecs', action, input);
  await server.settled();
  return answer;
};
const create = async (more: Input = {}): Promise<string> =>
  (await ok('CreateDeploymentSet', { DeploymentSetName: 'set', ...more })).DeploymentSetId;
const listed = async (input: Input = {}) =>
  (await ok('DescribeDeploymentSets', input)).DeploymentSets;
const launch = async (more: Input): Promise<string[]> =>
  (await ok('RunInstances', runInput(here, more))).InstanceIds;
const instance = async (id: string) =>
  (await ok('DescribeInstances', { InstanceIds: [id] })).Instances[0];

describe('CreateDeploymentSet', () => {
  it('makes a set with the usual values', async () => {
    const id = await create();
    expect(id).toMatch(/^dps-[0-9a-z]{20}$/);
    expect(await listed({ DeploymentSetIds: [id] })).toEqual([
      {
        DeploymentSetId: id,
        DeploymentSetName: 'set',
        DeploymentSetDescription: '',
        Strategy: 'Availability',
        Granularity: 'host',
        GroupCount: 0,
        InstanceAmount: 0,
        InstanceIds: [],
        Capacities: expect.arrayContaining([
          { ZoneId: here.zoneId, UsedCount: 0, AvailableCount: 2 },
        ]),
        CreatedAt: expect.stringMatching(/\+08:00$/),
      },
    ]);
  });

  it('keeps a number of groups where the strategy has groups', async () => {
    const given = { Description: 'apart', Granularity: 'rack', GroupCount: 3 };
    const id = await create({ ...given, Strategy: 'AvailabilityGroup' });
    const usual = await create({ Strategy: 'AvailabilityGroup' });
    const without = await create({ GroupCount: 7 });
    const [a] = await listed({ DeploymentSetIds: [id] });
    expect(a).toMatchObject({
      DeploymentSetDescription: 'apart',
      Strategy: 'AvailabilityGroup',
      Granularity: 'rack',
      GroupCount: 3,
    });
    expect((await listed({ DeploymentSetIds: [usual] }))[0].GroupCount).toBe(7);
    expect((await listed({ DeploymentSetIds: [without] }))[0].GroupCount).toBe(0);
  });

  it.each([
    '1set',
    '-set',
    '_set',
    'a b',
    'x'.repeat(129),
  ])('refuses the name [%s]', async (name) => {
    expect(await ecs('CreateDeploymentSet', { DeploymentSetName: name })).toMatchObject({
      status: 400,
      code: 'InvalidDeploymentSetName.Malformed',
    });
  });

  it('refuses more than the quota, until one is deleted', async () => {
    const ids = [await create(), await create(), await create()];
    const another = { DeploymentSetName: 'another' };
    expect(await ecs('CreateDeploymentSet', another)).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.DeploymentSet',
    });
    await ok('DeleteDeploymentSet', { DeploymentSetId: ids[0] });
    expect((await ecs('CreateDeploymentSet', another)).status).toBe(200);
  });
});

describe('DescribeDeploymentSets', () => {
  it('finds sets by what they are, and the own ones alone', async () => {
    const web = await create({ DeploymentSetName: 'web-1', Granularity: 'switch' });
    const db = await create({ DeploymentSetName: 'db-1', Strategy: 'AvailabilityGroup' });
    const found = async (input: Input) =>
      (await listed(input)).map((each: { DeploymentSetId: string }) => each.DeploymentSetId);
    expect(await found({ DeploymentSetName: 'web' })).toEqual([web]);
    expect(await found({ Granularity: 'switch' })).toEqual([web]);
    expect(await found({ Strategy: 'AvailabilityGroup' })).toEqual([db]);
    expect((await found({})).sort()).toEqual([web, db].sort());
    const others = await server.as(OTHER).ok('ecs', 'DescribeDeploymentSets', {});
    expect(others.DeploymentSets).toEqual([]);
  });
});

describe('ModifyDeploymentSetAttribute', () => {
  it('changes what is given', async () => {
    const id = await create({ Description: 'old' });
    await ok('ModifyDeploymentSetAttribute', { DeploymentSetId: id, DeploymentSetName: 'new' });
    const [renamed] = await listed();
    expect(renamed).toMatchObject({
      DeploymentSetName: 'new',
      DeploymentSetDescription: 'old',
    });
    await ok('ModifyDeploymentSetAttribute', { DeploymentSetId: id, Description: '' });
    expect((await listed())[0].DeploymentSetDescription).toBe('');
    expect(
      await server.as(OTHER).ecs('ModifyDeploymentSetAttribute', { DeploymentSetId: id }),
    ).toMatchObject({ status: 404, code: 'InvalidDeploymentSet.NotFound' });
  });
});

describe('ModifyDeploymentSetAttribute as Terraform sends it', () => {
  it('takes the id by the name that the provider gives it', async () => {
    const id = await create();
    await ok('ModifyDeploymentSetAttribute', { deployment_set_id: id, DeploymentSetName: 'new' });
    expect((await listed())[0].DeploymentSetName).toBe('new');
    const none = { deployment_set_id: 'dps-none', DeploymentSetName: 'new' };
    expect(await ecs('ModifyDeploymentSetAttribute', none)).toMatchObject({
      status: 404,
      code: 'InvalidDeploymentSet.NotFound',
    });
    expect(await ecs('ModifyDeploymentSetAttribute', { DeploymentSetName: 'new' })).toMatchObject({
      status: 400,
      code: 'MissingParameter.DeploymentSetId',
    });
  });
});

describe('RunInstances into a deployment set', () => {
  it('shows the set on the instances, and the instances in the set', async () => {
    const DeploymentSetId = await create();
    const ids = await launch({ DeploymentSetId, Count: 2 });
    for (const id of ids) {
      expect(await instance(id)).toMatchObject({ DeploymentSetId, DeploymentSetGroupNumber: 0 });
    }
    const [set] = await listed();
    expect(set).toMatchObject({ InstanceAmount: 2, InstanceIds: ids.toSorted() });
    expect(set.Capacities).toContainEqual({
      ZoneId: here.zoneId,
      UsedCount: 2,
      AvailableCount: 0,
    });
    const { Instances } = await ok('DescribeInstances', { DeploymentSetIds: [DeploymentSetId] });
    expect(Instances).toHaveLength(2);
  });

  it('launches no more than fit into a zone of the set', async () => {
    const DeploymentSetId = await create();
    const input = { DeploymentSetId, Count: 3 };
    expect(await ecs('RunInstances', runInput(here, input))).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.DeploymentSetInstance',
    });
    expect(await launch({ ...input, MinCount: 1 })).toHaveLength(2);
    const there = {
      subnetId: await madeSubnet(server, here.vpcId, {
        ZoneId: 'cn-beijing-b',
        CidrBlock: '10.0.9.0/24',
      }),
      groupId: here.groupId,
      zoneId: 'cn-beijing-b',
    };
    const elsewhere = runInput(there, { DeploymentSetId, Count: 2 });
    expect((await ecs('RunInstances', elsewhere)).status).toBe(200);
  });

  it('spreads them over its groups, or puts them into the group that is asked for', async () => {
    const DeploymentSetId = await create({ Strategy: 'AvailabilityGroup', GroupCount: 2 });
    const groupOf = async (id: string) => (await instance(id)).DeploymentSetGroupNumber;
    const [asked = ''] = await launch({ DeploymentSetId, DeploymentSetGroupNumber: 1 });
    expect(await groupOf(asked)).toBe(1);
    const spread = await launch({ DeploymentSetId, Count: 3 });
    expect((await Promise.all(spread.map(groupOf))).sort()).toEqual([1, 2, 2]);
    const { Instances } = await ok('DescribeInstances', { DeploymentSetGroupNumbers: [1] });
    expect(Instances).toHaveLength(2);
  });

  it.each([
    ['a group that it has not', { GroupCount: 2, Strategy: 'AvailabilityGroup' }, 3],
    ['a group where there are none', {}, 1],
  ])('refuses %s', async (_, set, DeploymentSetGroupNumber) => {
    const DeploymentSetId = await create(set);
    const input = runInput(here, { DeploymentSetId, DeploymentSetGroupNumber });
    expect(await ecs('RunInstances', input)).toMatchObject({
      status: 400,
      code: 'InvalidDeploymentSetGroupNumber.Malformed',
    });
  });

  it('refuses the set of another account', async () => {
    const { DeploymentSetId } = await server
      .as(OTHER)
      .ok('ecs', 'CreateDeploymentSet', { DeploymentSetName: 'theirs' });
    expect(await ecs('RunInstances', runInput(here, { DeploymentSetId }))).toMatchObject({
      status: 404,
      code: 'InvalidDeploymentSet.NotFound',
    });
  });
});

describe('ModifyInstanceDeployment', () => {
  it('puts an instance in, moves it between groups, and takes it out', async () => {
    const plain = await create();
    const grouped = await create({ Strategy: 'AvailabilityGroup', GroupCount: 2 });
    const [InstanceId = ''] = await launch({});
    const move = async (DeploymentSetId: string, DeploymentSetGroupNumber?: number) => {
      const input = { InstanceId, DeploymentSetId, DeploymentSetGroupNumber };
      await ok('ModifyInstanceDeployment', input);
      const shown = await instance(InstanceId);
      return [shown.DeploymentSetId, shown.DeploymentSetGroupNumber];
    };
    expect(await move(plain)).toEqual([plain, 0]);
    expect(await move(grouped, 2)).toEqual([grouped, 2]);
    expect(await move(grouped, 1)).toEqual([grouped, 1]);
    expect(await move('', 1)).toEqual(['', 0]);
    expect((await listed()).map((each: Input) => each.InstanceAmount)).toEqual([0, 0]);
  });

  it('counts an instance that is in the set already once', async () => {
    const DeploymentSetId = await create();
    const [one = ''] = await launch({ DeploymentSetId, Count: 2 });
    await ok('ModifyInstanceDeployment', { InstanceId: one, DeploymentSetId });
    const [InstanceId = ''] = await launch({});
    expect(await ecs('ModifyInstanceDeployment', { InstanceId, DeploymentSetId })).toMatchObject({
      status: 400,
      code: 'QuotaExceeded.DeploymentSetInstance',
    });
  });
});

describe('DeleteDeploymentSet', () => {
  it('wants no instance in it; one that is being deleted does not count', async () => {
    const manual = await startServer({ transitions: 'manual' });
    const at = await scene(manual);
    const { DeploymentSetId } = await manual.client.ok('ecs', 'CreateDeploymentSet', {
      DeploymentSetName: 'set',
    });
    const { InstanceIds } = await manual.client.ok(
      'ecs',
      'RunInstances',
      runInput(at, { DeploymentSetId }),
    );
    await manual.advance(600_000);
    expect(await manual.client.ecs('DeleteDeploymentSet', { DeploymentSetId })).toMatchObject({
      status: 400,
      code: 'InvalidDeploymentSet.InUse',
    });
    await manual.client.ok('ecs', 'DeleteInstance', { InstanceId: InstanceIds[0] });
    await manual.client.ok('ecs', 'DeleteDeploymentSet', { DeploymentSetId });
    expect(await manual.client.ecs('DeleteDeploymentSet', { DeploymentSetId })).toMatchObject({
      status: 404,
      code: 'InvalidDeploymentSet.NotFound',
    });
    await manual.close();
  });
});

it('every family of the world may be in deployment sets', async () => {
  const answer = await ok('DescribeDeploymentSetSupportedInstanceTypeFamily', {});
  expect(answer.DeploymentSetCreateInstanceTypeFamilies).toContain('ecs.g3i');
  expect(answer.DeploymentSetModifyInstanceTypeFamilies).toEqual(
    answer.DeploymentSetCreateInstanceTypeFamilies,
  );
});
