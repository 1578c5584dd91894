/**
 * A Tenon on the store that BENCH_STORE names, with an instance and an interface of its own for each
 * pair; with BENCH_JOIN one that serves what another has made.
 */
import { createServer } from '../../src/server.ts';
import { DEFAULT_ACCOUNT } from '../../src/world/defaults.ts';
import { SdkClient } from '../../test/support/client.ts';
import { network } from '../../test/support/network.ts';

const PAIRS = 64 * 16;

const server = createServer({
  store: process.env.BENCH_STORE ?? 'memory',
  tap: ({ fault }) => fault && console.error(fault),
  onFault: (fault) => console.error(fault),
});
const url = await server.listen('127.0.0.1', 0);
const client = new SdkClient(url.replace('http://', ''), DEFAULT_ACCOUNT);
const pairs: [string, string][] = [];
if (process.env.BENCH_JOIN === undefined) await makePairs();
await server.reconciler.idle();
process.send?.({ port: Number(new URL(url).port), pairs });
process.on('disconnect', () => void server.close().then(() => process.exit(0)));

async function makePairs(): Promise<void> {
  const { subnetId, groupId, instanceIds } = await network(client, { instances: PAIRS });
  for (const instanceId of instanceIds) {
    const { NetworkInterfaceId } = await client.ok('vpc', 'CreateNetworkInterface', {
      SubnetId: subnetId,
      SecurityGroupIds: [groupId],
    });
    pairs.push([NetworkInterfaceId, instanceId]);
  }
}
