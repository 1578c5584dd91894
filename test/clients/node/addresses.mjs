// Pools of addresses, EIPs that are watched, bandwidth packages and IPv4 gateways.
import assert from 'node:assert/strict';
import { until, untilGone } from './check.mjs';

export async function pools({ vpc }) {
  const { IpAddressPoolId } = await vpc('CreateIpAddressPool', {
    ISP: 'BGP',
    Name: 'scenario',
    CidrBlock: '203.0.113.0/28',
  });
  const pool = { IpAddressPoolId };
  const poolIs = () => until('Available', () => vpc('DescribeIpAddressPoolAttributes', pool));
  assert.equal((await poolIs()).TotalIpCount, 16);
  await vpc('ModifyIpAddressPoolAttributes', { ...pool, Name: 'renamed' });
  await poolIs();
  const CidrBlock = '203.0.113.32/28';
  await vpc('AddIpAddressPoolCidrBlock', { ...pool, CidrBlock });
  const blocks = async () => {
    const { IpAddressPoolCidrBlocks } = await vpc('DescribeIpAddressPoolCidrBlocks', pool);
    return IpAddressPoolCidrBlocks;
  };
  const added = async () => (await blocks()).filter((each) => each.CidrBlock === CidrBlock);
  assert.equal((await until('Available', async () => (await added())[0] ?? {})).TotalIpCount, 16);
  await poolIs();

  const { AllocationId, EipAddress } = await vpc('AllocateEipAddress', {
    BillingType: 3,
    ...pool,
    IpAddress: '203.0.113.9',
  });
  assert.equal(EipAddress, '203.0.113.9');
  const listed = async () =>
    (await vpc('DescribeIpAddressPools', { IpAddressPoolIds: [IpAddressPoolId] })).IpAddressPools;
  const [{ Name, UsedIpCount }] = await listed();
  assert.deepEqual([Name, UsedIpCount], ['renamed', 1]);
  await watched(vpc, AllocationId);
  await vpc('ReleaseEipAddress', { AllocationId });
  await untilGone(async () => {
    const { EipAddresses } = await vpc('DescribeEipAddresses', { AllocationIds: [AllocationId] });
    return EipAddresses;
  });
  await poolIs();
  await vpc('DeleteIpAddressPoolCidrBlock', { ...pool, CidrBlock });
  await untilGone(added);
  await poolIs();
  await vpc('DeleteIpAddressPool', pool);
  await untilGone(listed);
}

async function watched(vpc, AllocationId) {
  await until('Available', () => vpc('DescribeEipAddressAttributes', { AllocationId }));
  await vpc('EnableEipAddressHighResolutionMonitor', {
    AllocationIds: [AllocationId],
    LogProjectName: 'metrics',
    LogTopicName: 'eips',
  });
  const monitor = () => vpc('DescribeEipAddressHighResolutionMonitorAttribute', { AllocationId });
  assert.deepEqual((await monitor()).LogTopicName, 'eips');
  await vpc('DisableEipAddressHighResolutionMonitor', { AllocationIds: [AllocationId] });
  assert.deepEqual((await monitor()).LogTopicName, '');
}

export async function packages({ vpc }) {
  const { BandwidthPackageId } = await vpc('CreateBandwidthPackage', {
    Bandwidth: 10,
    ISP: 'BGP',
    BandwidthPackageName: 'scenario',
  });
  const one = { BandwidthPackageId };
  const listed = async () => {
    const filter = { BandwidthPackageIds: [BandwidthPackageId] };
    return (await vpc('DescribeBandwidthPackages', filter)).BandwidthPackages;
  };
  const packageIs = () => until('Available', async () => (await listed())[0] ?? {});
  assert.equal((await packageIs()).Bandwidth, 10);
  await vpc('ModifyBandwidthPackageAttributes', { ...one, BandwidthPackageName: 'renamed' });
  await packageIs();
  await vpc('ModifyBandwidthPackageSpec', { ...one, Bandwidth: 20 });
  const changed = await packageIs();
  assert.deepEqual([changed.BandwidthPackageName, changed.Bandwidth], ['renamed', 20]);
  const { TrafficData } = await vpc('Describe95Traffic', {
    ResourceType: 'BandwidthPackage',
    InstanceId: BandwidthPackageId,
    Day: '2026-01-01',
  });
  assert.deepEqual([TrafficData.InstanceId, TrafficData.Bandwidth], [BandwidthPackageId, 20]);

  const { AllocationId } = await vpc('AllocateEipAddress', { BillingType: 3 });
  const eipIs = () =>
    until('Available', () => vpc('DescribeEipAddressAttributes', { AllocationId }));
  await eipIs();
  await vpc('AddBandwidthPackageIp', { ...one, AllocationId });
  const { EipAddresses } = await packageIs();
  assert.equal(EipAddresses[0].AllocationId, AllocationId);
  await eipIs();
  await vpc('ModifyBandwidthPackageEipBandwidth', { AllocationId, Bandwidth: 5 });
  await packageIs();
  await eipIs();
  await vpc('CancelBandwidthPackageEipBandwidth', { AllocationId });
  await packageIs();
  await eipIs();
  await vpc('RemoveBandwidthPackageIp', { ...one, AllocationId });
  assert.deepEqual((await packageIs()).EipAddresses, []);
  await eipIs();
  await vpc('ReleaseEipAddress', { AllocationId });
  await vpc('DeleteBandwidthPackage', one);
  await untilGone(listed);
}

export async function ipv4Gateways({ vpc }, { VpcId }) {
  const { Ipv4GatewayId } = await vpc('CreateIpv4Gateway', { Ipv4GatewayName: 'scenario' });
  const one = { Ipv4GatewayId };
  const listed = async () =>
    (await vpc('DescribeIpv4Gateways', { Ipv4GatewayIds: [Ipv4GatewayId] })).Ipv4Gateways;
  const settled = () => until('Available', async () => (await listed())[0] ?? {});
  assert.equal((await settled()).Enabled, false);
  await vpc('AttachIpv4Gateway', { ...one, VpcId });
  assert.equal((await settled()).VpcId, VpcId);
  await vpc('ModifyIpv4Gateway', { ...one, Ipv4GatewayName: 'renamed' });
  assert.equal((await settled()).Ipv4GatewayName, 'renamed');
  await vpc('EnableIpv4Gateway', one);
  assert.equal((await settled()).Enabled, true);
  await vpc('DisableIpv4Gateway', one);
  assert.equal((await settled()).Enabled, false);
  await vpc('DetachIpv4Gateway', { ...one, VpcId });
  assert.equal((await settled()).VpcId, '');
  await vpc('DeleteIpv4Gateway', one);
  await untilGone(listed);
}
