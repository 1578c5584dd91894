import { FLOW_LOG } from '../support/flow-log.ts';
import { MIRROR_RULE } from '../support/traffic-mirror.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer
type Ask = (service: string, action: string, input: Record<string, unknown>) => Promise<any>;

/** Makes some of what watches or leads the traffic of a VPC, which has two instances. */
export async function furnishTraffic(ok: Ask, VpcId: string): Promise<void> {
  const vpc = (action: string, input: Record<string, unknown>) => ok('vpc', action, input);
  await vpc('CreateFlowLog', { ResourceType: 'vpc', ResourceId: VpcId, ...FLOW_LOG });
  const { TrafficMirrorFilterId } = await vpc('CreateTrafficMirrorFilter', {});
  await vpc('CreateTrafficMirrorFilterRule', { TrafficMirrorFilterId, ...MIRROR_RULE });
  const { NetworkInterfaceSets } = await vpc('DescribeNetworkInterfaces', {
    VpcId,
    Type: 'primary',
  });
  const [source, sink] = NetworkInterfaceSets;
  const { InstanceGroupId } = await vpc('CreateInstanceGroup', { VpcId });
  await vpc('ModifyInstanceGroupMembers', {
    InstanceGroupId,
    AppendMembers: [
      { Id: source.DeviceId, Type: 'EcsInstance' },
      { Id: sink.NetworkInterfaceId, Type: 'NetworkInterface' },
    ],
  });
  const { TrafficMirrorTargetId } = await vpc('CreateTrafficMirrorTarget', {
    InstanceType: 'NetworkInterface',
    InstanceId: sink.NetworkInterfaceId,
  });
  await vpc('CreateTrafficMirrorSession', {
    NetworkInterfaceId: source.NetworkInterfaceId,
    TrafficMirrorFilterId,
    TrafficMirrorTargetId,
    Priority: 1,
  });
}
