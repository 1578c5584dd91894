/** Reads the network of a VPC, as a data plane does. */
export type Network = (vpcId: string) => Promise<void>;

type Ask = (action: string, input: Record<string, unknown>) => Promise<Record<string, string>>;

/** Calls every action of NAT gateways; both wait for the end of what each began. */
export async function callNat(vpc: Ask, nat: Ask, network: Network): Promise<void> {
  const Tags = [{ Key: 'k', Value: 'v' }];
  const TagFilters = [{ Key: 'k', Values: ['v'] }];
  const { VpcId } = await vpc('CreateVpc', { CidrBlock: '192.168.0.0/16' });
  const subnet = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '192.168.0.0/24' };
  const { SubnetId } = await vpc('CreateSubnet', subnet);
  const { NatGatewayId } = await nat('CreateNatGateway', { VpcId, Tags });
  const { BandwidthPackageId } = await vpc('CreateBandwidthPackage', { Bandwidth: 10 });
  const { AllocationId, EipAddress } = await vpc('AllocateEipAddress', {
    BillingType: 3,
    BandwidthPackageId,
  });
  const eip = { AllocationId };
  const binding = { ...eip, InstanceType: 'Nat', InstanceId: NatGatewayId };
  await vpc('AssociateEipAddress', binding);
  await nat('ModifyNatGatewayAttributes', { NatGatewayId, Spec: 'Large' });
  const entry = { NatGatewayId, SubnetId, EipId: AllocationId };
  const { SnatEntryId } = await nat('CreateSnatEntry', entry);
  await nat('ModifySnatEntryAttributes', { SnatEntryId, EipId: AllocationId });
  const { DnatEntryId } = await nat('CreateDnatEntry', {
    NatGatewayId,
    ExternalIp: EipAddress,
    ExternalPort: '80',
    InternalIp: '192.168.0.9',
    InternalPort: '8080',
    Protocol: 'tcp',
  });
  await nat('ModifyDnatEntryAttributes', { DnatEntryId, InternalPort: '8081' });
  await network(VpcId ?? '');
  for (const input of [{}, { NatGatewayIds: [NatGatewayId] }, { VpcId }, { TagFilters }]) {
    await nat('DescribeNatGateways', input);
  }
  for (const input of [
    {},
    { SnatEntryIds: [SnatEntryId] },
    { NatGatewayId },
    { SourceCidr: '192.168.0.0/24' },
    { EipId: AllocationId },
  ]) {
    await nat('DescribeSnatEntries', input);
  }
  for (const input of [{}, { DnatEntryIds: [DnatEntryId] }, { NatGatewayId, Protocol: 'tcp' }]) {
    await nat('DescribeDnatEntries', input);
  }
  await nat('DescribeNatGatewayAttributes', { NatGatewayId });
  await nat('DescribeSnatEntryAttributes', { SnatEntryId });
  await nat('DescribeDnatEntryAttributes', { DnatEntryId });
  await nat('ListNatGatewayAvailableZones', {});
  const tagged = { ResourceType: 'ngw', ResourceIds: [NatGatewayId] };
  await nat('TagResources', { ...tagged, Tags: [{ Key: 'l', Value: 'v' }] });
  await nat('ListTagsForResources', tagged);
  await nat('UntagResources', { ...tagged, TagKeys: ['l'] });
  const inside = await nat('CreateNatGateway', { VpcId, NetworkType: 'intranet' });
  const of = { NatGatewayId: inside.NatGatewayId };
  const { NatIpId } = await nat('CreateNatIp', of);
  await nat('ModifyNatIpAttributes', { NatIpId, NatIpName: 'b' });
  for (const input of [{}, { NatIpIds: [NatIpId] }])
    await nat('DescribeNatIps', { ...of, ...input });
  await nat('DescribeNatIpAttributes', { NatIpId });
  await nat('DeleteNatIp', { NatIpId });
  await nat('DeleteNatGateway', of);
  await nat('DeleteSnatEntry', { SnatEntryId });
  await nat('DeleteDnatEntry', { DnatEntryId });
  await vpc('DisassociateEipAddress', eip);
  await vpc('RemoveBandwidthPackageIp', { BandwidthPackageId, ...eip });
  await vpc('DeleteBandwidthPackage', { BandwidthPackageId });
  await nat('DeleteNatGateway', { NatGatewayId });
  await vpc('DeleteSubnet', { SubnetId });
  await vpc('DeleteVpc', { VpcId });
}
