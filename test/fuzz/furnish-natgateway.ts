type Ask = (
  service: string,
  action: string,
  input: Record<string, unknown>,
) => Promise<Record<string, string>>;

/** Makes a NAT gateway with an EIP and entries. */
export async function furnishNat(ok: Ask, VpcId: string, SubnetId: string): Promise<void> {
  const gateway = { VpcId, SubnetId };
  const { NatGatewayId } = await ok('natgateway', 'CreateNatGateway', gateway);
  await ok('natgateway', 'CreateNatGateway', { ...gateway, NetworkType: 'intranet' });
  const { AllocationId, EipAddress } = await ok('vpc', 'AllocateEipAddress', { BillingType: 2 });
  const binding = { AllocationId, InstanceType: 'Nat', InstanceId: NatGatewayId };
  await ok('vpc', 'AssociateEipAddress', binding);
  await ok('natgateway', 'CreateSnatEntry', { NatGatewayId, SubnetId, EipId: AllocationId });
  await ok('natgateway', 'CreateDnatEntry', {
    NatGatewayId,
    ExternalIp: EipAddress,
    ExternalPort: '80',
    InternalIp: '10.0.1.9',
    InternalPort: '8080',
    Protocol: 'tcp',
  });
}
