import { madeGroup, madeInterface, madeSubnet, madeVpc } from './scene.ts';
import type { TestServer } from './server.ts';

/** A VPC with IPv6 and an interface with IPv6 addresses in it. */
export interface Ipv6Scene {
  readonly VpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly eni: string;
  readonly addresses: readonly string[];
}

export async function ipv6Scene(server: TestServer, count = 1): Promise<Ipv6Scene> {
  const VpcId = await madeVpc(server, { EnableIpv6: true });
  const subnetId = await madeSubnet(server, VpcId, { Ipv6CidrBlock: 0 });
  const groupId = await madeGroup(server, VpcId);
  const eni = await madeInterface(server, { subnetId, groupId }, { Ipv6AddressCount: count });
  const { IPv6Sets } = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
    NetworkInterfaceId: eni,
  });
  return { VpcId, subnetId, groupId, eni, addresses: IPv6Sets };
}

/** An Available IPv6 gateway. */
export async function madeIpv6Gateway(
  server: TestServer,
  VpcId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { Ipv6GatewayId } = await server.client.ok('vpc', 'CreateIpv6Gateway', { VpcId, ...input });
  await server.settled();
  return Ipv6GatewayId;
}

/** The public bandwidth of an IPv6 address, by traffic unless told. */
export async function madeBandwidth(
  server: TestServer,
  Ipv6Address: string | undefined,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { AllocationId } = await server.client.ok('vpc', 'AllocateIpv6AddressBandwidth', {
    Ipv6Address,
    BillingType: 3,
    ...input,
  });
  return AllocationId;
}

/** An Available egress-only rule. */
export async function madeEgressOnlyRule(
  server: TestServer,
  Ipv6GatewayId: string,
  InstanceId: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { Ipv6EgressOnlyRuleId } = await server.client.ok('vpc', 'CreateIpv6EgressOnlyRule', {
    Ipv6GatewayId,
    InstanceId,
    ...input,
  });
  await server.settled();
  return Ipv6EgressOnlyRuleId;
}
