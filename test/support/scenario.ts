import type { Context } from '#core/context.ts';
import { ManualClock } from '#platform/clock.ts';
import { randomIds } from '#platform/ids.ts';
import { type InterfaceSpec, makeInterface } from '#services/vpc/network-interface/make.ts';
import { subnetAddresses } from '#services/vpc/subnet/addresses.ts';
import type { InstanceRow, ResourceTable, Tables } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { makeWorld, type WorldParts } from '#world/make.ts';
import type { AccessKey, World } from '#world/world.ts';
import type { SdkClient } from './client.ts';
import type { TestServer } from './server.ts';

/** A VPC with one subnet and one security group, all Available. */
export interface Scene {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly zoneId: string;
}

interface Where {
  /** Whose it is to be; the default account's unless told. */
  readonly client?: SdkClient;
  readonly zoneId?: string;
  /** '' for an IPv6-only subnet. */
  readonly cidr?: string;
  /** '' for a subnet without IPv6. */
  readonly ipv6Cidr?: '';
}

const REGION = 'cn-beijing';
const ZONE = 'cn-beijing-a';

const ids = randomIds(Date.now);
const vpcs = new WeakMap<TestServer, number>();

/**
 * Makes a VPC, a subnet and a security group. The subnet is 10.0.0.0/24 unless told, and
 * 2001:db8::/64 in the first VPC of a server.
 */
export async function scene(server: TestServer, where: Where = {}): Promise<Scene> {
  const vpcId = await vpcIn(server, where);
  const subnetId = await subnetIn(server, vpcId, where);
  const groupId = await groupIn(server, vpcId, where);
  return { vpcId, subnetId, groupId, zoneId: where.zoneId ?? ZONE };
}

export async function vpcIn(
  server: TestServer,
  { client = server.client }: Where = {},
): Promise<string> {
  const before = vpcs.get(server) ?? 0;
  vpcs.set(server, before + 1);
  const { VpcId } = await client.ok('vpc', 'CreateVpc', {
    CidrBlock: '10.0.0.0/8',
    EnableIpv6: true,
    Ipv6CidrBlock: `2001:db8:0:${(before * 256).toString(16)}::/56`,
  });
  await settle(server);
  return VpcId;
}

export async function subnetIn(
  server: TestServer,
  vpcId: string,
  where: Where = {},
): Promise<string> {
  const { client = server.client, zoneId = ZONE, cidr = '10.0.0.0/24', ipv6Cidr } = where;
  const { SubnetIds } = await client.ok('vpc', 'DescribeVpcAttributes', { VpcId: vpcId });
  const { SubnetId } = await client.ok('vpc', 'CreateSubnet', {
    VpcId: vpcId,
    ZoneId: zoneId,
    ...(cidr === '' ? { IsIpv6Only: true } : { CidrBlock: cidr }),
    ...(ipv6Cidr === '' ? {} : { Ipv6CidrBlock: SubnetIds.length }),
  });
  await settle(server);
  return SubnetId;
}

export async function groupIn(
  server: TestServer,
  vpcId: string,
  { client = server.client }: Where = {},
): Promise<string> {
  const { SecurityGroupId } = await client.ok('vpc', 'CreateSecurityGroup', { VpcId: vpcId });
  await settle(server);
  return SecurityGroupId;
}

/** Makes a RUNNING instance, and then changes its row by `patch`. */
export async function instanceIn(
  server: TestServer,
  scene: Scene,
  patch: Partial<InstanceRow> = {},
): Promise<{ instanceId: string; primaryId: string }> {
  const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', {
    ZoneId: scene.zoneId,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: 'ecs.g3i.large',
    InstanceName: 'test',
    NetworkInterfaces: [{ SubnetId: scene.subnetId, SecurityGroupIds: [scene.groupId] }],
  });
  await settle(server);
  const [instanceId] = InstanceIds;
  const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
    InstanceId: instanceId,
  });
  await patchRow(server, 'instance', instanceId, patch);
  return { instanceId, primaryId: NetworkInterfaceSets[0].NetworkInterfaceId };
}

/** Makes an interface as the API would not, such as a service-managed one. Available unless told. */
export async function interfaceIn(
  server: TestServer,
  tx: Writer,
  scene: Scene,
  spec: Partial<InterfaceSpec> = {},
): Promise<string> {
  const subnet = await tx.first(subnetAddresses, { id: scene.subnetId });
  if (subnet === undefined) throw new Error(`there is no subnet ${scene.subnetId}`);
  return makeInterface(tx, callOf(server, spec.accountId), {
    accountId: server.world.defaultAccountId,
    type: 'secondary',
    status: 'Available',
    instanceId: null,
    subnet: { ...subnet, zone_id: scene.zoneId },
    projectName: 'default',
    securityGroupIds: [scene.groupId],
    ...spec,
  });
}

/** Changes a row, as a change of state that the API cannot bring about, or not alone. */
export function patchRow<T extends ResourceTable>(
  server: TestServer,
  table: T,
  id: string,
  patch: Partial<Tables[T]>,
): Promise<void> {
  return server.store.write((tx) => tx.update(table, id, patch));
}

/** A call as the gateway makes it, for functions of the house that need one. */
export function callOf(server: TestServer, accountId = server.world.defaultAccountId): Context {
  const region = server.world.region(REGION);
  if (region === undefined) throw new Error(`there is no region ${REGION}`);
  return {
    accountId,
    region,
    requestId: 'test',
    world: server.world,
    ids,
    settlesAt: (_, now) => now,
  };
}

/** Moves the world's clock of a server in manual mode, and settles what is due by then. */
export const pass = (server: TestServer, ms: number): Promise<void> => server.clock.advance(ms);

const LONG_ENOUGH_MS = 600_000;

async function settle(server: TestServer): Promise<void> {
  if (server.worldClock instanceof ManualClock) await pass(server, LONG_ENOUGH_MS);
  else await server.settled();
}

/** The key of the second account of {@link worldOfTwo}. */
export const OTHER: AccessKey = {
  accountId: '2100000002',
  accessKeyId: 'AKLTother',
  secretAccessKey: 'other',
};

/** The default world with a second account. */
export function worldOfTwo(parts: WorldParts = {}): World {
  const other = { id: OTHER.accountId, name: 'other', quotas: {}, keys: [OTHER] };
  return makeWorld({ ...parts, accounts: [...makeWorld().accounts, other] });
}
