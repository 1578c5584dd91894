import { SdkClient } from '#test/support/client.ts';
import { scene } from '#test/support/scene.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

export type Pair = readonly [interfaceId: string, instanceId: string];

/** Makes instances on the Tenon at `port`, and an interface for each. */
export async function makePairs(port: number, count: number): Promise<Pair[]> {
  const client = new SdkClient(`127.0.0.1:${port}`, DEFAULT_ACCOUNT);
  const { subnetId, groupId, instanceIds } = await scene(client, {
    cidr: '10.1.0.0/16',
    instances: count,
  });
  const pairs: Pair[] = [];
  for (const instanceId of instanceIds) {
    const { NetworkInterfaceId } = await client.ok('vpc', 'CreateNetworkInterface', {
      SubnetId: subnetId,
      SecurityGroupIds: [groupId],
    });
    pairs.push([NetworkInterfaceId, instanceId]);
  }
  return pairs;
}
