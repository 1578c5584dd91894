// NAT gateways: one to the internet with an EIP and its entries, one inside with addresses.
import assert from 'node:assert/strict';
import { until, untilGone } from './check.mjs';

export async function nat({ call, vpc }, { VpcId, SubnetId }) {
  const nat = (action, input) => call('natgateway', action, input);
  const { Zones } = await nat('ListNatGatewayAvailableZones');
  assert.ok(Zones.length > 0);
  const { NatGatewayId } = await nat('CreateNatGateway', {
    VpcId,
    SubnetId,
    NatGatewayName: 'scenario',
    Tags: [{ Key: 'team', Value: 'network' }],
  });
  const of = { NatGatewayId };
  const read = () => nat('DescribeNatGatewayAttributes', of);
  const settled = () => until('Available', read);
  assert.equal((await settled()).NetworkType, 'internet');
  await nat('ModifyNatGatewayAttributes', { ...of, NatGatewayName: 'renamed', Spec: 'Medium' });
  await settled();
  const listed = async () =>
    (await nat('DescribeNatGateways', { NatGatewayIds: [NatGatewayId] })).NatGateways;
  const [{ NatGatewayName, Spec, Tags }] = await listed();
  assert.deepEqual([NatGatewayName, Spec], ['renamed', 'Medium']);
  assert.deepEqual(Tags, [{ Key: 'team', Value: 'network' }]);
  const tagged = { ResourceType: 'ngw', ResourceIds: [NatGatewayId] };
  await nat('TagResources', { ...tagged, Tags: [{ Key: 'more', Value: '' }] });
  await nat('UntagResources', { ...tagged, TagKeys: ['team'] });
  const { ResourceTags } = await nat('ListTagsForResources', tagged);
  assert.deepEqual(
    ResourceTags.map(({ TagKey }) => TagKey),
    ['more'],
  );

  const { AllocationId, EipAddress } = await vpc('AllocateEipAddress', { BillingType: 3 });
  const eipIs = (status) =>
    until(status, () => vpc('DescribeEipAddressAttributes', { AllocationId }));
  await eipIs('Available');
  const binding = { AllocationId, InstanceId: NatGatewayId };
  await vpc('AssociateEipAddress', { ...binding, InstanceType: 'Nat' });
  await eipIs('Attached');
  assert.equal((await settled()).EipAddresses[0].EipAddress, EipAddress);
  await entries(nat, settled, { ...of, SubnetId, AllocationId, EipAddress });
  await vpc('DisassociateEipAddress', binding);
  await eipIs('Available');
  await vpc('ReleaseEipAddress', { AllocationId });
  await settled();
  await nat('DeleteNatGateway', of);
  await untilGone(listed);
  await inside(nat, { VpcId, SubnetId });
}

async function entries(nat, settled, { NatGatewayId, SubnetId, AllocationId, EipAddress }) {
  const { SnatEntryId } = await nat('CreateSnatEntry', {
    NatGatewayId,
    SubnetId,
    EipId: AllocationId,
    SnatEntryName: 'out',
  });
  const snat = () => nat('DescribeSnatEntryAttributes', { SnatEntryId });
  assert.equal((await until('Available', snat)).EipAddress, EipAddress);
  await settled();
  await nat('ModifySnatEntryAttributes', { SnatEntryId, SnatEntryName: 'renamed' });
  assert.equal((await until('Available', snat)).SnatEntryName, 'renamed');
  await settled();
  const outward = async () => (await nat('DescribeSnatEntries', { NatGatewayId })).SnatEntries;
  assert.deepEqual(
    (await outward()).map((each) => each.SubnetId),
    [SubnetId],
  );

  const { DnatEntryId } = await nat('CreateDnatEntry', {
    NatGatewayId,
    ExternalIp: EipAddress,
    ExternalPort: '80',
    InternalIp: '10.0.1.200',
    InternalPort: '8080',
    Protocol: 'tcp',
  });
  const dnat = () => nat('DescribeDnatEntryAttributes', { DnatEntryId });
  assert.equal((await until('Available', dnat)).InternalPort, '8080');
  await settled();
  await nat('ModifyDnatEntryAttributes', { DnatEntryId, InternalPort: '8081' });
  await until('Available', dnat);
  await settled();
  const inward = async () => (await nat('DescribeDnatEntries', { NatGatewayId })).DnatEntries;
  assert.equal((await inward())[0].InternalPort, '8081');

  await nat('DeleteDnatEntry', { DnatEntryId });
  await untilGone(inward);
  await settled();
  await nat('DeleteSnatEntry', { SnatEntryId });
  await untilGone(outward);
  await settled();
}

async function inside(nat, place) {
  const { NatGatewayId } = await nat('CreateNatGateway', { ...place, NetworkType: 'intranet' });
  const of = { NatGatewayId };
  const settled = () => until('Available', () => nat('DescribeNatGatewayAttributes', of));
  assert.equal((await settled()).NetworkType, 'intranet');
  const { NatIpId } = await nat('CreateNatIp', { ...of, NatIpName: 'scenario' });
  const one = () => nat('DescribeNatIpAttributes', { NatIpId });
  assert.match((await until('Available', one)).NatIp, /^10\.0\.1\.\d+$/);
  await settled();
  await nat('ModifyNatIpAttributes', { NatIpId, NatIpName: 'renamed' });
  await until('Available', one);
  await settled();
  const listed = async () => (await nat('DescribeNatIps', { ...of, NatIpIds: [NatIpId] })).NatIps;
  const [{ NatIpName, IsDefault, UsingStatus }] = await listed();
  assert.deepEqual([NatIpName, IsDefault, UsingStatus], ['renamed', false, 'Idle']);
  await nat('DeleteNatIp', { NatIpId });
  await untilGone(listed);
  await settled();
  await nat('DeleteNatGateway', of);
  await untilGone(
    async () => (await nat('DescribeNatGateways', { VpcId: place.VpcId })).NatGateways,
  );
}
