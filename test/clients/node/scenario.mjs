// The steps of test/clients/lib/steps.ts, for any client that can call(service, action, input).
import assert from 'node:assert/strict';
import { ipv4Gateways, packages, pools } from './addresses.mjs';
import { poll, refused, until, untilGone, ZONE } from './check.mjs';
import { clb } from './clb.mjs';
import { clusters, commands, events, keyPairs } from './fleet.mjs';
import { iam } from './iam.mjs';
import { ipam } from './ipam.mjs';
import { nat } from './nat.mjs';
import { snapshots } from './snapshots.mjs';
import { flowLogs, groups, mirrors } from './traffic.mjs';

const TYPE = 'ecs.g3i.large';
/** Text in which signatures go wrong when a client and a server escape differently. */
const DESCRIPTION = 'spaces, 中文 _ and = -';

const versionOf = (service) => (['iam', 'sts'].includes(service) ? '2018-01-01' : '2020-04-01');

/** Plays every step, prints a line of JSON for each, and then how often it called which action. */
export async function play(signedBy, post) {
  const calls = {};
  const counted = (credentials) => {
    const call = signedBy(credentials);
    return (service, action, input = {}, options = {}) => {
      const name = `${service}:${action}`;
      calls[name] = (calls[name] ?? 0) + 1;
      return call(service, action, input, { version: versionOf(service), ...options });
    };
  };
  const own = {
    accessKeyId: process.env.VOLCENGINE_ACCESS_KEY,
    secretAccessKey: process.env.VOLCENGINE_SECRET_KEY,
  };
  const on = { call: counted(own), counted, own, post, made: { Others: [] } };
  on.vpc = (action, input) => on.call('vpc', action, input);
  on.ecs = (action, input) => on.call('ecs', action, input);
  for (const [step, plays] of Object.entries(STEPS)) {
    await plays(on, on.made);
    console.log(JSON.stringify({ step }));
  }
  console.log(JSON.stringify({ calls }));
}

const STEPS = {
  async network({ vpc }, made) {
    const { VpcId } = await vpc('CreateVpc', { CidrBlock: '10.0.0.0/16', VpcName: 'scenario' });
    await until('Available', () => vpc('DescribeVpcAttributes', { VpcId }));
    const { SubnetId } = await vpc('CreateSubnet', {
      VpcId,
      ZoneId: ZONE,
      CidrBlock: '10.0.1.0/24',
      Description: DESCRIPTION,
    });
    const subnet = await until('Available', () => vpc('DescribeSubnetAttributes', { SubnetId }));
    assert.equal(subnet.AvailableIpAddressCount, 253);
    const listed = await vpc('DescribeSubnets', { VpcId, SubnetIds: [SubnetId] });
    assert.equal(listed.Subnets[0].Description, DESCRIPTION);
    const { SecurityGroupId } = await vpc('CreateSecurityGroup', { VpcId });
    const groupIs = (status) =>
      until(status, () => vpc('DescribeSecurityGroupAttributes', { SecurityGroupId }));
    await groupIs('Available');
    await vpc('ModifySecurityGroupAttributes', { SecurityGroupId, SecurityGroupName: 'renamed' });
    assert.equal((await groupIs('Available')).SecurityGroupName, 'renamed');
    const { Vpcs } = await vpc('DescribeVpcs', { VpcIds: [VpcId] });
    assert.deepEqual(Vpcs[0].SubnetIds, [SubnetId]);
    assert.ok(Vpcs[0].SecurityGroupIds.includes(SecurityGroupId));
    Object.assign(made, { VpcId, SubnetId, SecurityGroupId });
  },

  async rules({ vpc }, { SecurityGroupId }) {
    const ssh = { SecurityGroupId, Protocol: 'tcp', PortStart: 22, PortEnd: 22 };
    const dns = { SecurityGroupId, Protocol: 'udp', PortStart: 53, PortEnd: 53, Policy: 'drop' };
    const inward = { ...ssh, CidrIp: '10.0.0.0/8', Priority: 2 };
    const outward = { ...dns, CidrIp: '0.0.0.0/0', Priority: 100 };
    const listed = async (Direction) => {
      const filter = { SecurityGroupId, Direction };
      const group = await until('Available', () => vpc('DescribeSecurityGroupAttributes', filter));
      return group.Permissions.filter(({ PortStart }) => PortStart > 0);
    };
    await vpc('AuthorizeSecurityGroupIngress', { ...inward, Description: 'ssh' });
    const [rule] = await listed('ingress');
    const { Protocol, PortEnd, Priority, Policy, CidrIp, Description } = rule;
    assert.deepEqual(
      [Protocol, PortEnd, Priority, Policy, CidrIp, Description],
      ['tcp', 22, 2, 'accept', '10.0.0.0/8', 'ssh'],
    );
    await vpc('ModifySecurityGroupRuleDescriptionsIngress', { ...inward, Description: 'shell' });
    assert.equal((await listed('ingress'))[0].Description, 'shell');
    await vpc('AuthorizeSecurityGroupEgress', outward);
    assert.equal((await listed('egress'))[0].Policy, 'drop');
    await vpc('RevokeSecurityGroupEgress', outward);
    await vpc('RevokeSecurityGroupIngress', inward);
    assert.deepEqual([...(await listed('egress')), ...(await listed('ingress'))], []);
  },

  async tags({ vpc }, { VpcId }) {
    const it = { ResourceType: 'vpc', ResourceIds: [VpcId] };
    const Tags = [
      { Key: 'env', Value: 'test' },
      { Key: 'without value', Value: '' },
    ];
    await vpc('TagResources', { ...it, Tags });
    const found = () => vpc('DescribeVpcs', { TagFilters: [{ Key: 'env', Values: ['test'] }] });
    assert.deepEqual((await found()).Vpcs[0].Tags, Tags);
    const { ResourceTags } = await vpc('ListTagsForResources', it);
    assert.deepEqual(ResourceTags.map(({ TagKey }) => TagKey).sort(), ['env', 'without value']);
    await vpc('UntagResources', { ...it, TagKeys: ['env'] });
    assert.deepEqual((await found()).Vpcs, []);
  },

  async catalogue({ ecs }, made) {
    const { Zones } = await ecs('DescribeZones');
    assert.ok(Zones.some(({ ZoneId }) => ZoneId === ZONE));
    const { Images } = await ecs('DescribeImages', { OsType: 'Linux' });
    made.ImageId = Images[0].ImageId;
    const { InstanceTypes } = await ecs('DescribeInstanceTypes', { InstanceTypeIds: [TYPE] });
    assert.equal(InstanceTypes.length, 1);
    assert.equal(InstanceTypes[0].Network.MaximumNetworkInterfaces, 3);
  },

  async instances({ ecs }, made) {
    const { InstanceIds } = await ecs('RunInstances', {
      ZoneId: ZONE,
      ImageId: made.ImageId,
      InstanceTypeId: TYPE,
      InstanceName: 'scenario',
      Count: 2,
      NetworkInterfaces: [{ SubnetId: made.SubnetId, SecurityGroupIds: [made.SecurityGroupId] }],
    });
    assert.equal(InstanceIds.length, 2);
    await until('RUNNING,RUNNING', async () => {
      const { Instances } = await ecs('DescribeInstances', { InstanceIds });
      return { Status: Instances.map(({ Status }) => Status).join() };
    });
    made.InstanceIds = InstanceIds;
    await apart(ecs, InstanceIds[0]);
    await template(ecs, made.ImageId);
    await image(ecs, InstanceIds[0]);
  },

  async operations({ ecs }, { InstanceIds }) {
    const [InstanceId] = InstanceIds;
    const isNow = (status) =>
      until(status, async () => {
        const { Instances } = await ecs('DescribeInstances', { InstanceIds: [InstanceId] });
        return Instances[0];
      });
    await ecs('StopInstance', { InstanceId });
    await isNow('STOPPED');
    await ecs('StartInstance', { InstanceId });
    await isNow('RUNNING');
    const { OperationDetails } = await ecs('RebootInstances', { InstanceIds });
    assert.deepEqual(
      OperationDetails.map((each) => each.InstanceId).sort(),
      [...InstanceIds].sort(),
    );
    await isNow('RUNNING');
  },

  async interface({ vpc }, made) {
    const { NetworkInterfaceId } = await vpc('CreateNetworkInterface', {
      SubnetId: made.SubnetId,
      SecurityGroupIds: [made.SecurityGroupId],
      SecondaryPrivateIpAddressCount: 2,
      Tags: [{ Key: 'team', Value: 'network' }],
    });
    made.NetworkInterfaceId = NetworkInterfaceId;
    const eni = await interfaceIs('Available', vpc, made);
    assert.equal(eni.Type, 'secondary');
    assert.match(eni.MacAddress, /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
    const addresses = eni.PrivateIpSets.PrivateIpSet;
    assert.equal(addresses.length, 3);
    assert.deepEqual(
      addresses.filter(({ Primary }) => Primary).map(({ PrivateIpAddress }) => PrivateIpAddress),
      [eni.PrimaryIpAddress],
    );
    await vpc('ModifyNetworkInterfaceAttributes', {
      NetworkInterfaceId,
      NetworkInterfaceName: 'renamed',
    });
    const { NetworkInterfaceSets } = await vpc('DescribeNetworkInterfaces', {
      NetworkInterfaceIds: [NetworkInterfaceId],
      TagFilters: [{ Key: 'team', Values: ['network'] }],
    });
    assert.equal(NetworkInterfaceSets[0].NetworkInterfaceName, 'renamed');
    assert.deepEqual(NetworkInterfaceSets[0].Tags, [{ Key: 'team', Value: 'network' }]);
  },

  async addresses({ vpc }, { NetworkInterfaceId }) {
    const { PrivateIpSet } = await vpc('AssignPrivateIpAddresses', {
      NetworkInterfaceId,
      SecondaryPrivateIpAddressCount: 1,
    });
    assert.equal(PrivateIpSet.length, 1);
    await vpc('UnassignPrivateIpAddresses', { NetworkInterfaceId, PrivateIpAddress: PrivateIpSet });
  },

  async ipv6({ vpc }, made) {
    const { VpcId, SubnetId, NetworkInterfaceId } = made;
    await vpc('ModifyVpcAttributes', { VpcId, EnableIpv6: true });
    await until('Available', () => vpc('DescribeVpcAttributes', { VpcId }));
    await vpc('ModifySubnetAttributes', { SubnetId, EnableIpv6: true, Ipv6CidrBlock: 1 });
    await until('Available', () => vpc('DescribeSubnetAttributes', { SubnetId }));
    const { Ipv6Set } = await vpc('AssignIpv6Addresses', {
      NetworkInterfaceId,
      Ipv6AddressCount: 2,
    });
    assert.equal(Ipv6Set.length, 2);
    await vpc('UnassignIpv6Addresses', { NetworkInterfaceId, Ipv6Address: [Ipv6Set[0]] });
    assert.deepEqual((await interfaceIs('Available', vpc, made)).IPv6Sets, [Ipv6Set[1]]);
  },

  async attach({ vpc, ecs }, made) {
    const { NetworkInterfaceId } = made;
    const [InstanceId] = made.InstanceIds;
    await vpc('AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    assert.equal((await interfaceIs('InUse', vpc, made)).DeviceId, InstanceId);
    const { Instances } = await ecs('DescribeInstances', { InstanceIds: [InstanceId] });
    assert.deepEqual(Instances[0].NetworkInterfaces.map(({ Type }) => Type).sort(), [
      'primary',
      'secondary',
    ]);
  },

  async refusals({ vpc }, { VpcId, SubnetId, NetworkInterfaceId, InstanceIds }) {
    const again = { NetworkInterfaceId, InstanceId: InstanceIds[1] };
    await refused(400, 'InvalidEni.InvalidStatus', vpc('AttachNetworkInterface', again));
    const unknown = { NetworkInterfaceId: 'eni-unknown' };
    await refused(404, 'InvalidEniId.NotFound', vpc('DescribeNetworkInterfaceAttributes', unknown));
    await refused(
      400,
      'InvalidEni.InvalidStatus',
      vpc('DeleteNetworkInterface', { NetworkInterfaceId }),
    );
    await refused(400, 'MissingParameter', vpc('AttachNetworkInterface', { NetworkInterfaceId }));
    await refused(400, 'InvalidSubnet.InUse', vpc('DeleteSubnet', { SubnetId }));
    await refused(400, 'InvalidVpc.InUse', vpc('DeleteVpc', { VpcId }));
  },

  form: (on) => post(on, 'form'),
  json: (on) => post(on, 'json'),

  async pages({ vpc, ecs }, { VpcId, InstanceIds }) {
    const found = [];
    for (let PageNumber = 1; ; PageNumber += 1) {
      const page = await vpc('DescribeNetworkInterfaces', { VpcId, PageNumber, PageSize: 2 });
      assert.equal(page.TotalCount, 5);
      found.push(...page.NetworkInterfaceSets.map((each) => each.NetworkInterfaceId));
      if (page.NetworkInterfaceSets.length < 2) break;
    }
    assert.equal(new Set(found).size, 5);
    const instances = [];
    let NextToken = '';
    do {
      const page = await ecs('DescribeInstances', {
        VpcId,
        MaxResults: 1,
        ...(NextToken && { NextToken }),
      });
      instances.push(...page.Instances.map(({ InstanceId }) => InstanceId));
      NextToken = page.NextToken;
    } while (NextToken !== '');
    assert.deepEqual(instances.sort(), [...InstanceIds].sort());
  },

  async routes({ vpc }, { VpcId, SubnetId, NetworkInterfaceId }) {
    const settled = () => until('Available', () => vpc('DescribeVpcAttributes', { VpcId }));
    const { RouteTableId } = await vpc('CreateRouteTable', { VpcId, RouteTableName: 'own' });
    await settled();
    const table = async () => {
      const { RouterTableList } = await vpc('DescribeRouteTableList', { RouteTableId });
      return RouterTableList[0];
    };
    assert.equal((await table()).RouteTableType, 'Custom');
    const { RouteEntryId } = await vpc('CreateRouteEntry', {
      RouteTableId,
      DestinationCidrBlock: '172.16.0.0/16',
      NextHopType: 'NetworkInterface',
      NextHopId: NetworkInterfaceId,
    });
    const entries = async () => {
      const filter = { RouteTableId, RouteEntryId, RouteEntryType: 'Custom' };
      return (await vpc('DescribeRouteEntryList', filter)).RouteEntries;
    };
    const entryIs = (status) => until(status, async () => (await entries())[0] ?? {});
    assert.equal((await entryIs('Available')).NextHopId, NetworkInterfaceId);
    await settled();
    await vpc('ModifyRouteEntry', { RouteEntryId, RouteEntryName: 'renamed' });
    assert.equal((await entryIs('Available')).RouteEntryName, 'renamed');
    await settled();
    await vpc('AssociateRouteTable', { RouteTableId, SubnetId });
    await poll(
      async () => (await table()).SubnetIds.includes(SubnetId),
      () => 'it is not bound',
    );
    await settled();
    await vpc('DisassociateRouteTable', { RouteTableId, SubnetId });
    await untilGone(async () => (await table()).SubnetIds);
    await settled();
    await vpc('DeleteRouteEntry', { RouteEntryId });
    await untilGone(entries);
    await settled();
    await vpc('DeleteRouteTable', { RouteTableId });
    await untilGone(async () => [await table()].filter(Boolean));
    await settled();
  },

  async eip({ vpc }, made) {
    const { NetworkInterfaceId } = made;
    const { AllocationId, EipAddress } = await vpc('AllocateEipAddress', {
      BillingType: 3,
      Bandwidth: 5,
      ISP: 'BGP',
    });
    const eipIs = (status) =>
      until(status, () => vpc('DescribeEipAddressAttributes', { AllocationId }));
    assert.equal((await eipIs('Available')).BillingType, 3);
    const bound = { AllocationId, InstanceId: NetworkInterfaceId };
    await vpc('AssociateEipAddress', { ...bound, InstanceType: 'NetworkInterface' });
    assert.equal((await eipIs('Attached')).InstanceId, NetworkInterfaceId);
    const eni = await interfaceIs('InUse', vpc, made);
    assert.equal(eni.AssociatedElasticIp.EipAddress, EipAddress);
    await vpc('DisassociateEipAddress', bound);
    await eipIs('Available');
    await vpc('ReleaseEipAddress', { AllocationId });
    await untilGone(async () => {
      const { EipAddresses } = await vpc('DescribeEipAddresses', { AllocationIds: [AllocationId] });
      return EipAddresses;
    });
  },

  async volumes({ call }, { InstanceIds }) {
    const ebs = (action, input) => call('storage_ebs', action, input);
    const { VolumeId } = await ebs('CreateVolume', {
      VolumeName: 'scenario',
      VolumeType: 'ESSD_PL0',
      Size: 10,
      ZoneId: ZONE,
      Tags: [{ Key: 'team', Value: 'storage' }],
    });
    const listed = async () => (await ebs('DescribeVolumes', { VolumeIds: [VolumeId] })).Volumes;
    const volumeIs = (status) => until(status, async () => (await listed())[0]);
    assert.equal((await volumeIs('available')).InstanceId, '');
    const pair = { VolumeId, InstanceId: InstanceIds[0] };
    await ebs('AttachVolume', { ...pair, DeleteWithInstance: true });
    const { InstanceId, Size, Tags } = await volumeIs('attached');
    assert.deepEqual([InstanceId, Size, Tags.length], [pair.InstanceId, '10', 1]);
    await ebs('ExtendVolume', { VolumeId, NewSize: 20 });
    assert.equal((await volumeIs('attached')).Size, '20');
    await ebs('DetachVolume', pair);
    await volumeIs('available');
    await ebs('DeleteVolume', { VolumeId });
    await untilGone(listed);
  },

  snapshots,
  keyPairs,
  clusters,
  commands,
  events,
  nat,
  clb,
  packages,
  pools,
  ipv4Gateways,
  ipam,
  flowLogs,
  mirrors,
  groups,
  iam,

  async session({ counted }, { VpcId }) {
    const key = {
      accessKeyId: process.env.SESSION_ACCESS_KEY,
      secretAccessKey: process.env.SESSION_SECRET_KEY,
    };
    const input = { VpcIds: [VpcId] };
    const good = counted({ ...key, sessionToken: process.env.SESSION_TOKEN });
    assert.equal((await good('vpc', 'DescribeVpcs', input)).Vpcs.length, 1);
    const bad = counted({ ...key, sessionToken: 'another' });
    await refused(401, 'InvalidSecretToken', bad('vpc', 'DescribeVpcs', input));
  },

  async secret({ counted, own }) {
    const wrong = counted({ ...own, secretAccessKey: 'not the secret key' });
    await refused(401, 'SignatureDoesNotMatch', wrong('vpc', 'DescribeVpcs'));
  },

  async end({ vpc, ecs }, made) {
    const { VpcId, SubnetId, SecurityGroupId, NetworkInterfaceId, InstanceIds, Others } = made;
    await vpc('DetachNetworkInterface', { NetworkInterfaceId, InstanceId: InstanceIds[0] });
    await interfaceIs('Available', vpc, made);
    const secondary = [NetworkInterfaceId, ...Others];
    for (const id of secondary) await vpc('DeleteNetworkInterface', { NetworkInterfaceId: id });
    await ecs('DeleteInstance', { InstanceId: InstanceIds[0] });
    await ecs('DeleteInstances', { InstanceIds: InstanceIds.slice(1) });
    await untilGone(async () => (await ecs('DescribeInstances', { InstanceIds })).Instances);
    await untilGone(async () => {
      const { NetworkInterfaceSets } = await vpc('DescribeNetworkInterfaces', { VpcId });
      return NetworkInterfaceSets;
    });
    await vpc('DeleteSecurityGroup', { SecurityGroupId });
    await vpc('DeleteSubnet', { SubnetId });
    await untilGone(async () => (await vpc('DescribeSubnets', { VpcId })).Subnets);
    await vpc('DeleteVpc', { VpcId });
    await untilGone(async () => (await vpc('DescribeVpcs', { VpcIds: [VpcId] })).Vpcs);
  },
};

async function apart(ecs, InstanceId) {
  const { DeploymentSetId } = await ecs('CreateDeploymentSet', { DeploymentSetName: 'scenario' });
  await ecs('ModifyInstanceDeployment', { InstanceId, DeploymentSetId });
  const { DeploymentSets } = await ecs('DescribeDeploymentSets', {
    DeploymentSetIds: [DeploymentSetId],
  });
  assert.deepEqual(DeploymentSets[0].InstanceIds, [InstanceId]);
  await ecs('ModifyInstanceDeployment', { InstanceId, DeploymentSetId: '' });
  await ecs('DeleteDeploymentSet', { DeploymentSetId });
}

async function template(ecs, ImageId) {
  const LaunchTemplateName = 'scenario';
  await ecs('CreateLaunchTemplate', { LaunchTemplateName });
  await ecs('CreateLaunchTemplateVersion', {
    LaunchTemplateName,
    ImageId,
    Eip: { Bandwidth: 5 },
    Volumes: [{ Size: 40 }],
  });
  const { LaunchTemplateVersions } = await ecs('DescribeLaunchTemplateVersions', {
    LaunchTemplateName,
    LaunchTemplateVersions: [2],
  });
  const { Eip, Volumes } = LaunchTemplateVersions[0].LaunchTemplateVersionData;
  assert.deepEqual([Eip.Bandwidth, Volumes[0].Size], [5, 40]);
  await ecs('DeleteLaunchTemplateVersion', { LaunchTemplateName, DeleteVersions: [2] });
  await ecs('DeleteLaunchTemplate', { LaunchTemplateName });
}

async function image(ecs, InstanceId) {
  const { ImageId } = await ecs('CreateImage', { InstanceId, ImageName: 'scenario' });
  await until('Succeeded', async () => {
    const { Tasks } = await ecs('DescribeTasks', { ResourceIds: [ImageId] });
    return Tasks[0];
  });
  const { Images } = await ecs('DescribeImages', { Visibility: 'private' });
  assert.deepEqual([Images[0].ImageId, Images[0].Status], [ImageId, 'available']);
  await ecs('DeleteImages', { ImageIds: [ImageId] });
}

async function post({ call, vpc, post: options, made }, how) {
  const { NetworkInterfaceId } = await call(
    'vpc',
    'CreateNetworkInterface',
    {
      SubnetId: made.SubnetId,
      SecurityGroupIds: [made.SecurityGroupId],
      Tags: [{ Key: 'sent as', Value: how }],
      PortSecurityEnabled: true,
    },
    options[how],
  );
  const eni = await interfaceIs('Available', vpc, { NetworkInterfaceId });
  assert.deepEqual(eni.Tags, [{ Key: 'sent as', Value: how }]);
  made.Others.push(NetworkInterfaceId);
}

const interfaceIs = (status, vpc, { NetworkInterfaceId }) =>
  until(status, () => vpc('DescribeNetworkInterfaceAttributes', { NetworkInterfaceId }));
