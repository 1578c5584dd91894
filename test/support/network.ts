import { setTimeout as sleep } from 'node:timers/promises';
import type { SdkClient } from './client.ts';

/** A small network made through the API. */
export interface Network {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly instanceIds: readonly string[];
}

export interface NetworkOptions {
  readonly zone?: string;
  readonly instances?: number;
  readonly instanceType?: string;
  readonly cidr?: string;
}

/** Makes a VPC, a subnet, a security group and instances, and waits until they have settled. */
export async function network(client: SdkClient, options: NetworkOptions = {}): Promise<Network> {
  const { zone = 'cn-beijing-a', instances = 1, instanceType = 'ecs.g3i.large' } = options;
  const { VpcId } = await client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/8' });
  await until(client, 'DescribeVpcAttributes', { VpcId });
  const { SubnetId } = await client.ok('vpc', 'CreateSubnet', {
    VpcId,
    ZoneId: zone,
    CidrBlock: options.cidr ?? '10.1.0.0/16',
  });
  await until(client, 'DescribeSubnetAttributes', { SubnetId });
  const { SecurityGroupId } = await client.ok('vpc', 'CreateSecurityGroup', { VpcId });
  await until(client, 'DescribeSecurityGroupAttributes', { SecurityGroupId });
  const made: string[] = [];
  while (made.length < instances) {
    const { InstanceIds } = await client.ok('ecs', 'RunInstances', {
      ZoneId: zone,
      ImageId: 'image-debian12x64tenon00',
      InstanceTypeId: instanceType,
      InstanceName: 'test',
      Count: Math.min(100, instances - made.length),
      NetworkInterfaces: [{ SubnetId, SecurityGroupIds: [SecurityGroupId] }],
    });
    made.push(...InstanceIds);
  }
  await untilRunning(client, made);
  return { vpcId: VpcId, subnetId: SubnetId, groupId: SecurityGroupId, instanceIds: made };
}

const TRIES = 1000;
const PAUSE_MS = 5;

/** Polls a Describe...Attributes action as clients do, until it says `status`. */
export async function until(
  client: SdkClient,
  action: string,
  input: Record<string, unknown>,
  status = 'Available',
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if ((await client.ok('vpc', action, input)).Status === status) return;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${action} ${JSON.stringify(input)} never says ${status}`);
}

async function untilRunning(client: SdkClient, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += 100) {
    const InstanceIds = ids.slice(from, from + 100);
    for (let tries = 0; ; tries += 1) {
      const { Instances } = await client.ok('ecs', 'DescribeInstances', {
        InstanceIds,
        MaxResults: 100,
      });
      if (Instances.every((each: { Status: string }) => each.Status === 'RUNNING')) break;
      if (tries === TRIES) throw new Error('instances never run');
      await sleep(PAUSE_MS);
    }
  }
}
