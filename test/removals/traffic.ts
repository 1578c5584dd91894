import { madeFlowLog } from '../support/flow-log.ts';
import { madeVpc } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import { madeFilter, madeFilterRule, madeSession, mirrorScene } from '../support/traffic-mirror.ts';

/** The removals of flow logs, mirrors and instance groups. */
export const TRAFFIC_REMOVALS = {
  'vpc DeleteFlowLog': {
    again: '404 InvalidFlowLog.NotFound',
    stage: async (server: TestServer) => ({
      FlowLogId: await madeFlowLog(server, await madeVpc(server)),
    }),
  },
  'vpc DeleteInstanceGroup': {
    again: '404 InvalidInstanceGroup.NotFound',
    async stage(server: TestServer) {
      const VpcId = await madeVpc(server);
      return server.client.ok('vpc', 'CreateInstanceGroup', { VpcId });
    },
  },
  'vpc DeleteTrafficMirrorFilter': {
    again: '404 InvalidTrafficMirrorFilter.NotFound',
    stage: async (server: TestServer) => ({ TrafficMirrorFilterId: await madeFilter(server) }),
  },
  'vpc DeleteTrafficMirrorFilterRule': {
    again: '404 InvalidTrafficMirrorFilterRule.NotFound',
    stage: async (server: TestServer) => ({
      TrafficMirrorFilterRuleId: await madeFilterRule(server, await madeFilter(server)),
    }),
  },
  'vpc DeleteTrafficMirrorTarget': {
    again: '404 InvalidTrafficMirrorTarget.NotFound',
    stage: async (server: TestServer) => ({
      TrafficMirrorTargetId: (await mirrorScene(server)).target,
    }),
  },
  'vpc DeleteTrafficMirrorSession': {
    again: '404 InvalidTrafficMirrorSession.NotFound',
    stage: async (server: TestServer) => ({
      TrafficMirrorSessionId: await madeSession(server, await mirrorScene(server)),
    }),
  },
} as const;
