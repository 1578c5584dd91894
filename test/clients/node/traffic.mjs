// Flow logs, traffic mirrors and instance groups.
import assert from 'node:assert/strict';
import { until, untilGone } from './check.mjs';

export async function flowLogs({ vpc }, { SubnetId }) {
  const { FlowLogId } = await vpc('CreateFlowLog', {
    FlowLogName: 'scenario',
    ResourceType: 'subnet',
    ResourceId: SubnetId,
    TrafficType: 'All',
    TrafficPath: ['all'],
    LogProjectName: 'project',
    LogTopicName: 'topic',
    AggregationInterval: 10,
  });
  const listed = async () => (await vpc('DescribeFlowLogs', { FlowLogIds: [FlowLogId] })).FlowLogs;
  const logIs = (status) => until(status, async () => (await listed())[0] ?? {});
  const { ResourceId, TrafficPath, AggregationInterval } = await logIs('Active');
  assert.deepEqual([ResourceId, TrafficPath, AggregationInterval], [SubnetId, ['all'], 10]);
  await vpc('ModifyFlowLogAttribute', { FlowLogId, FlowLogName: 'renamed' });
  assert.equal((await logIs('Active')).FlowLogName, 'renamed');
  await vpc('DeactiveFlowLog', { FlowLogId });
  await logIs('Inactive');
  await vpc('ActiveFlowLog', { FlowLogId });
  await logIs('Active');
  await vpc('DeleteFlowLog', { FlowLogId });
  await untilGone(listed);
}

export async function mirrors({ vpc }, { InstanceIds }) {
  const [source, target] = await Promise.all(InstanceIds.map((id) => primaryOf(vpc, id)));
  const { TrafficMirrorFilterId } = await vpc('CreateTrafficMirrorFilter', {
    TrafficMirrorFilterName: 'scenario',
  });
  const filter = { TrafficMirrorFilterId };
  const filters = async () =>
    (await vpc('DescribeTrafficMirrorFilters', { TrafficMirrorFilterIds: [TrafficMirrorFilterId] }))
      .TrafficMirrorFilters;
  const filterIs = () => until('Available', async () => (await filters())[0] ?? {});
  await filterIs();
  await vpc('ModifyTrafficMirrorFilterAttributes', { ...filter, Description: 'changed' });
  assert.equal((await filterIs()).Description, 'changed');
  const { TrafficMirrorFilterRuleId } = await vpc('CreateTrafficMirrorFilterRule', {
    ...filter,
    TrafficDirection: 'ingress',
    Priority: 1,
    Policy: 'accept',
    Protocol: 'tcp',
    SourceCidrBlock: '10.0.0.0/8',
    SourcePortRange: '1/65535',
    DestinationCidrBlock: '0.0.0.0/0',
    DestinationPortRange: '80/80',
  });
  const rule = { TrafficMirrorFilterRuleId };
  const ruleIs = () =>
    until('Available', async () => (await filterIs()).IngressFilterRules[0] ?? {});
  assert.equal((await ruleIs()).DestinationPortRange, '80/80');
  await vpc('ModifyTrafficMirrorFilterRuleAttributes', { ...rule, Priority: 2 });
  assert.equal((await ruleIs()).Priority, 2);

  const { TrafficMirrorTargetId } = await vpc('CreateTrafficMirrorTarget', {
    InstanceType: 'NetworkInterface',
    InstanceId: target,
  });
  const sink = { TrafficMirrorTargetId };
  const targets = async () =>
    (await vpc('DescribeTrafficMirrorTargets', { TrafficMirrorTargetIds: [TrafficMirrorTargetId] }))
      .TrafficMirrorTargets;
  const targetIs = () => until('Available', async () => (await targets())[0] ?? {});
  assert.equal((await targetIs()).InstanceId, target);
  await vpc('ModifyTrafficMirrorTargetAttributes', { ...sink, TrafficMirrorTargetName: 'renamed' });
  assert.equal((await targetIs()).TrafficMirrorTargetName, 'renamed');

  await session(vpc, { ...filter, ...sink, NetworkInterfaceId: source });
  await vpc('DeleteTrafficMirrorTarget', sink);
  await untilGone(targets);
  await vpc('DeleteTrafficMirrorFilterRule', rule);
  await untilGone(async () => (await filterIs()).IngressFilterRules);
  await vpc('DeleteTrafficMirrorFilter', filter);
  await untilGone(filters);
}

async function session(vpc, between) {
  const { TrafficMirrorSessionId } = await vpc('CreateTrafficMirrorSession', {
    ...between,
    Priority: 1,
    VirtualNetworkId: 7,
    PacketLength: 100,
  });
  const listed = async () => {
    const filter = { TrafficMirrorSessionIds: [TrafficMirrorSessionId] };
    return (await vpc('DescribeTrafficMirrorSessions', filter)).TrafficMirrorSessions;
  };
  const sessionIs = () => until('Active', async () => (await listed())[0] ?? {});
  const { VirtualNetworkId, PacketLength, TrafficMirrorSourceIds } = await sessionIs();
  assert.deepEqual([VirtualNetworkId, PacketLength], [7, 100]);
  assert.deepEqual(TrafficMirrorSourceIds, [between.NetworkInterfaceId]);
  await vpc('ModifyTrafficMirrorSessionAttributes', { TrafficMirrorSessionId, Priority: 2 });
  assert.equal((await sessionIs()).Priority, 2);
  await vpc('DeleteTrafficMirrorSession', { TrafficMirrorSessionId });
  await untilGone(listed);
}

async function primaryOf(vpc, InstanceId) {
  const input = { InstanceId, Type: 'primary' };
  const { NetworkInterfaceSets } = await vpc('DescribeNetworkInterfaces', input);
  return NetworkInterfaceSets[0].NetworkInterfaceId;
}

export async function groups({ vpc }, { VpcId, InstanceIds }) {
  const { InstanceGroupId } = await vpc('CreateInstanceGroup', { VpcId, Name: 'scenario' });
  const listed = async () =>
    (await vpc('DescribeInstanceGroups', { InstanceGroupIds: [InstanceGroupId] })).InstanceGroups;
  const groupIs = () => until('Available', async () => (await listed())[0] ?? {});
  assert.deepEqual((await groupIs()).Members, []);
  await vpc('ModifyInstanceGroupAttributes', { InstanceGroupId, Name: 'renamed' });
  assert.equal((await groupIs()).Name, 'renamed');
  const member = { Id: InstanceIds[0], Type: 'EcsInstance' };
  await vpc('ModifyInstanceGroupMembers', { InstanceGroupId, AppendMembers: [member] });
  assert.deepEqual(
    (await groupIs()).Members.map(({ Id }) => Id),
    [member.Id],
  );
  await vpc('ModifyInstanceGroupMembers', { InstanceGroupId, RemoveMembers: [member] });
  assert.deepEqual((await groupIs()).Members, []);
  await vpc('DeleteInstanceGroup', { InstanceGroupId });
  await untilGone(listed);
}
