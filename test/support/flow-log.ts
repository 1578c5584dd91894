import type { TestServer } from './server.ts';

/** The least that CreateFlowLog asks for, besides what the log is about. */
export const FLOW_LOG = {
  TrafficType: 'All',
  LogProjectName: 'project',
  LogTopicName: 'topic',
};

/** An Active flow log of a VPC, unless `more` says of what. Resolves to its id. */
export async function madeFlowLog(
  server: TestServer,
  vpcId: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { FlowLogId } = await server.client.ok('vpc', 'CreateFlowLog', {
    ResourceType: 'vpc',
    ResourceId: vpcId,
    ...FLOW_LOG,
    ...more,
  });
  await server.settled();
  return FlowLogId;
}
