import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { breaches } from '#test/support/invariants.ts';
import {
  madeIpv6OnlySubnet,
  madeSubnet,
  nicInput,
  runInput,
  type Scene,
  scene,
} from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { madeSnapshot, madeVolume } from '#test/support/volume.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
let here: Scene;
const started: TestServer[] = [];
beforeEach(() => begin());
afterEach(async () => {
  for (const each of started.splice(0)) await each.close();
});

/** A server with these quotas, in place of the one before. */
async function begin(quotas: Record<string, number> = {}): Promise<void> {
  server = await startServer({ transitions: 'manual', world: makeWorld({ quotas }) });
  started.push(server);
  here = await scene(server);
}

const nic = (more: Record<string, unknown> = {}) => nicInput(here, more);
const run = (more: Record<string, unknown> = {}) =>
  server.client.ecs('RunInstances', runInput(here, more));
const launch = async (more: Record<string, unknown> = {}): Promise<string[]> =>
  (await server.client.ok('ecs', 'RunInstances', runInput(here, more))).InstanceIds;
const instance = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0];
const instances = async () =>
  (await server.client.ok('ecs', 'DescribeInstances', { MaxResults: 100 })).Instances;
const interfacesOf = async (InstanceId: string) =>
  (await server.client.ok('vpc', 'DescribeNetworkInterfaces', { InstanceId })).NetworkInterfaceSets;
const sound = async (settled = false) =>
  expect(await breaches(server.store, server.world, settled)).toEqual([]);

describe('RunInstances', () => {
  it('launches one instance with its primary interface: CREATING, then RUNNING', async () => {
    const [id = ''] = await launch({ Count: 0 });
    expect(id).toMatch(/^i-[a-z0-9]{20}$/);
    const made = await instance(id);
    expect(made).toMatchObject({
      InstanceId: id,
      InstanceName: 'web',
      Description: '',
      Status: 'CREATING',
      ZoneId: here.zoneId,
      VpcId: here.vpcId,
      InstanceTypeId: 'ecs.g3i.large',
      Cpus: 2,
      MemorySize: 8192,
      OsName: 'Debian 12 64 bit',
      OsType: 'Linux',
      Hostname: `iv-${id.slice(2)}`,
      HostName: `iv-${id.slice(2)}`,
      ExpiredAt: '',
      InstanceChargeType: 'PostPaid',
      SpotStrategy: 'NoSpot',
      StoppedMode: 'KeepCharging',
      ProjectName: 'default',
      DeletionProtection: false,
      ScheduledInstanceId: '',
      ElasticScheduledInstanceType: 'NoEsi',
      Tags: [],
      MetadataOptions: { HttpTokens: 'optional' },
      EipAddress: null,
    });
    expect(made.Volumes).toHaveLength(1);
    const [primary] = await interfacesOf(id);
    expect(primary).toMatchObject({ Type: 'primary', Status: 'Attaching', DeviceId: id });
    expect(made.NetworkInterfaces).toEqual([
      {
        NetworkInterfaceId: primary.NetworkInterfaceId,
        Type: 'primary',
        MacAddress: primary.MacAddress,
        PrimaryIpAddress: primary.PrimaryIpAddress,
        Ipv6Addresses: null,
        IPv6Sets: null,
        SecurityGroupIds: [here.groupId],
        SubnetId: here.subnetId,
        VpcId: here.vpcId,
      },
    ]);
    await server.advance(4999);
    expect((await instance(id)).Status).toBe('CREATING');
    await server.advance(1);
    expect((await instance(id)).Status).toBe('RUNNING');
    expect((await interfacesOf(id))[0].Status).toBe('InUse');
    await sound(true);
  });

  it('keeps what it is given', async () => {
    await server.client.ok('ecs', 'CreateKeyPair', { KeyPairName: 'kp' });
    const [id = ''] = await launch({
      InstanceTypeId: undefined,
      InstanceType: 'ecs.c3i.xlarge',
      Description: 'a shop, in front',
      HostName: 'shop.front-1',
      ProjectName: 'web_1',
      KeyPairName: 'kp',
      Password: 'Passw0rd@tenon',
      UserData: Buffer.from('echo hi').toString('base64'),
      DeletionProtection: true,
      HttpTokens: 'required',
      SpotStrategy: 'SpotAsPriceGo',
      Tags: [
        { Key: 'role', Value: 'front' },
        { Key: 'empty', Value: '' },
      ],
      Volumes: [
        { Size: 40, VolumeType: 'ESSD_PL0' },
        { Size: 100, DeleteWithInstance: 'false' },
      ],
      NetworkInterfaces: [
        nic({
          PrimaryIpAddress: '10.0.0.77',
          PrivateIpAddresses: ['10.0.0.80', '10.0.0.79'],
          Ipv6AddressCount: 1,
        }),
      ],
    });
    const made = await instance(id);
    expect(made).toMatchObject({
      InstanceTypeId: 'ecs.c3i.xlarge',
      Description: 'a shop, in front',
      Hostname: 'shop.front-1',
      ProjectName: 'web_1',
      KeyPairName: 'kp',
      DeletionProtection: true,
      MetadataOptions: { HttpTokens: 'required' },
      SpotStrategy: 'SpotAsPriceGo',
      Tags: [
        { Key: 'empty', Value: '' },
        { Key: 'role', Value: 'front' },
      ],
    });
    expect(made.Volumes).toHaveLength(2);
    const [primary] = await interfacesOf(id);
    expect(primary.ProjectName).toBe('web_1');
    expect(primary.PrivateIpSets.PrivateIpSet).toMatchObject([
      { PrivateIpAddress: '10.0.0.77', Primary: true },
      { PrivateIpAddress: '10.0.0.80', Primary: false },
      { PrivateIpAddress: '10.0.0.79', Primary: false },
    ]);
    expect(primary.IPv6Sets).toHaveLength(1);
    expect(made.NetworkInterfaces[0].Ipv6Addresses).toEqual(primary.IPv6Sets);
    await sound();
  });

  it('gives no interface an address that another one names', async () => {
    const [id = ''] = await launch({
      NetworkInterfaces: [
        nic({ PrivateIpAddresses: ['10.0.0.3'] }),
        nic({ PrimaryIpAddress: '10.0.0.2' }),
      ],
    });
    const { NetworkInterfaces } = await instance(id);
    expect(
      NetworkInterfaces.map((each: { PrimaryIpAddress: string }) => each.PrimaryIpAddress),
    ).toEqual(['10.0.0.4', '10.0.0.2']);
  });

  it('makes secondary interfaces that end with the instance, and counts them', async () => {
    const other = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.1.0/24' });
    const [id = ''] = await launch({
      NetworkInterfaces: [
        nic(),
        // Ignored from the second interface on.
        nic({ SubnetId: other, PrimaryIpAddress: '10.0.1.9', Ipv6AddressCount: 7 }),
        nic(),
      ],
    });
    const { NetworkInterfaces } = await instance(id);
    expect(NetworkInterfaces.map((each: { Type: string }) => each.Type)).toEqual([
      'primary',
      'secondary',
      'secondary',
    ]);
    expect(NetworkInterfaces[1]).toMatchObject({
      PrimaryIpAddress: '10.0.1.9',
      Ipv6Addresses: null,
    });
    await server.advance(5000);
    for (const each of await interfacesOf(id)) {
      expect(each).toMatchObject({ Status: 'InUse', Attachment: { DeleteOnTermination: true } });
    }
    await sound(true);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    await server.advance(3000);
    const { TotalCount } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {});
    expect(TotalCount).toBe(0);
    await sound(true);
  });

  it('gives an interface of an IPv6-only subnet an IPv6 address', async () => {
    const SubnetId = await madeIpv6OnlySubnet(server, here.vpcId);
    const [id = ''] = await launch({ NetworkInterfaces: [nic({ SubnetId }), nic({ SubnetId })] });
    for (const each of await interfacesOf(id)) {
      expect(each).toMatchObject({ PrimaryIpAddress: '', PrivateIpSets: { PrivateIpSet: [] } });
      expect(each.IPv6Sets).toHaveLength(1);
    }
    await sound();
  });

  it('launches many, each with its own name, address and MAC', async () => {
    const ids = await launch({ Count: 100, InstanceName: 'node-[98,2].dc', Hostname: 'n[]' });
    const made = await instances();
    expect(made.map((each: { InstanceId: string }) => each.InstanceId)).toEqual(ids);
    expect(made[0]).toMatchObject({ InstanceName: 'node-098.dc', Hostname: 'n0000' });
    expect(made[99]).toMatchObject({ InstanceName: 'node-197.dc', Hostname: 'n0099' });
    const of = (field: string) =>
      // biome-ignore lint/suspicious/noExplicitAny: whatever the action answers
      new Set(made.map((each: any) => each.NetworkInterfaces[0][field])).size;
    expect([of('PrimaryIpAddress'), of('MacAddress')]).toEqual([100, 100]);
    await sound();
  });

  it('numbers names behind a unique suffix', async () => {
    await launch({ Count: 3, UniqueSuffix: true, SuffixIndex: 9, Hostname: 'host' });
    const made = await instances();
    expect(made.map((each: { InstanceName: string }) => each.InstanceName)).toEqual([
      'web009',
      'web010',
      'web011',
    ]);
    expect(made[2].Hostname).toBe('host011');
  });

  it('subscribes an instance for a number of months', async () => {
    const [id = ''] = await launch({ InstanceChargeType: 'PrePaid', Period: 12 });
    const { CreatedAt, ExpiredAt } = await instance(id);
    expect(ExpiredAt.slice(0, 4)).toBe(String(Number(CreatedAt.slice(0, 4)) + 1));
    expect(ExpiredAt).toContain('+08:00');
  });

  it('gives an EIP with the instance, and releases it with the instance when told', async () => {
    const [id = ''] = await launch({
      EipAddress: { BandwidthMbps: 5, ChargeType: 'PayByTraffic', ReleaseWithInstance: true },
    });
    const { EipAddress, NetworkInterfaces } = await instance(id);
    expect(EipAddress.IpAddress).toMatch(/^198\.19\./);
    const attributes = () =>
      server.client.vpc('DescribeEipAddressAttributes', { AllocationId: EipAddress.AllocationId });
    expect((await attributes()).result).toMatchObject({
      EipAddress: EipAddress.IpAddress,
      Status: 'Attaching',
      InstanceType: 'EcsInstance',
      InstanceId: id,
      Bandwidth: 5,
      BillingType: 3,
      ReleaseWithInstance: true,
    });
    const [primary] = await interfacesOf(id);
    expect(primary).toMatchObject({
      PrimaryIpAddress: NetworkInterfaces[0].PrimaryIpAddress,
      AssociatedElasticIp: { EipAddress: EipAddress.IpAddress },
    });
    await server.advance(5000);
    expect((await attributes()).result.Status).toBe('Attached');
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    await server.advance(3000);
    expect(await attributes()).toMatchObject({ status: 404 });
  });

  it('makes volumes of snapshots, as large as they are unless told', async () => {
    const VolumeId = await madeVolume(server, { Size: 50 });
    await server.advance(60_000);
    const SnapshotId = await madeSnapshot(server, VolumeId);
    await server.advance(60_000);
    const [InstanceId = ''] = await launch({
      Volumes: [{ SnapshotId }, { SnapshotId }, { SnapshotId, Size: 60 }, { Size: 20 }],
    });
    const { Volumes } = await server.client.ok('storage_ebs', 'DescribeVolumes', { InstanceId });
    expect(
      Volumes.map((each: Record<string, unknown>) => [
        each.Kind,
        Number(each.Size),
        each.SourceSnapshotId,
      ]).toSorted(),
    ).toEqual([
      ['data', 20, ''],
      ['data', 50, SnapshotId],
      ['data', 60, SnapshotId],
      ['system', 50, SnapshotId],
    ]);
  });

  it('gives an EIP within a bandwidth package', async () => {
    const BandwidthPackageId = await madeBandwidthPackage(server);
    await server.advance(60_000);
    const [id = ''] = await launch({ EipAddress: { BandwidthPackageId, BandwidthMbps: 5 } });
    const { AllocationId } = (await instance(id)).EipAddress;
    const packages = await server.client.ok('vpc', 'DescribeBandwidthPackages', {});
    expect(packages.BandwidthPackages[0].EipAddresses).toMatchObject([{ AllocationId }]);
  });

  it('sets an EIP free that is not to go with the instance', async () => {
    const [id = ''] = await launch({ EipAddress: { BandwidthMbps: 1 } });
    const { AllocationId } = (await instance(id)).EipAddress;
    await server.advance(5000);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    await server.advance(3000);
    const eip = await server.client.ok('vpc', 'DescribeEipAddressAttributes', { AllocationId });
    expect(eip).toMatchObject({ Status: 'Available', InstanceId: '', BillingType: 2 });
  });

  it('answers a repeated ClientToken with the same instances', async () => {
    const ids = await launch({ Count: 2, ClientToken: 'once' });
    expect(await launch({ Count: 2, ClientToken: 'once' })).toEqual(ids);
    expect(await instances()).toHaveLength(2);
    expect(await run({ Count: 3, ClientToken: 'once' })).toMatchObject({
      status: 400,
      code: 'IdempotentParameterMismatch',
      message:
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical.',
    });
  });

  it('tries everything in a dry run, and keeps nothing of it', async () => {
    const dry = (more: Record<string, unknown> = {}) => run({ DryRun: true, ...more });
    expect(await dry()).toMatchObject({ status: 400, code: 'DryRunOperation' });
    await launch({ NetworkInterfaces: [nic({ PrimaryIpAddress: '10.0.0.9' })] });
    const taken = { NetworkInterfaces: [nic({ PrimaryIpAddress: '10.0.0.9' })] };
    expect((await dry(taken)).code).toBe('InvalidPrivateIp.InUse');
    expect((await dry({ Count: 2 })).code).toBe('InvalidArgument');
    expect(await instances()).toHaveLength(1);
    await sound();
  });
});

describe('RunInstances refuses what would not be shown again', () => {
  it.each([
    [{ DeploymentSetId: 'dps-1' }, 'InvalidDeploymentSet.NotFound'],
    [{ DeploymentSetGroupNumber: 1 }, 'InvalidDeploymentSetGroupNumber.Malformed'],
    [{ Placement: { Tenancy: 'Host' } }, 'InvalidDedicatedHost.NotFound'],
    [{ Placement: { Affinity: 'Host' } }, 'InvalidDedicatedHost.NotFound'],
    [{ Placement: { DedicatedHostId: 'dh-1' } }, 'InvalidDedicatedHost.NotFound'],
    [{ Placement: { DedicatedHostClusterId: 'dhc-1' } }, 'InvalidDedicatedHost.NotFound'],
    [{ CpuOptions: { CoreCount: 2 } }, 'InvalidArgument'],
    [{ AffinityGroupSize: 2 }, 'InvalidParameter'],
  ])('%o', async (more, code) => {
    expect(await run(more)).toMatchObject({ code });
    expect(await instances()).toEqual([]);
  });
});

describe('RunInstances launches what there is room for', () => {
  it('all of Count or nothing, without MinCount', async () => {
    await begin({ Instances: 3 });
    expect((await run({ Count: 4 })).code).toBe('QuotaExceeded.Instance');
    expect(await instances()).toHaveLength(0);
    expect(await launch({ Count: 3 })).toHaveLength(3);
    expect((await run()).code).toBe('QuotaExceeded.Instance');
  });

  it('down to MinCount, by the quota of instances', async () => {
    await begin({ Instances: 3 });
    expect(await launch({ Count: 5, MinCount: 2 })).toHaveLength(3);
  });

  it('down to MinCount, by the addresses of the subnets', async () => {
    const small = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.9.0/29' });
    const two = { NetworkInterfaces: [nic({ SubnetId: small }), nic({ SubnetId: small })] };
    expect((await run({ ...two, Count: 5, MinCount: 3 })).code).toBe('InsufficientIpInSubnet');
    expect(await launch({ ...two, Count: 5, MinCount: 2 })).toHaveLength(2);
    expect((await run(two)).code).toBe('InsufficientIpInSubnet');
    await sound();
  });

  it('down to MinCount, by the quota of secondary interfaces', async () => {
    await begin({ NetworkInterfaces: 3 });
    const two = { NetworkInterfaces: [nic(), nic()] };
    expect((await run({ ...two, Count: 4 })).code).toBe('QuotaExceeded.Eni');
    expect(await launch({ ...two, Count: 4, MinCount: 1 })).toHaveLength(3);
    expect(await launch({ Count: 2 })).toHaveLength(2);
  });

  it('down to MinCount, by the quota of EIPs', async () => {
    await begin({ Eips: 1 });
    const eip = { EipAddress: { BandwidthMbps: 1 } };
    expect((await run({ ...eip, Count: 2 })).code).toBe('QuotaExceeded.Eip');
    expect(await launch({ ...eip, Count: 2, MinCount: 1 })).toHaveLength(1);
  });

  it('and gives quota and addresses back when the instances are gone', async () => {
    await begin({ Instances: 1, NetworkInterfaces: 1 });
    const two = { NetworkInterfaces: [nic(), nic()] };
    for (let round = 0; round < 2; round += 1) {
      const [id = ''] = await launch(two);
      await server.advance(5000);
      await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
      await server.advance(3000);
    }
    await sound(true);
  });
});
