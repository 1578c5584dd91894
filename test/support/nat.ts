import { madeSubnet, madeVpc } from './scene.ts';
import type { TestServer } from './server.ts';

/** A VPC with a subnet and a NAT gateway in it. */
export interface NatScene {
  readonly VpcId: string;
  readonly SubnetId: string;
  readonly NatGatewayId: string;
}

export async function natScene(
  server: TestServer,
  input: Record<string, unknown> = {},
): Promise<NatScene> {
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  return {
    VpcId,
    SubnetId,
    NatGatewayId: await madeNatGateway(server, { VpcId, SubnetId, ...input }),
  };
}

/** An Available NAT gateway, of the internet unless told. */
export async function madeNatGateway(
  server: TestServer,
  input: Record<string, unknown>,
): Promise<string> {
  const { NatGatewayId } = await server.client.ok('natgateway', 'CreateNatGateway', input);
  await server.settled();
  return NatGatewayId;
}

export interface MadeEip {
  readonly AllocationId: string;
  readonly EipAddress: string;
}

/** An EIP on a NAT gateway. */
export async function eipOnNat(server: TestServer, NatGatewayId: string): Promise<MadeEip> {
  const eip = await server.client.ok('vpc', 'AllocateEipAddress', { BillingType: 3 });
  const { AllocationId, EipAddress } = eip;
  await server.client.ok('vpc', 'AssociateEipAddress', {
    AllocationId,
    InstanceType: 'Nat',
    InstanceId: NatGatewayId,
  });
  await server.settled();
  return { AllocationId, EipAddress };
}

/** An Available SNAT entry. */
export async function madeSnatEntry(
  server: TestServer,
  input: Record<string, unknown>,
): Promise<string> {
  const { SnatEntryId } = await server.client.ok('natgateway', 'CreateSnatEntry', input);
  await server.settled();
  return SnatEntryId;
}

/** An Available DNAT entry, of TCP port 80 unless told. */
export async function madeDnatEntry(
  server: TestServer,
  input: Record<string, unknown>,
): Promise<string> {
  const { DnatEntryId } = await server.client.ok('natgateway', 'CreateDnatEntry', {
    Protocol: 'tcp',
    ExternalPort: '80',
    InternalPort: '8080',
    InternalIp: '10.0.0.99',
    ...input,
  });
  await server.settled();
  return DnatEntryId;
}
