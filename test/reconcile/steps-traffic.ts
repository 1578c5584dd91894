import { FLOW_LOG } from '../support/flow-log.ts';
import { MIRROR_RULE } from '../support/traffic-mirror.ts';
import { calling, type Step, type StepServer } from './step.ts';

const vpc = calling('vpc');

async function primaryOf(stage: StepServer, InstanceId: string | undefined): Promise<string> {
  const { NetworkInterfaceSets } = await vpc(stage, 'DescribeNetworkInterfaces', {
    InstanceId,
    Type: 'primary',
  });
  return NetworkInterfaceSets[0].NetworkInterfaceId;
}

const named = ({ made }: StepServer, name: string) => ({ [name]: made[name] });

/**
 * A flow log is made, stopped, started and deleted; then an instance group, and a mirror
 * from one instance to another.
 */
export const trafficSteps: Readonly<Record<string, Step>> = {
  async 'flow-log.create'(stage) {
    const { FlowLogId = '' } = await vpc(stage, 'CreateFlowLog', {
      ResourceType: 'vpc',
      ResourceId: stage.made.VpcId,
      ...FLOW_LOG,
    });
    stage.made.FlowLogId = FlowLogId;
  },
  'flow-log.deactivate': (stage) => vpc(stage, 'DeactiveFlowLog', named(stage, 'FlowLogId')),
  'flow-log.activate': (stage) => vpc(stage, 'ActiveFlowLog', named(stage, 'FlowLogId')),
  'flow-log.delete': (stage) => vpc(stage, 'DeleteFlowLog', named(stage, 'FlowLogId')),

  async 'instance-group.modify'(stage) {
    const { VpcId, one: Id } = stage.made;
    const { InstanceGroupId } = await vpc(stage, 'CreateInstanceGroup', { VpcId });
    stage.made.InstanceGroupId = InstanceGroupId;
    const AppendMembers = [{ Id, Type: 'EcsInstance' }];
    await vpc(stage, 'ModifyInstanceGroupMembers', { InstanceGroupId, AppendMembers });
  },
  'instance-group.delete': (stage) =>
    vpc(stage, 'DeleteInstanceGroup', named(stage, 'InstanceGroupId')),

  async 'traffic-mirror-filter.create'(stage) {
    const { TrafficMirrorFilterId } = await vpc(stage, 'CreateTrafficMirrorFilter');
    stage.made.TrafficMirrorFilterId = TrafficMirrorFilterId;
  },
  async 'traffic-mirror-filter-rule.create'(stage) {
    const { TrafficMirrorFilterRuleId } = await vpc(stage, 'CreateTrafficMirrorFilterRule', {
      ...named(stage, 'TrafficMirrorFilterId'),
      ...MIRROR_RULE,
    });
    stage.made.TrafficMirrorFilterRuleId = TrafficMirrorFilterRuleId;
  },
  'traffic-mirror-filter-rule.modify': (stage) =>
    vpc(stage, 'ModifyTrafficMirrorFilterRuleAttributes', {
      ...named(stage, 'TrafficMirrorFilterRuleId'),
      Priority: 2,
    }),
  async 'traffic-mirror-target.create'(stage) {
    const { TrafficMirrorTargetId } = await vpc(stage, 'CreateTrafficMirrorTarget', {
      InstanceType: 'NetworkInterface',
      InstanceId: await primaryOf(stage, stage.made.two),
    });
    stage.made.TrafficMirrorTargetId = TrafficMirrorTargetId;
  },
  async 'traffic-mirror-session.create'(stage) {
    const { TrafficMirrorSessionId } = await vpc(stage, 'CreateTrafficMirrorSession', {
      ...named(stage, 'TrafficMirrorFilterId'),
      ...named(stage, 'TrafficMirrorTargetId'),
      NetworkInterfaceId: await primaryOf(stage, stage.made.one),
      Priority: 1,
    });
    stage.made.TrafficMirrorSessionId = TrafficMirrorSessionId;
  },
  'traffic-mirror-session.modify': (stage) =>
    vpc(stage, 'ModifyTrafficMirrorSessionAttributes', {
      ...named(stage, 'TrafficMirrorSessionId'),
      Priority: 2,
    }),
  'traffic-mirror-session.delete': (stage) =>
    vpc(stage, 'DeleteTrafficMirrorSession', named(stage, 'TrafficMirrorSessionId')),
  'traffic-mirror-target.delete': (stage) =>
    vpc(stage, 'DeleteTrafficMirrorTarget', named(stage, 'TrafficMirrorTargetId')),
  'traffic-mirror-filter-rule.delete': (stage) =>
    vpc(stage, 'DeleteTrafficMirrorFilterRule', named(stage, 'TrafficMirrorFilterRuleId')),
  'traffic-mirror-filter.delete': (stage) =>
    vpc(stage, 'DeleteTrafficMirrorFilter', named(stage, 'TrafficMirrorFilterId')),
};
