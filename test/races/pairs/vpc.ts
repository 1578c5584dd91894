import { madeBandwidthPackage } from '../../support/bandwidth-package.ts';
import { ipamScene, madePool, poolScene } from '../../support/ipam.ts';
import { madeIpv4Gateway } from '../../support/ipv4-gateway.ts';
import { madeInterface, madeVpc } from '../../support/scene.ts';
import { madeFilter, madeTarget } from '../../support/traffic-mirror.ts';
import { ask, done, type Ground, type Pairs } from './pair.ts';

const vpc = (action: string, input: Record<string, unknown>) => ask('vpc', action, input);

/** What a session mirrors, by which filter and to where. */
async function mirror(ground: Ground) {
  const { server } = ground;
  const { InstanceIds } = await done(server, 'ecs', 'RunInstances', {
    ZoneId: ground.zoneId,
    ImageId: 'image-debian12x64tenon00',
    InstanceTypeId: 'ecs.g3i.large',
    InstanceName: 'mirrored',
    NetworkInterfaces: [{ SubnetId: ground.subnetId, SecurityGroupIds: [ground.groupId] }],
    Count: 2,
  });
  const attached = async (InstanceId: string) => {
    const NetworkInterfaceId = await madeInterface(server, ground);
    await done(server, 'vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    return NetworkInterfaceId;
  };
  const session = {
    NetworkInterfaceId: await attached(InstanceIds[0]),
    TrafficMirrorFilterId: await madeFilter(server),
    TrafficMirrorTargetId: await madeTarget(server, await attached(InstanceIds[1])),
    Priority: 1,
  };
  return { session, create: vpc('CreateTrafficMirrorSession', session) };
}

async function instanceGroup({ server, vpcId }: Ground): Promise<string> {
  const made = await done(server, 'vpc', 'CreateInstanceGroup', { VpcId: vpcId });
  return made.InstanceGroupId;
}

/** Bandwidth packages, IPAM, mirrors, IPv4 gateways and instance groups. */
export const VPC_PAIRS: Pairs = {
  'an EIP in a bandwidth package and the end of the package': {
    succeed: 'one',
    async stage({ server }) {
      const BandwidthPackageId = await madeBandwidthPackage(server);
      const { AllocationId } = await done(server, 'vpc', 'AllocateEipAddress', { BillingType: 3 });
      return [
        vpc('AddBandwidthPackageIp', { BandwidthPackageId, AllocationId }),
        vpc('DeleteBandwidthPackage', { BandwidthPackageId }),
      ];
    },
  },
  'an EIP in a bandwidth package and its release': {
    succeed: 'one or both',
    async stage({ server }) {
      const BandwidthPackageId = await madeBandwidthPackage(server);
      const { AllocationId } = await done(server, 'vpc', 'AllocateEipAddress', { BillingType: 3 });
      return [
        vpc('AddBandwidthPackageIp', { BandwidthPackageId, AllocationId }),
        vpc('ReleaseEipAddress', { AllocationId }),
      ];
    },
  },
  'an IPv4 gateway of a VPC and its end': {
    succeed: 'one',
    async stage({ server }) {
      const Ipv4GatewayId = await madeIpv4Gateway(server);
      return [
        vpc('AttachIpv4Gateway', { Ipv4GatewayId, VpcId: await madeVpc(server) }),
        vpc('DeleteIpv4Gateway', { Ipv4GatewayId }),
      ];
    },
  },
  'two IPv4 gateways of one VPC': {
    succeed: 'one',
    async stage({ server }) {
      const VpcId = await madeVpc(server);
      return [
        vpc('AttachIpv4Gateway', { Ipv4GatewayId: await madeIpv4Gateway(server), VpcId }),
        vpc('AttachIpv4Gateway', { Ipv4GatewayId: await madeIpv4Gateway(server), VpcId }),
      ];
    },
  },
  'an IPv4 gateway of a VPC and the end of the VPC': {
    succeed: 'one',
    async stage({ server }) {
      const VpcId = await madeVpc(server);
      return [
        vpc('AttachIpv4Gateway', { Ipv4GatewayId: await madeIpv4Gateway(server), VpcId }),
        vpc('DeleteVpc', { VpcId }),
      ];
    },
  },
  'a mirror session and the end of its filter': {
    succeed: 'one',
    async stage(ground) {
      const { session, create } = await mirror(ground);
      const { TrafficMirrorFilterId } = session;
      return [create, vpc('DeleteTrafficMirrorFilter', { TrafficMirrorFilterId })];
    },
  },
  'a mirror session and the end of its target': {
    succeed: 'one',
    async stage(ground) {
      const { session, create } = await mirror(ground);
      const { TrafficMirrorTargetId } = session;
      return [create, vpc('DeleteTrafficMirrorTarget', { TrafficMirrorTargetId })];
    },
  },
  'a mirror target and the end of its interface': {
    succeed: 'one or both',
    async stage({ server, ...here }) {
      const NetworkInterfaceId = await madeInterface(server, here);
      return [
        vpc('CreateTrafficMirrorTarget', {
          InstanceType: 'NetworkInterface',
          InstanceId: NetworkInterfaceId,
        }),
        vpc('DeleteNetworkInterface', { NetworkInterfaceId }),
      ];
    },
  },
  'a member of an instance group and the end of the member': {
    succeed: 'one or both',
    async stage(ground) {
      const InstanceGroupId = await instanceGroup(ground);
      const NetworkInterfaceId = await madeInterface(ground.server, ground);
      const AppendMembers = [{ Id: NetworkInterfaceId, Type: 'NetworkInterface' }];
      return [
        vpc('ModifyInstanceGroupMembers', { InstanceGroupId, AppendMembers }),
        vpc('DeleteNetworkInterface', { NetworkInterfaceId }),
      ];
    },
  },
  'a route to an instance group and the end of the group': {
    succeed: 'one or both',
    async stage(ground) {
      const { server, vpcId, index } = ground;
      const InstanceGroupId = await instanceGroup(ground);
      const seen = await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId: vpcId });
      return [
        vpc('CreateRouteEntry', {
          RouteTableId: seen.RouteTableIds[0],
          DestinationCidrBlock: `20.${index}.0.0/16`,
          NextHopType: 'InstanceGroup',
          NextHopId: InstanceGroupId,
        }),
        vpc('DeleteInstanceGroup', { InstanceGroupId }),
      ];
    },
  },
  'an IPAM pool and the end of its scope': {
    succeed: 'one',
    async stage({ server }) {
      const { ipam: IpamId } = await ipamScene(server);
      const { IpamScopeId } = await done(server, 'vpc', 'CreateIpamScope', { IpamId });
      return [
        vpc('CreateIpamPool', { IpamScopeId, IpVersion: 'IPv4' }),
        vpc('DeleteIpamScope', { IpamScopeId }),
      ];
    },
  },
  'a pool of a pool and the end of the pool above': {
    succeed: 'one',
    async stage({ server }) {
      const { scope: IpamScopeId } = await ipamScene(server);
      const IpamPoolId = await madePool(server, IpamScopeId);
      return [
        vpc('CreateIpamPool', { IpamScopeId, IpVersion: 'IPv4', SourceIpamPoolId: IpamPoolId }),
        vpc('DeleteIpamPool', { IpamPoolId }),
      ];
    },
  },
  'an allocation and the end of its block in the pool': {
    succeed: 'one',
    async stage({ server }) {
      const { pool: IpamPoolId } = await poolScene(server);
      return [
        vpc('CreateIpamPoolAllocation', { IpamPoolId, CidrBlock: '10.200.0.0/16' }),
        vpc('DeprovisionIpamPoolCidr', { IpamPoolId, CidrBlock: '10.0.0.0/8' }),
      ];
    },
  },
  'two allocations of one block': {
    succeed: 'one',
    async stage({ server }) {
      const { pool: IpamPoolId } = await poolScene(server);
      const create = (CidrBlock: string) =>
        vpc('CreateIpamPoolAllocation', { IpamPoolId, CidrBlock });
      return [create('10.200.0.0/16'), create('10.200.0.0/15')];
    },
  },
};
