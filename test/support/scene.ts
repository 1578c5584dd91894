import { setTimeout as sleep } from 'node:timers/promises';
import { ManualClock } from '#platform/clock.ts';
import type { InstanceRow } from '#store/schema.ts';
import { SdkClient } from './client.ts';
import { patchRow } from './rows.ts';
import type { TestServer } from './server.ts';

/*
 * What tests start from, made through the API: `scene` makes a VPC, a subnet, a security group and
 * instances at once, each `made...` one resource, with the parameters of the action that makes it.
 * All have settled when they are returned.
 */

/** Where a scene is made: on a server of this process, or with a client of a server elsewhere. */
export type Maker = TestServer | SdkClient;

/** A VPC with IPv6, a subnet and a security group, all Available. */
export interface Scene {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly zoneId: string;
}

export interface SceneWithInstances extends Scene {
  /** All RUNNING. */
  readonly instanceIds: readonly string[];
}

export interface SceneOptions {
  /** The client of its owner; by default the default account's. */
  readonly client?: SdkClient;
  readonly zoneId?: string;
  /** The subnet's block, 10.0.0.0/24 by default; '' for an IPv6-only subnet. */
  readonly cidr?: string;
  /** Whether the subnet has IPv6 addresses; it does by default. */
  readonly ipv6?: boolean;
  /** How many instances; none by default. */
  readonly instances?: number;
  readonly instanceType?: string;
}

/** The API's parameters in place of, or besides, those that a builder gives. */
export type Input = Readonly<Record<string, unknown>>;

const ZONE = 'cn-beijing-a';
const INSTANCE_TYPE = 'ecs.g3i.large';
const MOST_INSTANCES_A_CALL = 100;

const scenes = new WeakMap<TestServer, number>();

/** A scene, and RUNNING instances in it. The first of a server has 2001:db8::/64 in its subnet. */
export async function scene(maker: Maker, options: SceneOptions = {}): Promise<SceneWithInstances> {
  const { client, zoneId = ZONE, cidr = '10.0.0.0/24', ipv6 = true } = options;
  const { instances = 0, instanceType = INSTANCE_TYPE } = options;
  const vpcId = await madeVpc(maker, { EnableIpv6: true, ...ipv6CidrOf(maker) }, client);
  const subnetId =
    cidr === ''
      ? await madeIpv6OnlySubnet(maker, vpcId, { ZoneId: zoneId }, client)
      : await madeSubnet(
          maker,
          vpcId,
          { ZoneId: zoneId, CidrBlock: cidr, ...(ipv6 && { Ipv6CidrBlock: 0 }) },
          client,
        );
  const groupId = await madeGroup(maker, vpcId, {}, client);
  const here = { vpcId, subnetId, groupId, zoneId };
  const instanceIds: string[] = [];
  while (instanceIds.length < instances) {
    const Count = Math.min(MOST_INSTANCES_A_CALL, instances - instanceIds.length);
    const input = runInput(here, { Count, InstanceTypeId: instanceType });
    instanceIds.push(...(await madeInstances(maker, input, client)));
  }
  return { ...here, instanceIds };
}

/** A block of the scene's own, where it is known which others have been taken. */
function ipv6CidrOf(maker: Maker): Input {
  if (maker instanceof SdkClient) return {};
  const before = scenes.get(maker) ?? 0;
  scenes.set(maker, before + 1);
  return { Ipv6CidrBlock: `2001:db8:0:${(before * 256).toString(16)}::/56` };
}

/** An Available VPC of 10.0.0.0/8 unless told. */
export async function madeVpc(maker: Maker, input: Input = {}, client = clientOf(maker)) {
  const { VpcId } = await client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8', ...input });
  await available(maker, client, 'DescribeVpcAttributes', { VpcId });
  return VpcId as string;
}

/** A VPC that is still Creating where the world's clock stands still. */
export async function creatingVpc({ client }: TestServer): Promise<string> {
  return (await client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' })).VpcId;
}

/** An Available subnet of 10.0.0.0/24 unless told, without IPv6. */
export function madeSubnet(
  maker: Maker,
  VpcId: string,
  input: Input = {},
  client = clientOf(maker),
): Promise<string> {
  return subnetBy(maker, { VpcId, CidrBlock: '10.0.0.0/24', ...input }, client);
}

/** An Available subnet that has no IPv4, with the next IPv6 block of its VPC. */
export async function madeIpv6OnlySubnet(
  maker: Maker,
  VpcId: string,
  input: Input = {},
  client = clientOf(maker),
): Promise<string> {
  const { SubnetIds } = await client.ok('vpc', 'DescribeVpcAttributes', { VpcId });
  const Ipv6CidrBlock = SubnetIds.length;
  return subnetBy(maker, { VpcId, IsIpv6Only: true, Ipv6CidrBlock, ...input }, client);
}

async function subnetBy(maker: Maker, input: Input, client: SdkClient): Promise<string> {
  const { SubnetId } = await client.ok('vpc', 'CreateSubnet', { ZoneId: ZONE, ...input });
  await available(maker, client, 'DescribeSubnetAttributes', { SubnetId });
  return SubnetId;
}

/** An Available security group. */
export async function madeGroup(
  maker: Maker,
  VpcId: string,
  input: Input = {},
  client = clientOf(maker),
): Promise<string> {
  const made = await client.ok('vpc', 'CreateSecurityGroup', { VpcId, ...input });
  const { SecurityGroupId } = made;
  await available(maker, client, 'DescribeSecurityGroupAttributes', { SecurityGroupId });
  return SecurityGroupId;
}

/** Where an interface or an instance is to be. */
export type Spot = Pick<Scene, 'subnetId' | 'groupId'>;

/** An Available interface. */
export async function madeInterface(
  maker: Maker,
  spot: Spot,
  input: Input = {},
  client = clientOf(maker),
): Promise<string> {
  const made = await client.ok('vpc', 'CreateNetworkInterface', nicInput(spot, input));
  const { NetworkInterfaceId } = made;
  await available(maker, client, 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });
  return NetworkInterfaceId;
}

/** A RUNNING instance, whose row is then changed by `patch`. */
export async function madeInstance(
  server: TestServer,
  here: Spot & Pick<Scene, 'zoneId'>,
  patch: Partial<InstanceRow> = {},
): Promise<string> {
  const [instanceId = ''] = await madeInstances(server, runInput(here), server.client);
  if (Object.keys(patch).length > 0) await patchRow(server, 'instance', instanceId, patch);
  return instanceId;
}

/** The primary interface of an instance. */
export async function primaryOf(server: TestServer, InstanceId: string): Promise<string> {
  const { NetworkInterfaceSets } = await server.client.ok('vpc', 'DescribeNetworkInterfaces', {
    InstanceId,
    Type: 'primary',
  });
  return NetworkInterfaceSets[0].NetworkInterfaceId;
}

async function madeInstances(maker: Maker, input: Input, client = clientOf(maker)) {
  const { InstanceIds } = await client.ok('ecs', 'RunInstances', input);
  await settled(maker, async () => {
    const shown = await client.ok('ecs', 'DescribeInstances', { InstanceIds, MaxResults: 100 });
    return shown.Instances.every(({ Status }: { Status: string }) => Status === 'RUNNING');
  });
  return InstanceIds as string[];
}

/** The parameters that RunInstances requires, and `more`. */
export function runInput(
  here: Spot & Pick<Scene, 'zoneId'>,
  more: Input = {},
): Record<string, unknown> {
  return {
    ZoneId: here.zoneId,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: INSTANCE_TYPE,
    InstanceName: 'web',
    NetworkInterfaces: [nicInput(here)],
    ...more,
  };
}

/** An interface of {@link runInput}, and of CreateNetworkInterface. */
export function nicInput({ subnetId, groupId }: Spot, more: Input = {}): Record<string, unknown> {
  return { SubnetId: subnetId, SecurityGroupIds: [groupId], ...more };
}

export function clientOf(maker: Maker): SdkClient {
  return maker instanceof SdkClient ? maker : maker.client;
}

function available(maker: Maker, client: SdkClient, action: string, input: Input): Promise<void> {
  return settled(maker, async () => (await client.ok('vpc', action, input)).Status === 'Available');
}

const LONG_ENOUGH_MS = 600_000;
const PAUSE_MS = 5;

/**
 * A server elsewhere is polled, as clients do. If the status never comes, the test's own timeout
 * ends it.
 */
async function settled(maker: Maker, isDone: () => Promise<boolean>): Promise<void> {
  if (maker instanceof SdkClient) {
    while (!(await isDone())) await sleep(PAUSE_MS);
  } else if (maker.worldClock instanceof ManualClock) {
    await maker.advance(LONG_ENOUGH_MS);
  } else {
    await maker.settled();
  }
}
