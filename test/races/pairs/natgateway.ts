import { eipOnNat, madeNatGateway } from '../../support/nat.ts';
import { madeSubnet, madeVpc } from '../../support/scene.ts';
import { ask, done, type Ground, type Pairs } from './pair.ts';

const nat = (action: string, input: Record<string, unknown>) => ask('natgateway', action, input);

/** A NAT gateway in a VPC of its own: a VPC has few. */
async function ownGateway({ server }: Ground, input = {}): Promise<string> {
  const VpcId = await madeVpc(server);
  const SubnetId = await madeSubnet(server, VpcId);
  return madeNatGateway(server, { VpcId, SubnetId, ...input });
}

/** The same with an EIP. */
async function gateway(ground: Ground) {
  const { server } = ground;
  const NatGatewayId = await ownGateway(ground);
  return { NatGatewayId, ...(await eipOnNat(server, NatGatewayId)) };
}

const disassociate = ({ NatGatewayId, AllocationId }: Awaited<ReturnType<typeof gateway>>) =>
  ask('vpc', 'DisassociateEipAddress', {
    AllocationId,
    InstanceType: 'Nat',
    InstanceId: NatGatewayId,
  });

const dnat = ({ NatGatewayId, EipAddress }: Awaited<ReturnType<typeof gateway>>) =>
  nat('CreateDnatEntry', {
    NatGatewayId,
    ExternalIp: EipAddress,
    ExternalPort: '80',
    InternalIp: '10.1.0.99',
    InternalPort: '8080',
    Protocol: 'tcp',
  });

/** NAT gateways and what belongs to them. */
export const NAT_PAIRS: Pairs = {
  'an SNAT entry and the end of its EIP on the gateway': {
    succeed: 'one',
    async stage(ground) {
      const at = await gateway(ground);
      const { NatGatewayId, AllocationId: EipId } = at;
      const SourceCidr = `10.0.${ground.index}.0/24`;
      return [nat('CreateSnatEntry', { NatGatewayId, EipId, SourceCidr }), disassociate(at)];
    },
  },
  'a DNAT entry and the end of its EIP on the gateway': {
    succeed: 'one',
    async stage(ground) {
      const at = await gateway(ground);
      return [dnat(at), disassociate(at)];
    },
  },
  'two DNAT entries of one port': {
    succeed: 'one',
    async stage(ground) {
      const at = await gateway(ground);
      return [dnat(at), dnat(at)];
    },
  },
  'an EIP on a gateway and the end of the gateway': {
    succeed: 'one',
    async stage(ground) {
      const { server } = ground;
      const NatGatewayId = await ownGateway(ground);
      const eip = await done(server, 'vpc', 'AllocateEipAddress', { BillingType: 3 });
      return [
        ask('vpc', 'AssociateEipAddress', {
          AllocationId: eip.AllocationId,
          InstanceType: 'Nat',
          InstanceId: NatGatewayId,
        }),
        nat('DeleteNatGateway', { NatGatewayId }),
      ];
    },
  },
  'an EIP on a gateway and its release': {
    succeed: 'one',
    async stage(ground) {
      const { server } = ground;
      const NatGatewayId = await ownGateway(ground);
      const { AllocationId } = await done(server, 'vpc', 'AllocateEipAddress', { BillingType: 3 });
      return [
        ask('vpc', 'AssociateEipAddress', {
          AllocationId,
          InstanceType: 'Nat',
          InstanceId: NatGatewayId,
        }),
        ask('vpc', 'ReleaseEipAddress', { AllocationId }),
      ];
    },
  },
  'a NAT IP and the end of its gateway': {
    succeed: 'one or both',
    async stage(ground) {
      const NatGatewayId = await ownGateway(ground, { NetworkType: 'intranet' });
      return [nat('CreateNatIp', { NatGatewayId }), nat('DeleteNatGateway', { NatGatewayId })];
    },
  },
  'a gateway and the end of its subnet': {
    succeed: 'one',
    async stage({ server, vpcId, zoneId, index }) {
      const { SubnetId } = await done(server, 'vpc', 'CreateSubnet', {
        VpcId: vpcId,
        ZoneId: zoneId,
        CidrBlock: `10.61.${index}.0/24`,
      });
      return [
        nat('CreateNatGateway', { VpcId: vpcId, SubnetId }),
        ask('vpc', 'DeleteSubnet', { SubnetId }),
      ];
    },
  },
};
