import { fileURLToPath } from 'node:url';
import type { Explanation } from '#control/explain.ts';
import { TABLES } from '#core/tables.ts';
import type { ServerOptions } from '#server.ts';
import type { Store } from '#store/store.ts';
import { readWorldFile } from '#world/file.ts';
import type { SdkClient } from '../support/client.ts';
import type { Scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';

const WORLD = fileURLToPath(new URL('./world.yaml', import.meta.url));

/** The zones that the seeded instances are in. */
export const SEED: Scene = {
  vpcId: 'vpc-seed',
  subnetId: 'subnet-seed',
  groupId: 'sg-seed',
  zoneId: 'cn-beijing-a',
};

/** A server with the seeds of world.yaml. Its clock stands still unless a test says otherwise. */
export async function openStage(options: ServerOptions = {}): Promise<TestServer> {
  return startServer({ ...(await readWorldFile(WORLD)), transitions: 'manual', ...options });
}

/** A client of the world's second account. */
export function otherAccount(server: TestServer): SdkClient {
  const key = server.world.accounts[1]?.keys[0];
  if (key === undefined) throw new Error('the world has no second account');
  return server.as(key);
}

/** A client of the first account in another region, whose first zone is cn-shanghai-a. */
export function inShanghai(server: TestServer): SdkClient {
  const key = server.world.accounts[0]?.keys[0];
  if (key === undefined) throw new Error('the world has no key');
  return server.as(key, 'cn-shanghai');
}

/** Longer than every dwell time. */
const LONG_ENOUGH_MS = 600_000;

/** Advances the clock until every transition has settled. */
export const settle = (server: TestServer): Promise<void> => server.advance(LONG_ENOUGH_MS);

interface Making {
  readonly client?: SdkClient;
  readonly type?: string;
}

/** Launches an instance. It is CREATING until the world settles. */
export async function launch(
  server: TestServer,
  { zoneId, subnetId, groupId }: Scene,
  { client = server.client, type = 'ecs.g3i.large' }: Making = {},
): Promise<string> {
  const { InstanceIds } = await client.ok('ecs', 'RunInstances', {
    ZoneId: zoneId,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: type,
    InstanceName: 'test',
    NetworkInterfaces: [{ SubnetId: subnetId, SecurityGroupIds: [groupId] }],
  });
  return InstanceIds[0];
}

/** Launches an instance and waits until it is RUNNING. */
export async function running(server: TestServer, at: Scene, making?: Making): Promise<string> {
  const id = await launch(server, at, making);
  await settle(server);
  return id;
}

/** Creates an interface. It is Creating until the world settles. */
export async function create(
  server: TestServer,
  { subnetId, groupId }: Scene,
  input: Record<string, unknown> = {},
  client: SdkClient = server.client,
): Promise<string> {
  const { NetworkInterfaceId } = await client.ok('vpc', 'CreateNetworkInterface', {
    SubnetId: subnetId,
    SecurityGroupIds: [groupId],
    ...input,
  });
  return NetworkInterfaceId;
}

/** Creates an interface and waits until it is Available. */
export async function available(
  server: TestServer,
  at: Scene,
  input?: Record<string, unknown>,
  client?: SdkClient,
): Promise<string> {
  const id = await create(server, at, input, client);
  await settle(server);
  return id;
}

/** The parameters of AttachNetworkInterface. */
export type Attachment = { readonly NetworkInterfaceId: string; readonly InstanceId: string };

export const pair = (NetworkInterfaceId: string, InstanceId: string): Attachment => ({
  NetworkInterfaceId,
  InstanceId,
});

/** Attaches an interface, which must succeed. It is Attaching until the clock is advanced. */
export async function attach(
  server: TestServer,
  networkInterfaceId: string,
  instanceId: string,
  more: Record<string, unknown> = {},
): Promise<void> {
  const input = { ...pair(networkInterfaceId, instanceId), ...more };
  await server.client.ok('vpc', 'AttachNetworkInterface', input);
}

/** Asks the control API to explain an attachment. */
export async function explain(server: TestServer, asked: Attachment): Promise<Explanation> {
  const query = new URLSearchParams({ Action: 'AttachNetworkInterface', ...asked });
  const response = await fetch(`${server.url}/_tenon/explain?${query}`);
  if (response.status !== 200) throw new Error(`explain answers ${response.status}`);
  return (await response.json()) as Explanation;
}

/** Binds a new EIP to an interface and says its id. It is Attaching until the world settles. */
export async function bindEip(server: TestServer, networkInterfaceId: string): Promise<string> {
  const { AllocationId } = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  await server.client.ok('vpc', 'AssociateEipAddress', {
    AllocationId,
    InstanceType: 'NetworkInterface',
    InstanceId: networkInterfaceId,
  });
  return AllocationId;
}

/** Every row of every table, to see that nothing has changed. */
export function everyRow(store: Store): Promise<Record<string, unknown[]>> {
  return store.read(async (tx) => {
    const rows: Record<string, unknown[]> = {};
    for (const table of TABLES) {
      rows[table] = await tx.select((db) => db.selectFrom(table).selectAll());
    }
    return rows;
  });
}
