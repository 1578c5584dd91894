import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeBandwidthPackage } from '#test/support/bandwidth-package.ts';
import { breaches } from '#test/support/invariants.ts';
import { patchRow } from '#test/support/rows.ts';
import {
  madeGroup,
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
beforeEach(async () => {
  const quotas = { Instances: 3, NetworkInterfaces: 5, Eips: 1 };
  server = await startServer({ world: makeWorld({ quotas }) });
  here = await scene(server);
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const nic = (more?: Input) => nicInput(here, more);
const primary = (more: Input): Input => ({ NetworkInterfaces: [nic(more)] });
const run = (more: Input) => server.client.ecs('RunInstances', runInput(here, more));

interface Case {
  readonly what: string;
  readonly status?: number;
  readonly code: string;
  readonly input: () => Input | Promise<Input>;
}

const REQUEST: readonly Case[] = [
  {
    what: 'no type',
    code: 'MissingParameter.InstanceTypeId',
    input: () => ({ InstanceTypeId: '' }),
  },
  {
    what: 'no interfaces',
    code: 'MissingParameter.NetworkInterfaces',
    input: () => ({ NetworkInterfaces: [] }),
  },
  { what: 'no zone', code: 'MissingParameter.ZoneId', input: () => ({ ZoneId: '' }) },
  {
    what: 'MinCount above Count',
    code: 'InvalidMinCount.Malformed',
    input: () => ({ MinCount: 2 }),
  },
  { what: 'Count above 100', code: 'InvalidCount.Malformed', input: () => ({ Count: 101 }) },
  {
    what: 'a dry run of several',
    code: 'InvalidArgument',
    input: () => ({ DryRun: true, Count: 2 }),
  },
  {
    what: 'a named address for several instances',
    code: 'InvalidArgument',
    input: () => ({ Count: 2, ...primary({ PrimaryIpAddress: '10.0.0.9' }) }),
  },
  {
    what: 'a name with a digit first',
    code: 'InvalidInstanceName.Malformed',
    input: () => ({ InstanceName: '1a' }),
  },
  {
    what: 'a name that is too long with its number',
    code: 'InvalidInstanceName.Malformed',
    input: () => ({ InstanceName: `${'a'.repeat(125)}[]`, Count: 2 }),
  },
  {
    what: 'numbers of more than four digits',
    code: 'InvalidInstanceName.Malformed',
    input: () => ({ InstanceName: 'a[9999,4]' }),
  },
  {
    what: 'a hostname with two dots',
    code: 'InvalidHostname.Malformed',
    input: () => ({ Hostname: 'a..b' }),
  },
  {
    what: 'a hostname of letters that hosts do not have',
    code: 'InvalidHostname.Malformed',
    input: () => ({ HostName: 'a_b' }),
  },
  {
    what: 'a description with brackets',
    code: 'InvalidDescription.Malformed',
    input: () => ({ Description: 'a(b)' }),
  },
  {
    what: 'a password of two kinds of characters',
    code: 'InvalidPassword.Malformed',
    input: () => ({ Password: 'password1' }),
  },
  {
    what: 'user data that is no base64',
    code: 'InvalidUserData.Malformed',
    input: () => ({ UserData: '%%%' }),
  },
  {
    what: 'user data above 16 KiB',
    code: 'InvalidUserData.Malformed',
    input: () => ({ UserData: Buffer.alloc(16385).toString('base64') }),
  },
  {
    what: 'a reserved tag key',
    code: 'InvalidTags.Malformed',
    input: () => ({ Tags: [{ Key: 'Volc:x' }] }),
  },
  {
    what: 'a tag key twice',
    code: 'InvalidTags.Malformed',
    input: () => ({ Tags: [{ Key: 'a' }, { Key: 'a' }] }),
  },
  {
    what: 'a period that is not sold',
    code: 'InvalidPeriod.Malformed',
    input: () => ({ Period: 10 }),
  },
];

const WORLD: readonly Case[] = [
  {
    what: 'an unknown zone',
    status: 404,
    code: 'InvalidZone.NotFound',
    input: () => ({ ZoneId: 'cn-beijing-z' }),
  },
  {
    what: 'an unknown type',
    status: 404,
    code: 'InvalidInstanceType.NotFound',
    input: () => ({ InstanceTypeId: 'ecs.x.large' }),
  },
  {
    what: 'an unknown image',
    status: 404,
    code: 'InvalidImage.NotFound',
    input: () => ({ ImageId: 'image-none' }),
  },
  {
    what: 'a system volume below 20 GiB',
    code: 'LimitExceeded.SystemVolumeSize',
    input: () => ({ Volumes: [{ Size: 19 }] }),
  },
  {
    what: 'a data volume without a size',
    code: 'LimitExceeded.DataVolumeSize',
    input: () => ({ Volumes: [{ Size: 40 }, { VolumeType: 'ESSD_PL0' }] }),
  },
  {
    what: 'a snapshot that is not there',
    status: 404,
    code: 'InvalidSnapshot.NotFound',
    input: () => ({ Volumes: [{ Size: 40 }, { SnapshotId: 'snap-none' }] }),
  },
  {
    what: 'a snapshot of somebody else',
    status: 404,
    code: 'InvalidSnapshot.NotFound',
    async input() {
      const SnapshotId = await snapshot();
      await patchRow(server, 'snapshot', SnapshotId, { account_id: '2' });
      return { Volumes: [{ Size: 40 }, { SnapshotId }] };
    },
  },
  {
    what: 'a snapshot that is not finished',
    code: 'InvalidSnapshotStatus',
    async input() {
      const SnapshotId = await snapshot();
      await patchRow(server, 'snapshot', SnapshotId, { status: 'creating' });
      return { Volumes: [{ Size: 40 }, { SnapshotId }] };
    },
  },
  {
    what: 'a data volume that is smaller than its snapshot',
    code: 'LimitExceeded.DataVolumeSize',
    input: async () => ({ Volumes: [{ Size: 40 }, { Size: 49, SnapshotId: await snapshot() }] }),
  },
  {
    what: 'a system volume that is smaller than its snapshot',
    code: 'LimitExceeded.SystemVolumeSize',
    input: async () => ({ Volumes: [{ Size: 40, SnapshotId: await snapshot() }] }),
  },
];

/** A snapshot of a volume of 50 GiB. */
const snapshot = async () => madeSnapshot(server, await madeVolume(server, { Size: 50 }));

const NETWORK: readonly Case[] = [
  {
    what: 'more interfaces than the type takes',
    code: 'LimitExceeded.EnisPerInstance',
    input: () => ({ NetworkInterfaces: [nic(), nic(), nic(), nic()] }),
  },
  {
    what: 'an unknown subnet',
    status: 404,
    code: 'InvalidSubnet.NotFound',
    input: () => primary({ SubnetId: 'subnet-none' }),
  },
  {
    what: 'a subnet that is not Available',
    code: 'InvalidSubnet.InvalidStatus',
    async input() {
      await patchRow(server, 'subnet', here.subnetId, { status: 'Pending' });
      return {};
    },
  },
  {
    what: 'a subnet of another zone',
    code: 'InvalidSubnet.ZoneMismatch',
    input: () => ({ ZoneId: 'cn-beijing-b' }),
  },
  {
    what: 'subnets of two VPCs',
    code: 'InvalidSubnet.VpcMismatch',
    async input() {
      const { subnetId, groupId } = await scene(server);
      const other = nic({ SubnetId: subnetId, SecurityGroupIds: [groupId] });
      return { NetworkInterfaces: [nic(), other] };
    },
  },
  {
    what: 'more groups than an interface takes',
    code: 'QuotaExceeded.EniSecurityGroup',
    async input() {
      const groups = [];
      for (let n = 0; n < 6; n += 1) groups.push(await madeGroup(server, here.vpcId));
      return primary({ SecurityGroupIds: groups });
    },
  },
  {
    what: 'an unknown group',
    status: 404,
    code: 'InvalidSecurityGroupId.NotFound',
    input: () => primary({ SecurityGroupIds: ['sg-none'] }),
  },
  {
    what: 'a group that is not Available',
    code: 'InvalidSecurityGroup.InvalidStatus',
    async input() {
      await patchRow(server, 'security_group', here.groupId, { status: 'Creating' });
      return {};
    },
  },
  {
    what: 'a group of another VPC',
    code: 'InvalidSecurityGroup.VpcMismatch',
    async input() {
      return primary({ SecurityGroupIds: [(await scene(server)).groupId] });
    },
  },
  {
    what: 'secondary addresses on a secondary interface',
    code: 'InvalidArgument',
    input: () => ({ NetworkInterfaces: [nic(), nic({ PrivateIpAddresses: ['10.0.0.50'] })] }),
  },
  {
    what: 'more addresses than the type takes',
    code: 'LimitExceeded.PrivateIpsPerEni',
    input: () =>
      primary({ PrivateIpAddresses: Array.from({ length: 10 }, (_, n) => `10.0.0.${100 + n}`) }),
  },
  {
    what: 'two IPv6 addresses',
    code: 'LimitExceeded.Ipv6AddressesPerEni',
    input: () => primary({ Ipv6AddressCount: 2 }),
  },
  {
    what: 'IPv6 in a subnet without it',
    code: 'InvalidSubnet.DisableIpv6',
    async input() {
      const SubnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.5.0/24' });
      return primary({ SubnetId, Ipv6AddressCount: 1 });
    },
  },
  {
    what: 'an address outside the subnet',
    code: 'InvalidPrivateIp.Malformed',
    input: () => primary({ PrimaryIpAddress: '10.0.1.9' }),
  },
  {
    what: 'one address twice',
    code: 'InvalidPrivateIp.InUse',
    input: () => primary({ PrimaryIpAddress: '10.0.0.9', PrivateIpAddresses: ['10.0.0.9'] }),
  },
];

const EIP: readonly Case[] = [
  {
    what: 'a subscribed EIP on an instance that is not',
    code: 'InvalidEipAddress.Malformed',
    input: () => ({ EipAddress: { ChargeType: 'PrePaid' } }),
  },
  {
    what: 'more bandwidth than the charge type allows',
    code: 'InvalidBandwidth.Malformed',
    input: () => ({ EipAddress: { ChargeType: 'PayByTraffic', BandwidthMbps: 201 } }),
  },
  {
    what: 'a protection without its instance',
    code: 'InvalidSecurityProtectionTypes.Malformed',
    input: () => ({ EipAddress: { SecurityProtectionTypes: ['AntiDDoS_Enhanced'] } }),
  },
  {
    what: 'a bandwidth package that is not there',
    status: 404,
    code: 'InvalidBandwidthPackage.NotFound',
    input: () => ({ EipAddress: { BandwidthPackageId: 'bwp-1' } }),
  },
  {
    what: 'a bandwidth package of another line',
    code: 'InvalidBandwidthPackage.ISPMismatch',
    async input() {
      const BandwidthPackageId = await madeBandwidthPackage(server);
      return { EipAddress: { BandwidthPackageId, ISP: 'ChinaMobile' } };
    },
  },
  {
    what: 'an EIP where there is no IPv4',
    code: 'InvalidSubnet.DisableIpv4',
    async input() {
      const SubnetId = await madeIpv6OnlySubnet(server, here.vpcId);
      return { ...primary({ SubnetId }), EipAddress: { BandwidthMbps: 1 } };
    },
  },
];

const ROOM: readonly Case[] = [
  {
    what: 'more instances than the quota',
    code: 'QuotaExceeded.Instance',
    input: () => ({ Count: 5, MinCount: 4 }),
  },
  {
    what: 'more secondary interfaces than the quota',
    code: 'QuotaExceeded.Eni',
    input: () => ({ Count: 3, NetworkInterfaces: [nic(), nic(), nic()] }),
  },
  {
    what: 'more EIPs than the quota',
    code: 'QuotaExceeded.Eip',
    input: () => ({ Count: 2, EipAddress: { BandwidthMbps: 1 } }),
  },
  {
    what: 'more addresses than the subnet has',
    code: 'InsufficientIpInSubnet',
    async input() {
      const SubnetId = await madeSubnet(server, here.vpcId, { CidrBlock: '10.0.9.0/29' });
      return { Count: 3, NetworkInterfaces: [nic({ SubnetId }), nic({ SubnetId })] };
    },
  },
];

describe.each(
  Object.entries({ REQUEST, WORLD, NETWORK, EIP, ROOM }),
)('RunInstances refuses (%s)', (_, cases) => {
  it.each(cases)('$what: $code', async ({ status = 400, code, input }) => {
    expect(await run(await input())).toMatchObject({ status, code });
    const { TotalCount } = await server.client.ok('ecs', 'DescribeInstances', {});
    expect(TotalCount).toBe(0);
    expect(await breaches(server.store, server.world)).toEqual([]);
  });
});

it('refuses a token of the wrong length in the words of ecs', async () => {
  expect(await run({ ClientToken: 'x'.repeat(65) })).toMatchObject({
    status: 400,
    code: 'InvalidClientToken.Malformed',
    message: 'The specified ClientToken is malformed.',
  });
});
