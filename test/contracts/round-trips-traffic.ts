const described = { Description: 'round trip', ProjectName: 'default' };
const web = { ...described, Tags: [{ Key: 'k', Value: 'v' }] };

const FLOW_LOG = ['DescribeFlowLogs', { FlowLogIds: ['FLOW-LOG'] }] as const;

/** Flow logs: `VPC` stands for a VPC that is there. */
export const TRAFFIC_ROUND_TRIPS = [
  {
    action: 'CreateFlowLog',
    given: {
      FlowLogName: 'log',
      ResourceType: 'vpc',
      ResourceId: 'VPC',
      TrafficType: 'Drop',
      TrafficPath: ['all'],
      LogProjectName: 'project',
      LogTopicName: 'topic',
      AggregationInterval: 5,
      ...web,
    },
    makes: ['FLOW-LOG', 'FlowLogId'],
    describe: FLOW_LOG,
    shown: { LogProjectName: undefined, LogTopicName: undefined },
  },
  {
    action: 'ModifyFlowLogAttribute',
    given: {
      FlowLogId: 'FLOW-LOG',
      FlowLogName: 'log-2',
      Description: 'changed',
      AggregationInterval: 1,
      TrafficPath: ['in', 'out'],
    },
    describe: FLOW_LOG,
  },
] as const;

const FILTER = ['DescribeTrafficMirrorFilters', { TrafficMirrorFilterIds: ['FILTER'] }] as const;
const TARGET = ['DescribeTrafficMirrorTargets', { TrafficMirrorTargetIds: ['TARGET'] }] as const;
const SESSION = [
  'DescribeTrafficMirrorSessions',
  { TrafficMirrorSessionIds: ['SESSION'] },
] as const;

const MIRROR_RULE = {
  Priority: 7,
  Policy: 'reject',
  Protocol: 'udp',
  SourceCidrBlock: '10.0.0.0/8',
  SourcePortRange: '1/50',
  DestinationCidrBlock: '0.0.0.0/0',
  DestinationPortRange: '80/80',
  Description: 'changed',
};

const INSTANCE_GROUP = ['DescribeInstanceGroups', { InstanceGroupIds: ['IG'] }] as const;
const MEMBER = { Id: 'INSTANCE', Type: 'EcsInstance' };

/** Mirrors and instance groups: `PRIMARY` stands for the primary interface of `INSTANCE`, `ENI` for a free one. */
export const MIRROR_ROUND_TRIPS = [
  {
    action: 'AttachNetworkInterface',
    given: { NetworkInterfaceId: 'ENI', InstanceId: 'INSTANCE' },
    describe: ['DescribeNetworkInterfaces', { NetworkInterfaceIds: ['ENI'] }],
    shown: { DeviceId: /^i-/ },
  },
  {
    action: 'CreateInstanceGroup',
    given: { VpcId: 'VPC', Name: 'group', Description: 'round trip' },
    makes: ['IG', 'InstanceGroupId'],
    describe: INSTANCE_GROUP,
  },
  {
    action: 'ModifyInstanceGroupAttributes',
    given: { InstanceGroupId: 'IG', Name: 'group-2', Description: 'changed' },
    describe: INSTANCE_GROUP,
  },
  {
    action: 'ModifyInstanceGroupMembers',
    given: { InstanceGroupId: 'IG', AppendMembers: [MEMBER] },
    describe: INSTANCE_GROUP,
    shown: { Members: [{ Id: /^i-/, Type: MEMBER.Type }] },
  },
  {
    action: 'CreateTrafficMirrorFilter',
    given: { TrafficMirrorFilterName: 'filter', ...web },
    makes: ['FILTER', 'TrafficMirrorFilterId'],
    describe: FILTER,
  },
  {
    action: 'ModifyTrafficMirrorFilterAttributes',
    given: {
      TrafficMirrorFilterId: 'FILTER',
      TrafficMirrorFilterName: 'filter-2',
      Description: 'changed',
    },
    describe: FILTER,
  },
  {
    action: 'CreateTrafficMirrorFilterRule',
    given: { TrafficMirrorFilterId: 'FILTER', TrafficDirection: 'ingress', ...MIRROR_RULE },
    makes: ['MIRROR-RULE', 'TrafficMirrorFilterRuleId'],
    describe: FILTER,
    shown: { IngressFilterRules: [MIRROR_RULE] },
  },
  {
    action: 'ModifyTrafficMirrorFilterRuleAttributes',
    given: {
      ...MIRROR_RULE,
      TrafficMirrorFilterRuleId: 'MIRROR-RULE',
      TrafficDirection: 'egress',
      Priority: 8,
    },
    describe: FILTER,
    shown: { EgressFilterRules: [{ ...MIRROR_RULE, Priority: 8 }] },
  },
  {
    action: 'CreateTrafficMirrorTarget',
    given: {
      TrafficMirrorTargetName: 'target',
      InstanceType: 'NetworkInterface',
      InstanceId: 'ENI',
      ...web,
    },
    makes: ['TARGET', 'TrafficMirrorTargetId'],
    describe: TARGET,
  },
  {
    action: 'ModifyTrafficMirrorTargetAttributes',
    given: {
      TrafficMirrorTargetId: 'TARGET',
      TrafficMirrorTargetName: 'target-2',
      Description: 'changed',
    },
    describe: TARGET,
  },
  {
    action: 'CreateTrafficMirrorSession',
    given: {
      TrafficMirrorSessionName: 'session',
      NetworkInterfaceId: 'PRIMARY',
      TrafficMirrorFilterId: 'FILTER',
      TrafficMirrorTargetId: 'TARGET',
      Priority: 3,
      VirtualNetworkId: 13,
      PacketLength: 64,
      ...web,
    },
    makes: ['SESSION', 'TrafficMirrorSessionId'],
    describe: SESSION,
    shown: { TrafficMirrorSourceIds: [/^eni-/] },
  },
  {
    action: 'ModifyTrafficMirrorSessionAttributes',
    given: {
      TrafficMirrorSessionId: 'SESSION',
      TrafficMirrorSessionName: 'session-2',
      TrafficMirrorFilterId: 'FILTER',
      TrafficMirrorTargetId: 'TARGET',
      Priority: 4,
      VirtualNetworkId: 14,
      PacketLength: 65,
      Description: 'changed',
    },
    describe: SESSION,
  },
] as const;
