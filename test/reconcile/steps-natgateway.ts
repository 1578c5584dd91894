import { calling, type Step } from './step.ts';

const vpc = calling('vpc');
const nat = calling('natgateway');

/** A NAT gateway is made, changed, given an EIP and entries, and deleted. */
export const natSteps: Readonly<Record<string, Step>> = {
  async 'nat-gateway.create'(stage) {
    const { VpcId } = await vpc(stage, 'CreateVpc', { CidrBlock: '192.168.0.0/16' });
    stage.made.natVpcId = VpcId;
    await stage.settle();
    const subnet = { VpcId, ZoneId: 'cn-beijing-a', CidrBlock: '192.168.0.0/24' };
    stage.made.natSubnetId = (await vpc(stage, 'CreateSubnet', subnet)).SubnetId;
    await stage.settle();
    stage.made.NatGatewayId = (await nat(stage, 'CreateNatGateway', { VpcId })).NatGatewayId;
  },
  'nat-gateway.modify': (stage) =>
    nat(stage, 'ModifyNatGatewayAttributes', {
      NatGatewayId: stage.made.NatGatewayId,
      Spec: 'Large',
    }),
  async 'snat-entry.create'(stage) {
    const { NatGatewayId, natSubnetId: SubnetId } = stage.made;
    const eip = await vpc(stage, 'AllocateEipAddress', { BillingType: 3 });
    const { AllocationId } = eip;
    Object.assign(stage.made, { natEipId: AllocationId, natEipAddress: eip.EipAddress });
    await vpc(stage, 'AssociateEipAddress', {
      AllocationId,
      InstanceType: 'Nat',
      InstanceId: NatGatewayId,
    });
    await stage.settle();
    const entry = { NatGatewayId, SubnetId, EipId: AllocationId };
    stage.made.SnatEntryId = (await nat(stage, 'CreateSnatEntry', entry)).SnatEntryId;
  },
  'snat-entry.modify': (stage) =>
    nat(stage, 'ModifySnatEntryAttributes', {
      SnatEntryId: stage.made.SnatEntryId,
      SnatEntryName: 'b',
    }),
  async 'dnat-entry.create'(stage) {
    const { DnatEntryId } = await nat(stage, 'CreateDnatEntry', {
      NatGatewayId: stage.made.NatGatewayId,
      ExternalIp: stage.made.natEipAddress,
      ExternalPort: '80',
      InternalIp: '192.168.0.9',
      InternalPort: '8080',
      Protocol: 'tcp',
    });
    stage.made.DnatEntryId = DnatEntryId;
  },
  'dnat-entry.modify': (stage) =>
    nat(stage, 'ModifyDnatEntryAttributes', {
      DnatEntryId: stage.made.DnatEntryId,
      InternalPort: '8081',
    }),
  'snat-entry.delete': (stage) =>
    nat(stage, 'DeleteSnatEntry', { SnatEntryId: stage.made.SnatEntryId }),
  'dnat-entry.delete': (stage) =>
    nat(stage, 'DeleteDnatEntry', { DnatEntryId: stage.made.DnatEntryId }),
  async 'nat-ip.create'(stage) {
    const { natSubnetId: SubnetId, natVpcId: VpcId } = stage.made;
    const gateway = { VpcId, SubnetId, NetworkType: 'intranet' };
    const { NatGatewayId } = await nat(stage, 'CreateNatGateway', gateway);
    await stage.settle();
    stage.made.NatIpId = (await nat(stage, 'CreateNatIp', { NatGatewayId })).NatIpId;
  },
  'nat-ip.delete': (stage) => nat(stage, 'DeleteNatIp', { NatIpId: stage.made.NatIpId }),
  async 'nat-gateway.delete'(stage) {
    await vpc(stage, 'DisassociateEipAddress', { AllocationId: stage.made.natEipId });
    await stage.settle();
    await nat(stage, 'DeleteNatGateway', { NatGatewayId: stage.made.NatGatewayId });
  },
};
