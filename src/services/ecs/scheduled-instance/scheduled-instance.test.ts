import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijing } from '#platform/time.ts';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInterface, nicInput, runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Input = Record<string, unknown>;

let server: TestServer;
let at: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual', world: worldOfTwo() });
  at = await scene(server);
});
afterEach(() => server.close());

const ecs = (action: string, input: Input = {}) => server.client.ecs(action, input);
const inTime = (ms: number) => beijing(server.worldClock.now() + ms);
const input = (more: Input = {}) =>
  runInput(at, { ScheduledInstanceName: 'rush', StartDeliveryAt: inTime(HOUR), ...more });
const order = async (more: Input = {}): Promise<string> =>
  (await server.client.ok('ecs', 'CreateScheduledInstances', input(more))).ScheduledInstanceId;
const segmented = (more: Input = {}) => ({
  ElasticScheduledInstanceType: 'Segmented',
  AutoReleaseAt: inTime(3 * HOUR),
  ...more,
});
const shown = async (id: string) =>
  (await ecs('DescribeScheduledInstances', { ScheduledInstanceIds: [id] })).result
    .ScheduledInstanceInfo[0];
const instancesOf = async (id: string) =>
  (await ecs('DescribeInstances', { ScheduledInstanceId: id })).result.Instances;
/** Lets an order's time come, and its instances run. */
async function delivered(): Promise<void> {
  await server.advance(HOUR + MINUTE);
  await server.advance(MINUTE);
}
const sound = () => breaches(server.store, server.world, true);

describe('an order', () => {
  it('delivers its instances at its time, and not before', async () => {
    const id = await order({ Count: 2 });
    expect(id).toMatch(/^esi-[0-9a-z]{20}$/);
    await server.advance(HOUR - 1);
    expect(await instancesOf(id)).toEqual([]);
    expect(await shown(id)).toMatchObject({ Status: 'Reserved', Count: 2, DeliveryCount: 0 });
    await server.advance(1001);
    expect(await instancesOf(id)).toMatchObject([{ Status: 'CREATING' }, { Status: 'CREATING' }]);
    await server.advance(MINUTE);
    expect(await instancesOf(id)).toMatchObject([
      { Status: 'RUNNING', ScheduledInstanceId: id, ElasticScheduledInstanceType: 'Esi' },
      { Status: 'RUNNING', ScheduledInstanceId: id, ElasticScheduledInstanceType: 'Esi' },
    ]);
    expect(await shown(id)).toMatchObject({ Status: 'Delivered', DeliveryCount: 2 });
    expect(await sound()).toEqual([]);
  });

  it('delivers what AttachNetworkInterface refuses as ESI related', async () => {
    const id = await order();
    await delivered();
    const [{ InstanceId }] = await instancesOf(id);
    const NetworkInterfaceId = await madeInterface(server, at);
    const attach = { NetworkInterfaceId, InstanceId };
    expect(await server.client.vpc('AttachNetworkInterface', attach)).toMatchObject({
      status: 403,
      code: 'Forbidden',
      message: 'You are not authorized to perform operations on ESI related resources.',
    });
  });

  it('shows what was ordered', async () => {
    await ecs('CreateKeyPair', { KeyPairName: 'kp' });
    const Tags = [{ Key: 'k', Value: 'v' }];
    const id = await order({
      ScheduledInstanceDescription: 'for the rush',
      Description: 'one of many',
      Hostname: 'rush',
      KeyPairName: 'kp',
      ProjectName: 'team-a',
      Password: 'Passw0rd!',
      Tags,
      Volumes: [{ Size: 40 }, { Size: 100, VolumeType: 'ESSD_FlexPL' }],
      EipAddress: { ChargeType: 'PayByTraffic', BandwidthMbps: 5 },
    });
    expect(await shown(id)).toEqual({
      ScheduledInstanceId: id,
      ScheduledInstanceName: 'rush',
      ScheduledInstanceDescription: 'for the rush',
      Status: 'Reserved',
      ElasticScheduledInstanceType: 'Esi',
      DeliveryType: 'Reserve',
      ZoneId: at.zoneId,
      ProjectName: 'team-a',
      Count: 1,
      DeliveryCount: 0,
      ReleaseCount: 0,
      StartDeliveryAt: inTime(HOUR),
      EndDeliveryAt: inTime(HOUR + 10 * MINUTE),
      AutoReleaseAt: '',
      InvalidAt: '',
      CreatedAt: inTime(0),
      UpdatedAt: inTime(0),
      InstanceConfig: {
        InstanceName: 'web',
        Description: 'one of many',
        HostName: 'rush',
        ImageId: 'image-debian12x64tenon00',
        InstanceTypeId: 'ecs.g3i.large',
        ZoneId: at.zoneId,
        KeyPairName: 'kp',
        ProjectName: 'team-a',
        HpcClusterId: '',
        EipAddress: {
          BandwidthMbps: 5,
          BandwidthPackageId: '',
          ChargeType: 'PayByTraffic',
          ISP: '',
          ReleaseWithInstance: false,
          SecurityProtectionInstanceId: '',
          SecurityProtectionTypes: [],
        },
        NetworkInterfacesRes: [{ SubnetId: at.subnetId, SecurityGroupIds: [at.groupId] }],
        Volumes: [
          { Kind: 'system', Size: 40, VolumeType: 'ESSD_PL0' },
          { Kind: 'data', Size: 100, VolumeType: 'ESSD_FlexPL' },
        ],
        Tags,
      },
      Tags,
    });
    const rows = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('scheduled_instance').selectAll()),
    );
    expect(JSON.stringify(rows)).not.toContain('Passw0rd');
    await server.advance(HOUR + MINUTE);
    expect(await instancesOf(id)).toMatchObject([
      { KeyPairName: 'kp', ProjectName: 'team-a', Tags, Hostname: 'rush' },
    ]);
  });

  it('fails at its time when it can no longer be delivered, and leaves nothing', async () => {
    const id = await order();
    await patchRow(server, 'subnet', at.subnetId, { status: 'Pending' });
    await server.advance(HOUR + MINUTE);
    expect(await instancesOf(id)).toEqual([]);
    expect(await shown(id)).toMatchObject({ Status: 'Failed', InvalidAt: inTime(0) });
    await patchRow(server, 'subnet', at.subnetId, { status: 'Available' });
    expect(await sound()).toEqual([]);
  });

  it('fails as a whole when only the launch itself finds out', async () => {
    const nic = (PrimaryIpAddress: string) => ({
      NetworkInterfaces: [nicInput(at), nicInput(at, { PrimaryIpAddress })],
    });
    const id = await order(nic('10.0.0.9'));
    await ecs('RunInstances', runInput(at, nic('10.0.0.9')));
    await server.advance(HOUR + MINUTE);
    expect(await shown(id)).toMatchObject({ Status: 'Failed', DeliveryCount: 0 });
    expect(await instancesOf(id)).toEqual([]);
    expect(await sound()).toEqual([]);
  });

  it('counts what has been deleted of it', async () => {
    const id = await order({ Count: 2 });
    await delivered();
    const [{ InstanceId }] = await instancesOf(id);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId });
    await server.advance(MINUTE);
    expect(await shown(id)).toMatchObject({ DeliveryCount: 2, ReleaseCount: 1 });
  });
});

describe('a segmented order', () => {
  it('is released at its time, whatever its instances are doing', async () => {
    const id = await order(segmented({ Count: 2 }));
    await delivered();
    const [one] = await instancesOf(id);
    expect(one.ElasticScheduledInstanceType).toBe('Segmented');
    await server.client.ok('ecs', 'StopInstance', { InstanceId: one.InstanceId });
    await server.advance(2 * HOUR);
    expect(await shown(id)).toMatchObject({ Status: 'Released' });
    await server.advance(MINUTE);
    expect(await instancesOf(id)).toEqual([]);
    expect(await shown(id)).toMatchObject({ DeliveryCount: 2, ReleaseCount: 2 });
    expect(await sound()).toEqual([]);
  });

  it('is released while an instance is on its way', async () => {
    const id = await order(segmented());
    await delivered();
    const [{ InstanceId }] = await instancesOf(id);
    await server.advance(2 * HOUR - 2 * MINUTE - 2000);
    await server.client.ok('ecs', 'RebootInstance', { InstanceId });
    await server.advance(MINUTE);
    await server.advance(MINUTE);
    expect(await instancesOf(id)).toEqual([]);
    expect(await sound()).toEqual([]);
  });

  it('can be delivered at once', async () => {
    const id = await order(segmented({ DeliveryType: 'Immediate', StartDeliveryAt: undefined }));
    await server.advance(MINUTE);
    await server.advance(MINUTE);
    expect(await instancesOf(id)).toMatchObject([{ Status: 'RUNNING' }]);
    expect(await shown(id)).toMatchObject({ DeliveryType: 'Immediate' });
  });

  it('is kept for longer when it is renewed, before its delivery and after', async () => {
    const before = await order(segmented());
    const renew = (ScheduledInstanceId: string, ms: number) =>
      ecs('RenewScheduledInstance', { ScheduledInstanceId, AutoReleaseAt: inTime(ms) });
    const after = await order(segmented());
    expect(await renew(before, 5 * HOUR)).toMatchObject({ status: 200, result: {} });
    await server.advance(HOUR + MINUTE);
    expect((await renew(after, 4 * HOUR - MINUTE)).status).toBe(200);
    await server.advance(3 * HOUR);
    for (const id of [before, after]) {
      expect(await shown(id)).toMatchObject({ Status: 'Delivered' });
    }
    await server.advance(HOUR);
    for (const id of [before, after]) {
      expect(await shown(id)).toMatchObject({ Status: 'Released' });
    }
  });
});

describe('DescribeScheduledInstances', () => {
  it('filters by every condition and pages', async () => {
    const one = await order({ Tags: [{ Key: 'k', Value: 'v' }] });
    const two = await order({ ...segmented(), ScheduledInstanceName: 'two', ProjectName: 'p' });
    const found = async (filter: Input) =>
      (await ecs('DescribeScheduledInstances', filter)).result.ScheduledInstanceInfo.map(
        (each: { ScheduledInstanceId: string }) => each.ScheduledInstanceId,
      );
    expect(await found({})).toEqual([one, two]);
    expect(await found({ ScheduledInstanceName: 'two' })).toEqual([two]);
    expect(await found({ ElasticScheduledInstanceType: 'Esi' })).toEqual([one]);
    expect(await found({ DeliveryType: 'Immediate' })).toEqual([]);
    expect(await found({ Status: 'Reserved', ProjectName: 'p' })).toEqual([two]);
    expect(await found({ Status: 'Delivered' })).toEqual([]);
    expect(await found({ ZoneId: 'cn-beijing-b' })).toEqual([]);
    expect(await found({ ImageId: 'image-none' })).toEqual([]);
    expect(await found({ KeyPairName: 'kp' })).toEqual([]);
    expect(await found({ InstanceTypeIds: ['ecs.g3i.large'] })).toEqual([one, two]);
    expect(await found({ TagFilters: [{ Key: 'k' }] })).toEqual([one]);
    const { result } = await ecs('DescribeScheduledInstances', { MaxResults: 1 });
    expect(await found({ MaxResults: 1, NextToken: result.NextToken })).toEqual([two]);
    expect(await ecs('DescribeScheduledInstances', { NextToken: 'none' })).toMatchObject({
      code: 'InvalidNextToken.Malformed',
    });
    const other = await server.as(OTHER).ecs('DescribeScheduledInstances');
    expect(other.result.ScheduledInstanceInfo).toEqual([]);
  });
});

describe('CreateScheduledInstances refuses', () => {
  it.each<[string, () => Input, string]>([
    ['no start', () => ({ StartDeliveryAt: '' }), 'MissingParameter.StartDeliveryAt'],
    [
      'a start that has been',
      () => ({ StartDeliveryAt: inTime(-MINUTE) }),
      'InvalidStartDeliveryAt.Malformed',
    ],
    [
      'a start that is no time',
      () => ({ StartDeliveryAt: '2030-02-30' }),
      'InvalidStartDeliveryAt.Malformed',
    ],
    [
      'an end before the start',
      () => ({ EndDeliveryAt: inTime(HOUR) }),
      'InvalidEndDeliveryAt.Malformed',
    ],
    [
      'a segmented order without a release',
      () => segmented({ AutoReleaseAt: '' }),
      'MissingParameter.AutoReleaseAt',
    ],
    [
      'a release before the start',
      () => segmented({ AutoReleaseAt: inTime(MINUTE) }),
      'InvalidAutoReleaseAt.Malformed',
    ],
    ['no name', () => ({ ScheduledInstanceName: '' }), 'MissingParameter.ScheduledInstanceName'],
    ['what RunInstances refuses', () => ({ ImageId: 'image-none' }), 'InvalidImage.NotFound'],
    ['a dry run that passes', () => ({ DryRun: true }), 'DryRunOperation'],
  ])('%s', async (_, more, code) => {
    expect(await ecs('CreateScheduledInstances', input(more()))).toMatchObject({ code });
    const { result } = await ecs('DescribeScheduledInstances');
    expect(result.ScheduledInstanceInfo).toEqual([]);
  });

  it('nothing that the first request was given, when it comes again', async () => {
    const again = input({ ClientToken: 'once' });
    const first = await ecs('CreateScheduledInstances', again);
    expect((await ecs('CreateScheduledInstances', again)).result).toEqual(first.result);
  });
});

describe('DeleteScheduledInstance', () => {
  const cancel = (ScheduledInstanceId: string) =>
    ecs('DeleteScheduledInstance', { ScheduledInstanceId });

  it('cancels an order, of which nothing comes then', async () => {
    const id = await order();
    expect(await cancel(id)).toMatchObject({ status: 200, result: {} });
    expect(await shown(id)).toMatchObject({ Status: 'Canceled', InvalidAt: inTime(0) });
    const owed = await server.store.read((tx) =>
      tx.select((db) => db.selectFrom('intent').select('kind')),
    );
    expect(owed).toEqual([]);
    await server.advance(2 * HOUR);
    expect(await instancesOf(id)).toEqual([]);
  });

  it('is too late after 30 minutes, but for a segmented order', async () => {
    const [esi, reserved] = [await order(), await order(segmented())];
    await server.advance(30 * MINUTE);
    expect(await cancel(esi)).toMatchObject({ status: 400, code: 'InvalidOperation.Forbidden' });
    expect((await cancel(reserved)).status).toBe(200);
  });

  it('refuses what has been delivered or canceled', async () => {
    const id = await order({ StartDeliveryAt: inTime(MINUTE) });
    await server.advance(2 * MINUTE);
    const refused = { status: 400, code: 'InvalidScheduledInstance.InvalidStatus' };
    expect(await cancel(id)).toMatchObject(refused);
    const canceled = await order();
    await cancel(canceled);
    expect(await cancel(canceled)).toMatchObject(refused);
  });

  it('refuses what is not there, or another account’s', async () => {
    const refused = { status: 404, code: 'InvalidScheduledInstance.NotFound' };
    expect(await cancel('esi-none')).toMatchObject(refused);
    const ScheduledInstanceId = await order();
    const other = server.as(OTHER);
    expect(await other.ecs('DeleteScheduledInstance', { ScheduledInstanceId })).toMatchObject(
      refused,
    );
  });
});

describe('RenewScheduledInstance refuses', () => {
  const renew = (ScheduledInstanceId: string, ms: number) =>
    ecs('RenewScheduledInstance', { ScheduledInstanceId, AutoReleaseAt: inTime(ms) });

  it('an order that there is not, or that has ended', async () => {
    expect(await renew('esi-none', HOUR)).toMatchObject({
      status: 404,
      code: 'InvalidScheduledInstance.NotFound',
    });
    const id = await order(segmented());
    await ecs('DeleteScheduledInstance', { ScheduledInstanceId: id });
    expect(await renew(id, 9 * HOUR)).toMatchObject({
      code: 'InvalidScheduledInstance.InvalidStatus',
    });
  });

  it('an order that is not released by itself, and a time that is not later', async () => {
    expect(await renew(await order(), 9 * HOUR)).toMatchObject({
      code: 'InvalidOperation.Forbidden',
    });
    expect(await renew(await order(segmented()), 3 * HOUR)).toMatchObject({
      code: 'InvalidAutoReleaseAt.Malformed',
    });
  });
});

describe('what can be ordered', () => {
  it('is every window of the next day', async () => {
    const { result } = await ecs('DescribeScheduledInstanceStock');
    const stock = result.ScheduledInstanceStock;
    expect(stock).toHaveLength(144);
    expect(stock[0]).toMatchObject({ Status: 'AVAILABLE', ReleaseStatus: '' });
    expect(Date.parse(stock[0].StartDeliveryAt)).toBeGreaterThan(server.worldClock.now());
    expect(stock[1].StartDeliveryAt).toBe(stock[0].EndDeliveryAt);
  });

  it('is nothing of a type or in a zone that there is not', async () => {
    const type = { ElasticScheduledInstanceType: 'Segmented', InstanceTypeId: 'ecs.g3i.large' };
    const [known] = (await ecs('DescribeScheduledInstanceStock', { ...type, ZoneId: at.zoneId }))
      .result.ScheduledInstanceStock;
    expect(known).toMatchObject({ Status: 'AVAILABLE', ReleaseStatus: 'AVAILABLE' });
    for (const none of [{ InstanceTypeId: 'ecs.none' }, { ZoneId: 'cn-none-a' }]) {
      const { result } = await ecs('DescribeScheduledInstanceStock', none);
      expect(result.ScheduledInstanceStock[0].Status).toBe('NOT_AVAILABLE');
    }
  });

  it('needs a type and a zone, when it is segmented', async () => {
    const ask = (more: Input) =>
      ecs('DescribeScheduledInstanceStock', {
        ElasticScheduledInstanceType: 'Segmented',
        ...more,
      });
    expect(await ask({ ZoneId: at.zoneId })).toMatchObject({
      code: 'MissingParameter.InstanceTypeId',
    });
    expect(await ask({ InstanceTypeId: 'ecs.g3i.large' })).toMatchObject({
      code: 'MissingParameter.ZoneId',
    });
  });

  it('may be kept for 30 days', async () => {
    const asked = {
      InstanceTypeId: 'ecs.g3i.large',
      VolumeType: 'ESSD_PL0',
      ZoneId: at.zoneId,
    };
    const days = 30 * 24 * HOUR;
    const latest = async (more: Input = {}) =>
      (await ecs('GetScheduledInstanceLatestReleaseAt', { ...asked, ...more })).result
        .LatestReleaseAt;
    expect(await latest({ StartDeliveryAt: inTime(HOUR) })).toBe(inTime(HOUR + days));
    expect(await latest({ DeliveryType: 'Immediate' })).toBe(inTime(days));
  });
});

describe('an order for now, where transitions are instant,', () => {
  const now = (more: Input = {}) =>
    order({
      ElasticScheduledInstanceType: 'Segmented',
      DeliveryType: 'Immediate',
      AutoReleaseAt: inTime(3 * HOUR),
      ...more,
    });
  beforeEach(async () => {
    await server.close();
    server = await startServer({ transitions: 'instant' });
    at = await scene(server);
  });

  it('is delivered when it is answered, and its instances run', async () => {
    const id = await now({ Count: 2 });
    expect(await shown(id)).toMatchObject({ Status: 'Delivered', DeliveryCount: 2 });
    expect(await instancesOf(id)).toMatchObject([{ Status: 'RUNNING' }, { Status: 'RUNNING' }]);
    expect(await sound()).toEqual([]);
  });

  it('has failed when only its delivery could find what is in its way, with nothing launched', async () => {
    const NetworkInterfaces = [nicInput(at), nicInput(at, { PrimaryIpAddress: '10.0.0.9' })];
    await server.client.ok('ecs', 'RunInstances', runInput(at, { NetworkInterfaces }));
    const id = await now({ NetworkInterfaces });
    expect(await shown(id)).toMatchObject({ Status: 'Failed', DeliveryCount: 0 });
    expect(await instancesOf(id)).toEqual([]);
    expect(await sound()).toEqual([]);
  });
});
