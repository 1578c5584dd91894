import { patchRow } from '#test/support/rows.ts';
import { madeInterface, type SceneWithInstances, scene } from '#test/support/scene.ts';
import type { TestServer } from '#test/support/server.ts';

/** A small network for a console to show, and a call that was refused. */
export interface SmallWorld extends SceneWithInstances {
  readonly eniId: string;
  /** Of a call that was refused. */
  readonly requestId: string;
}

/** Two instances, an interface on its own, an EIP, and an attach that was refused. */
export async function smallWorld(server: TestServer, name = 'web'): Promise<SmallWorld> {
  const made = await scene(server, { instances: 2 });
  const [first = ''] = made.instanceIds;
  const { client } = server;
  const eniId = await madeInterface(server, made);
  await client.ok('vpc', 'AllocateEipAddress', { BillingType: 2 });
  // As no client could name them.
  const { vpcId, subnetId, groupId } = made;
  await patchRow(server, 'vpc', vpcId, { name, description: name });
  await patchRow(server, 'subnet', subnetId, { name });
  await patchRow(server, 'security_group', groupId, { name });
  await patchRow(server, 'instance', first, { name, description: name });
  await patchRow(server, 'network_interface', eniId, { name, description: name });
  const { envelope } = await client.call('vpc', 'AttachNetworkInterface', {
    NetworkInterfaceId: eniId,
    InstanceId: 'i-00000000000000000000',
  });
  return { ...made, eniId, requestId: envelope.ResponseMetadata.RequestId };
}

/** Every page, and what the pages show of one thing. */
export const placesIn = ({ eniId, vpcId, requestId, instanceIds }: SmallWorld): string[] => [
  '/map',
  `/map?focus=${eniId}`,
  '/resources',
  '/resources/network_interface',
  `/resources/network_interface/${eniId}`,
  `/resources/vpc/${vpcId}`,
  '/requests',
  `/requests/${requestId}`,
  `/packet?from=${instanceIds[0]}&to=${instanceIds[1]}&protocol=tcp&port=22`,
  '/time',
  '/start',
  '/nowhere',
];
