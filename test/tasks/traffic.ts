import { FLOW_LOG } from '../support/flow-log.ts';
import { MIRROR_RULE } from '../support/traffic-mirror.ts';

type Input = Record<string, unknown>;
type Make = (
  action: string,
  input?: Input,
  service?: string,
) => Promise<Record<string, string | undefined>>;

const onVpc = async (make: Make) => ({
  ResourceType: 'vpc',
  ResourceId: (await make('CreateVpc', { CidrBlock: '10.0.0.0/8' })).VpcId,
  ...FLOW_LOG,
});

const flowLog = async (make: Make) => ({
  FlowLogId: (await make('CreateFlowLog', await onVpc(make))).FlowLogId,
});

const filter = async (make: Make) => ({
  TrafficMirrorFilterId: (await make('CreateTrafficMirrorFilter')).TrafficMirrorFilterId,
});

const filterRule = async (make: Make) => ({ ...(await filter(make)), ...MIRROR_RULE });

const madeRule = async (make: Make) => ({
  TrafficMirrorFilterRuleId: (await make('CreateTrafficMirrorFilterRule', await filterRule(make)))
    .TrafficMirrorFilterRuleId,
});

/** The primary interface of a new instance. */
async function primary(make: Make): Promise<string | undefined> {
  const { VpcId } = await make('CreateVpc', { CidrBlock: '10.0.0.0/8' });
  const ZoneId = 'cn-beijing-a';
  const { SubnetId } = await make('CreateSubnet', { VpcId, ZoneId, CidrBlock: '10.1.0.0/24' });
  const { SecurityGroupId } = await make('CreateSecurityGroup', { VpcId });
  await make(
    'RunInstances',
    {
      ZoneId,
      ImageId: 'image-debian12x64tenon00',
      InstanceTypeId: 'ecs.g3i.large',
      InstanceName: 'test',
      NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
    },
    'ecs',
  );
  const { NetworkInterfaceSets } = await make('DescribeNetworkInterfaces', { VpcId });
  const [eni] = NetworkInterfaceSets as unknown as { NetworkInterfaceId: string }[];
  return eni?.NetworkInterfaceId;
}

const target = async (make: Make) => ({
  InstanceType: 'NetworkInterface',
  InstanceId: await primary(make),
});

const madeTarget = async (make: Make) => ({
  TrafficMirrorTargetId: (await make('CreateTrafficMirrorTarget', await target(make)))
    .TrafficMirrorTargetId,
});

/** No two sessions have one priority. */
let priority = 0;

const session = async (make: Make) => ({
  ...(await filter(make)),
  ...(await madeTarget(make)),
  NetworkInterfaceId: await primary(make),
  Priority: ++priority,
});

const madeSession = async (make: Make) => ({
  TrafficMirrorSessionId: (await make('CreateTrafficMirrorSession', await session(make)))
    .TrafficMirrorSessionId,
});

const group = async (make: Make) => {
  const { VpcId } = await make('CreateVpc', { CidrBlock: '10.0.0.0/8' });
  return { InstanceGroupId: (await make('CreateInstanceGroup', { VpcId })).InstanceGroupId };
};

/** Calls that begin transitions of flow logs, mirrors and instance groups. */
export const TRAFFIC_CALLS = {
  CreateFlowLog: onVpc,
  ActiveFlowLog: flowLog,
  DeactiveFlowLog: flowLog,
  ModifyFlowLogAttribute: flowLog,
  DeleteFlowLog: flowLog,

  ModifyInstanceGroupMembers: group,
  DeleteInstanceGroup: group,

  CreateTrafficMirrorFilter: async () => ({}),
  DeleteTrafficMirrorFilter: filter,
  CreateTrafficMirrorFilterRule: filterRule,
  ModifyTrafficMirrorFilterRuleAttributes: madeRule,
  DeleteTrafficMirrorFilterRule: madeRule,
  CreateTrafficMirrorTarget: target,
  DeleteTrafficMirrorTarget: madeTarget,
  CreateTrafficMirrorSession: session,
  ModifyTrafficMirrorSessionAttributes: madeSession,
  DeleteTrafficMirrorSession: madeSession,
};
