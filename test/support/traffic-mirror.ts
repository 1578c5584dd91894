import { madeInterface, type SceneWithInstances, scene } from './scene.ts';
import type { TestServer } from './server.ts';

type Input = Record<string, unknown>;

/** The least that a rule of a filter asks for. */
export const MIRROR_RULE = {
  TrafficDirection: 'ingress',
  Policy: 'accept',
  Protocol: 'all',
  SourceCidrBlock: '10.0.0.0/8',
  DestinationCidrBlock: '0.0.0.0/0',
};

async function made(server: TestServer, action: string, input: Input, field: string) {
  const result = await server.client.ok('vpc', action, input);
  await server.settled();
  return result[field] as string;
}

export const madeFilter = (server: TestServer, more: Input = {}): Promise<string> =>
  made(server, 'CreateTrafficMirrorFilter', more, 'TrafficMirrorFilterId');

export const madeFilterRule = (server: TestServer, filter: string, more: Input = {}) =>
  made(
    server,
    'CreateTrafficMirrorFilterRule',
    { TrafficMirrorFilterId: filter, ...MIRROR_RULE, ...more },
    'TrafficMirrorFilterRuleId',
  );

export const madeTarget = (server: TestServer, eni: string, more: Input = {}): Promise<string> =>
  made(
    server,
    'CreateTrafficMirrorTarget',
    { InstanceType: 'NetworkInterface', InstanceId: eni, ...more },
    'TrafficMirrorTargetId',
  );

/** What mirrors are made of: two secondary interfaces on two instances, a filter and a target. */
export interface MirrorScene extends SceneWithInstances {
  readonly source: string;
  readonly sink: string;
  readonly filter: string;
  readonly target: string;
}

export async function mirrorScene(server: TestServer): Promise<MirrorScene> {
  const at = await scene(server, { instances: 2 });
  const attached = async (InstanceId: string | undefined) => {
    const NetworkInterfaceId = await madeInterface(server, at);
    await server.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    await server.settled();
    return NetworkInterfaceId;
  };
  const source = await attached(at.instanceIds[0]);
  const sink = await attached(at.instanceIds[1]);
  const filter = await madeFilter(server);
  return { ...at, source, sink, filter, target: await madeTarget(server, sink) };
}

/** A session in a scene, of the priority 1 unless `more` says another. Resolves to its id. */
export const madeSession = (server: TestServer, at: MirrorScene, more: Input = {}) =>
  made(
    server,
    'CreateTrafficMirrorSession',
    {
      NetworkInterfaceId: at.source,
      TrafficMirrorFilterId: at.filter,
      TrafficMirrorTargetId: at.target,
      Priority: 1,
      ...more,
    },
    'TrafficMirrorSessionId',
  );
