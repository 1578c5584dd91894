import { madeFlowLog } from '../support/flow-log.ts';
import { madeVpc } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';
import { madeFilter, madeSession, madeTarget, mirrorScene } from '../support/traffic-mirror.ts';

// biome-ignore lint/suspicious/noExplicitAny: a row as any of the lists answers it
type Row = any;

async function vpc(server: TestServer, action: string, input: Record<string, unknown>) {
  const result = await server.client.ok('vpc', action, input);
  await server.settled();
  return result;
}

/** The lists of flow logs, mirrors and instance groups. */
export const TRAFFIC_LISTS = {
  'vpc DescribeFlowLogs': {
    rows: 'FlowLogs',
    id: (row: Row) => row.FlowLogId,
    condition: { ResourceType: 'vpc' },
    async scene(server: TestServer) {
      const VpcId = await madeVpc(server);
      return {
        add: () => madeFlowLog(server, VpcId),
        remove: ({ FlowLogId }: Row) => vpc(server, 'DeleteFlowLog', { FlowLogId }),
      };
    },
  },
  'vpc DescribeInstanceGroups': {
    rows: 'InstanceGroups',
    id: (row: Row) => row.InstanceGroupId,
    condition: { InstanceGroupName: 'a' },
    async scene(server: TestServer) {
      const VpcId = await madeVpc(server);
      return {
        input: { VpcId },
        add: () => vpc(server, 'CreateInstanceGroup', { VpcId }),
        remove: ({ InstanceGroupId }: Row) =>
          vpc(server, 'DeleteInstanceGroup', { InstanceGroupId }),
      };
    },
  },
  'vpc DescribeTrafficMirrorFilters': {
    rows: 'TrafficMirrorFilters',
    id: (row: Row) => row.TrafficMirrorFilterId,
    condition: { ProjectName: 'default' },
    scene: async (server: TestServer) => ({
      add: () => madeFilter(server),
      remove: ({ TrafficMirrorFilterId }: Row) =>
        vpc(server, 'DeleteTrafficMirrorFilter', { TrafficMirrorFilterId }),
    }),
  },
  'vpc DescribeTrafficMirrorTargets': {
    rows: 'TrafficMirrorTargets',
    id: (row: Row) => row.TrafficMirrorTargetId,
    condition: { ProjectName: 'default' },
    async scene(server: TestServer) {
      const { source } = await mirrorScene(server);
      return {
        add: () => madeTarget(server, source),
        remove: ({ TrafficMirrorTargetId }: Row) =>
          vpc(server, 'DeleteTrafficMirrorTarget', { TrafficMirrorTargetId }),
      };
    },
  },
  'vpc DescribeTrafficMirrorSessions': {
    rows: 'TrafficMirrorSessions',
    id: (row: Row) => row.TrafficMirrorSessionId,
    condition: { ProjectName: 'default' },
    async scene(server: TestServer) {
      const at = await mirrorScene(server);
      return {
        add: (n: number) => madeSession(server, at, { Priority: n + 1 }),
        remove: ({ TrafficMirrorSessionId }: Row) =>
          vpc(server, 'DeleteTrafficMirrorSession', { TrafficMirrorSessionId }),
      };
    },
  },
};
