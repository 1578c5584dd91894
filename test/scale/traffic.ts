import { FLOW_LOG } from '../support/flow-log.ts';
import { MIRROR_RULE } from '../support/traffic-mirror.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer
type Ask = (action: string, input: Record<string, unknown>) => Promise<any>;

const Tags = [{ Key: 'k', Value: 'v' }];
const TagFilters = [{ Key: 'k', Values: ['v'] }];

/** Calls every action of flow logs, mirrors and instance groups; `vpc` waits for the end of what each began. */
export async function callTraffic(
  vpc: Ask,
  VpcId: string,
  instanceIds: readonly string[],
): Promise<void> {
  await callFlowLogs(vpc);
  await callInstanceGroups(vpc, VpcId, instanceIds);
  await callMirrors(vpc, instanceIds);
}

async function callFlowLogs(vpc: Ask): Promise<void> {
  const { VpcId } = await vpc('CreateVpc', { CidrBlock: '192.168.0.0/16' });
  const on = { ResourceType: 'vpc', ResourceId: VpcId, ...FLOW_LOG };
  const { FlowLogId } = await vpc('CreateFlowLog', { ...on, Tags });
  for (const input of [
    {},
    { FlowLogIds: [FlowLogId] },
    { ResourceId: VpcId },
    { TagFilters },
    { Status: 'Active', MaxResults: 1 },
  ]) {
    await vpc('DescribeFlowLogs', input);
  }
  await vpc('ModifyFlowLogAttribute', { FlowLogId, FlowLogName: 'b' });
  await vpc('DeactiveFlowLog', { FlowLogId });
  await vpc('ActiveFlowLog', { FlowLogId });
  await vpc('DeleteFlowLog', { FlowLogId });
  // This one goes with its VPC.
  await vpc('CreateFlowLog', on);
  await vpc('DeleteVpc', { VpcId });
}

async function callInstanceGroups(vpc: Ask, VpcId: string, [Id]: readonly string[]): Promise<void> {
  const { InstanceGroupId } = await vpc('CreateInstanceGroup', { VpcId });
  const member = { Id, Type: 'EcsInstance' };
  await vpc('ModifyInstanceGroupMembers', { InstanceGroupId, AppendMembers: [member] });
  for (const input of [
    {},
    { InstanceGroupIds: [InstanceGroupId] },
    { InstanceGroupName: 'a' },
    { VpcId },
  ]) {
    await vpc('DescribeInstanceGroups', input);
  }
  await vpc('ModifyInstanceGroupAttributes', { InstanceGroupId, Name: 'b' });
  await vpc('ModifyInstanceGroupMembers', { InstanceGroupId, RemoveMembers: [member] });
  await vpc('DeleteInstanceGroup', { InstanceGroupId });
}

async function callMirrors(vpc: Ask, [one, two]: readonly string[]): Promise<void> {
  const primary = async (InstanceId: string | undefined) => {
    const input = { InstanceId, Type: 'primary' };
    return (await vpc('DescribeNetworkInterfaces', input)).NetworkInterfaceSets[0]
      .NetworkInterfaceId;
  };
  const NetworkInterfaceId = await primary(one);
  const InstanceId = await primary(two);
  const { TrafficMirrorFilterId } = await vpc('CreateTrafficMirrorFilter', { Tags });
  const filter = { TrafficMirrorFilterId };
  const rule = { ...filter, ...MIRROR_RULE };
  const { TrafficMirrorFilterRuleId } = await vpc('CreateTrafficMirrorFilterRule', rule);
  const target = { InstanceType: 'NetworkInterface', InstanceId };
  const { TrafficMirrorTargetId } = await vpc('CreateTrafficMirrorTarget', { ...target, Tags });
  const { TrafficMirrorSessionId } = await vpc('CreateTrafficMirrorSession', {
    ...filter,
    TrafficMirrorTargetId,
    NetworkInterfaceId,
    Priority: 1,
    Tags,
  });
  for (const input of [
    {},
    { TrafficMirrorFilterIds: [TrafficMirrorFilterId] },
    { TrafficMirrorFilterNames: ['a'] },
    { TagFilters },
  ]) {
    await vpc('DescribeTrafficMirrorFilters', input);
  }
  for (const input of [{}, { TrafficMirrorTargetIds: [TrafficMirrorTargetId] }, { TagFilters }]) {
    await vpc('DescribeTrafficMirrorTargets', input);
  }
  for (const input of [
    {},
    { TrafficMirrorSessionIds: [TrafficMirrorSessionId] },
    { TrafficMirrorSessionNames: ['a'] },
    { NetworkInterfaceId },
    filter,
    { TrafficMirrorTargetId },
    { Priority: 1 },
    { TagFilters },
  ]) {
    await vpc('DescribeTrafficMirrorSessions', input);
  }
  const named = { TrafficMirrorFilterName: 'b' };
  await vpc('ModifyTrafficMirrorFilterAttributes', { ...filter, ...named });
  await vpc('ModifyTrafficMirrorFilterRuleAttributes', { TrafficMirrorFilterRuleId, Priority: 2 });
  await vpc('ModifyTrafficMirrorTargetAttributes', { TrafficMirrorTargetId, Description: 'b' });
  await vpc('ModifyTrafficMirrorSessionAttributes', { TrafficMirrorSessionId, Priority: 2 });
  await vpc('DeleteTrafficMirrorSession', { TrafficMirrorSessionId });
  await vpc('DeleteTrafficMirrorTarget', { TrafficMirrorTargetId });
  await vpc('DeleteTrafficMirrorFilterRule', { TrafficMirrorFilterRuleId });
  await vpc('DeleteTrafficMirrorFilter', filter);
}
