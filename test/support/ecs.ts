import { ManualClock } from '#platform/clock.ts';
import type { InstanceRow, ResourceTable, Tables } from '#store/schema.ts';
import type { TestServer } from './server.ts';

/** A VPC with IPv6, a subnet (10.0.0.0/24 and a /64) and a security group, all Available. */
export interface InstanceScene {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly zoneId: string;
}

const ZONE = 'cn-beijing-a';

/** Makes a place for instances through the API. */
export async function place(server: TestServer): Promise<InstanceScene> {
  const { VpcId: vpcId } = await server.client.ok('vpc', 'CreateVpc', {
    CidrBlock: '10.0.0.0/8',
    EnableIpv6: true,
  });
  await settle(server);
  const subnetId = await subnetOf(server, vpcId, { ipv6: true });
  return { vpcId, subnetId, groupId: await groupOf(server, vpcId), zoneId: ZONE };
}

interface SubnetOptions {
  /** '' for an IPv6-only subnet. */
  readonly cidr?: string;
  readonly ipv6?: boolean;
}

export async function subnetOf(
  server: TestServer,
  VpcId: string,
  { cidr = '10.0.0.0/24', ipv6 = false }: SubnetOptions,
): Promise<string> {
  const { SubnetId } = await server.client.ok('vpc', 'CreateSubnet', {
    VpcId,
    ZoneId: ZONE,
    ...(cidr === '' ? { IsIpv6Only: true } : { CidrBlock: cidr }),
    ...(ipv6 ? { Ipv6CidrBlock: cidr === '' ? 1 : 0 } : {}),
  });
  await settle(server);
  return SubnetId;
}

export async function groupOf(server: TestServer, VpcId: string): Promise<string> {
  const { SecurityGroupId } = await server.client.ok('vpc', 'CreateSecurityGroup', { VpcId });
  await settle(server);
  return SecurityGroupId;
}

/** What RunInstances needs at the least, and `more`. */
export function runInput(
  at: InstanceScene,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    ZoneId: at.zoneId,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: 'ecs.g3i.large',
    InstanceName: 'web',
    NetworkInterfaces: [nicOf(at)],
    ...more,
  };
}

export function nicOf(
  at: InstanceScene,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { SubnetId: at.subnetId, SecurityGroupIds: [at.groupId], ...more };
}

/** Launches a RUNNING instance, and then changes its row by `patch`. */
export async function instanceAt(
  server: TestServer,
  at: InstanceScene,
  patch: Partial<InstanceRow> = {},
): Promise<string> {
  const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', runInput(at));
  await settle(server);
  await change(server, 'instance', InstanceIds[0], patch);
  return InstanceIds[0];
}

/** Makes an Available interface. */
export async function interfaceAt(server: TestServer, at: InstanceScene): Promise<string> {
  const made = await server.client.ok('vpc', 'CreateNetworkInterface', nicOf(at));
  await settle(server);
  return made.NetworkInterfaceId;
}

/** Changes a row, as a change of state that the API cannot bring about, or not alone. */
export function change<T extends ResourceTable>(
  server: TestServer,
  table: T,
  id: string,
  patch: Partial<Tables[T]>,
): Promise<void> {
  return server.store.write((tx) => tx.update(table, id, patch));
}

/** Moves the world's clock of a server in manual mode, and settles what is due by then. */
export const advance = (server: TestServer, ms: number): Promise<void> => server.clock.advance(ms);

const LONG_ENOUGH_MS = 600_000;

async function settle(server: TestServer): Promise<void> {
  if (server.worldClock instanceof ManualClock) await advance(server, LONG_ENOUGH_MS);
  else await server.settled();
}
