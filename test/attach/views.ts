import { expect } from 'vitest';
import type { TestServer } from '../support/server.ts';

/** What every view of an interface agrees on. */
export interface Seen {
  /** '' once the interface is gone. */
  readonly status: string;
  readonly deviceId: string;
  readonly deleteOnTermination: boolean;
}

interface Listed {
  readonly NetworkInterfaceId: string;
}

/**
 * Looks at an interface and an instance from every side that the API has, and holds the views
 * against each other: an interface is among the instance's in each of them, or in none.
 */
export async function look(
  server: TestServer,
  networkInterfaceId: string,
  instanceId: string,
): Promise<Seen> {
  const { client } = server;
  const ok = (action: string, input: Record<string, unknown>) => client.ok('vpc', action, input);
  const attributes = await client.vpc('DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId: networkInterfaceId,
  });
  const byId = await ok('DescribeNetworkInterfaces', { NetworkInterfaceIds: [networkInterfaceId] });
  const ofInstance = await ok('DescribeNetworkInterfaces', { InstanceId: instanceId });
  const { Instances } = await client.ok('ecs', 'DescribeInstances', { InstanceIds: [instanceId] });
  const listed = (list: readonly Listed[]) => list.map((each) => each.NetworkInterfaceId).sort();

  // Both services name the same interfaces of the instance, or both know none.
  const [instance] = Instances;
  expect(listed(instance?.NetworkInterfaces ?? [])).toEqual(
    listed(ofInstance.NetworkInterfaceSets),
  );

  if (attributes.status === 404) {
    expect(byId.NetworkInterfaceSets).toEqual([]);
    expect(listed(ofInstance.NetworkInterfaceSets)).not.toContain(networkInterfaceId);
    return { status: '', deviceId: '', deleteOnTermination: false };
  }
  const { RequestId: _, ...shown } = attributes.result;
  expect(byId.NetworkInterfaceSets).toEqual([shown]);
  expect(listed(ofInstance.NetworkInterfaceSets).includes(networkInterfaceId)).toBe(
    shown.DeviceId === instanceId,
  );
  expect(shown.Attachment.InstanceId).toBe(shown.DeviceId);

  const byStatus = await ok('DescribeNetworkInterfaces', {
    NetworkInterfaceIds: [networkInterfaceId],
    Status: shown.Status,
  });
  expect(byStatus.NetworkInterfaceSets).toEqual([shown]);
  return {
    status: shown.Status,
    deviceId: shown.DeviceId,
    deleteOnTermination: shown.Attachment.DeleteOnTermination,
  };
}

/** The free IPv4 addresses of a subnet, on which both Describe actions agree. */
export async function freeAddresses({ client }: TestServer, SubnetId: string): Promise<number> {
  const one = await client.ok('vpc', 'DescribeSubnetAttributes', { SubnetId });
  const list = await client.ok('vpc', 'DescribeSubnets', { SubnetIds: [SubnetId] });
  expect(list.Subnets[0].AvailableIpAddressCount).toBe(one.AvailableIpAddressCount);
  return one.AvailableIpAddressCount;
}
