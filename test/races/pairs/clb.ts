import {
  madeAcl,
  madeCertificate,
  madeListener,
  madeLoadBalancer,
  madeServerGroup,
} from '../../support/clb.ts';
import { madeInstance, madeInterface } from '../../support/scene.ts';
import { ask, done, type Ground, type Pairs } from './pair.ts';

const clb = (action: string, input: Record<string, unknown>) => ask('clb', action, input);

/** A load balancer with a server group. */
async function balancer({ server, subnetId }: Ground) {
  const LoadBalancerId = await madeLoadBalancer(server, subnetId);
  await server.settled();
  return { LoadBalancerId, ServerGroupId: await madeServerGroup(server, LoadBalancerId) };
}

const listener = { Protocol: 'HTTP', Port: 80 };

/** Load balancers and what belongs to them. */
export const CLB_PAIRS: Pairs = {
  'a listener and the end of its server group': {
    succeed: 'one',
    async stage(ground) {
      const at = await balancer(ground);
      const { ServerGroupId } = at;
      return [
        clb('CreateListener', { ...at, ...listener }),
        clb('DeleteServerGroup', { ServerGroupId }),
      ];
    },
  },
  'a listener and the end of its load balancer': {
    succeed: 'one',
    async stage(ground) {
      const at = await balancer(ground);
      const { LoadBalancerId } = at;
      return [
        clb('CreateListener', { ...at, ...listener }),
        clb('DeleteLoadBalancer', { LoadBalancerId }),
      ];
    },
  },
  'a server group and the end of its load balancer': {
    succeed: 'one or both',
    async stage(ground) {
      const { LoadBalancerId } = await balancer(ground);
      return [
        clb('CreateServerGroup', { LoadBalancerId }),
        clb('DeleteLoadBalancer', { LoadBalancerId }),
      ];
    },
  },
  'two listeners of one port': {
    succeed: 'one',
    async stage(ground) {
      const create = clb('CreateListener', { ...(await balancer(ground)), ...listener });
      return [create, create];
    },
  },
  'a rule and the end of its server group': {
    succeed: 'one',
    async stage(ground) {
      const { LoadBalancerId, ServerGroupId: first } = await balancer(ground);
      const ListenerId = await madeListener(ground.server, LoadBalancerId, first);
      const ServerGroupId = await madeServerGroup(ground.server, LoadBalancerId);
      const Rules = [{ Domain: 'a.example', ServerGroupId }];
      return [
        clb('CreateRules', { ListenerId, Rules }),
        clb('DeleteServerGroup', { ServerGroupId }),
      ];
    },
  },
  'a listener and the end of its certificate': {
    succeed: 'one',
    async stage(ground) {
      const CertificateId = await madeCertificate(ground.server);
      const at = await balancer(ground);
      return [
        clb('CreateListener', { ...at, Protocol: 'HTTPS', Port: 443, CertificateId }),
        clb('DeleteCertificate', { CertificateId }),
      ];
    },
  },
  'a listener and the end of its ACL': {
    succeed: 'one',
    async stage(ground) {
      const AclId = await madeAcl(ground.server);
      const acl = { AclStatus: 'on', AclType: 'white', AclIds: [AclId] };
      return [
        clb('CreateListener', { ...(await balancer(ground)), ...listener, ...acl }),
        clb('DeleteAcl', { AclId }),
      ];
    },
  },
  'a server and the end of its instance': {
    succeed: 'one or both',
    async stage(ground) {
      const { ServerGroupId } = await balancer(ground);
      const InstanceId = await madeInstance(ground.server, ground);
      const Servers = [{ Type: 'ecs', InstanceId, Port: 80 }];
      return [
        clb('AddServerGroupBackendServers', { ServerGroupId, Servers }),
        ask('ecs', 'DeleteInstance', { InstanceId }),
      ];
    },
  },
  'a server and the end of its interface': {
    succeed: 'one or both',
    async stage(ground) {
      const { ServerGroupId } = await balancer(ground);
      const NetworkInterfaceId = await madeInterface(ground.server, ground);
      const Servers = [{ Type: 'eni', InstanceId: NetworkInterfaceId, Port: 80 }];
      return [
        clb('AddServerGroupBackendServers', { ServerGroupId, Servers }),
        ask('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId }),
      ];
    },
  },
  'a group with a server and the end of its interface': {
    succeed: 'one or both',
    async stage(ground) {
      const { LoadBalancerId } = await balancer(ground);
      const NetworkInterfaceId = await madeInterface(ground.server, ground);
      const Servers = [{ Type: 'eni', InstanceId: NetworkInterfaceId, Port: 80 }];
      return [
        clb('CreateServerGroup', { LoadBalancerId, Servers }),
        ask('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId }),
      ];
    },
  },
  'a load balancer and the end of its subnet': {
    succeed: 'one',
    async stage({ server, vpcId, zoneId, index }) {
      const { SubnetId } = await done(server, 'vpc', 'CreateSubnet', {
        VpcId: vpcId,
        ZoneId: zoneId,
        CidrBlock: `10.60.${index}.0/24`,
      });
      return [
        clb('CreateLoadBalancer', { Type: 'private', SubnetId }),
        ask('vpc', 'DeleteSubnet', { SubnetId }),
      ];
    },
  },
};
