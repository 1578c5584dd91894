/** A Tenon on a SQLite file, with an instance and an interface of its own for each pair. */
import { createServer } from '../../src/server.ts';
import { DEFAULT_ACCOUNT } from '../../src/world/defaults.ts';
import { SdkClient } from '../../test/support/client.ts';
import { network } from '../../test/support/network.ts';

const PAIRS = 64 * 16;

const server = createServer({
  store: `sqlite:${process.env.BENCH_STORE}`,
  tap: ({ fault }) => fault && console.error(fault),
  onFault: (fault) => console.error(fault),
});
const url = await server.listen('127.0.0.1', 0);
const client = new SdkClient(url.replace('http://', ''), DEFAULT_ACCOUNT);
const { subnetId, groupId, instanceIds } = await network(client, { instances: PAIRS });
const pairs: [string, string][] = [];
for (const instanceId of instanceIds) {
  const { NetworkInterfaceId } = await client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId: subnetId,
    SecurityGroupIds: [groupId],
  });
  pairs.push([NetworkInterfaceId, instanceId]);
}
await server.reconciler.idle();
process.send?.({ port: Number(new URL(url).port), pairs });
process.on('disconnect', () => void server.close().then(() => process.exit(0)));
