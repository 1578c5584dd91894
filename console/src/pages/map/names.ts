import type { Kind, Views } from '../../live/kinds.ts';
import { KIND_NAMES } from '../../live/kinds.ts';
import type { Resources } from '../../live/resources.ts';

/** The name that a resource was given, or else its id. */
export function nameOf<K extends Kind>(kind: K, view: Views[K]): string {
  switch (kind) {
    case 'vpc':
      return (view as Views['vpc']).VpcName || (view as Views['vpc']).VpcId;
    case 'subnet':
      return (view as Views['subnet']).SubnetName || (view as Views['subnet']).SubnetId;
    case 'instance':
      return (view as Views['instance']).InstanceName || (view as Views['instance']).InstanceId;
    case 'network_interface': {
      const { NetworkInterfaceName, NetworkInterfaceId } = view as Views['network_interface'];
      return NetworkInterfaceName || NetworkInterfaceId;
    }
    case 'eip':
      return (view as Views['eip']).EipAddress;
    case 'security_group': {
      const { SecurityGroupName, SecurityGroupId } = view as Views['security_group'];
      return SecurityGroupName || SecurityGroupId;
    }
    case 'route_table': {
      const { RouteTableName, RouteTableId } = view as Views['route_table'];
      return RouteTableName || RouteTableId;
    }
    case 'ipv6_gateway':
      return (view as Views['ipv6_gateway']).Name || (view as Views['ipv6_gateway']).Ipv6GatewayId;
    case 'ha_vip':
      return (view as Views['ha_vip']).HaVipName || (view as Views['ha_vip']).HaVipId;
    case 'nat_gateway': {
      const { NatGatewayName, NatGatewayId } = view as Views['nat_gateway'];
      return NatGatewayName || NatGatewayId;
    }
    default:
      return '';
  }
}

/** What a resource is; undefined when there is none with that id. */
export function kindOf(resources: Resources, id: string): Kind | undefined {
  return KIND_NAMES.find((kind) => resources.get(kind, id) !== undefined);
}

/** The name of whatever has an id; the id itself when nothing has. */
export function nameById(resources: Resources, id: string): string {
  const kind = kindOf(resources, id);
  const view = kind && resources.get(kind, id);
  return kind === undefined || view === undefined ? id : nameOf(kind, view);
}

/** EIPs that are bound to an interface: to itself, or to the instance whose primary one it is. */
export function eipsOfInterface(
  resources: Resources,
  nic: Views['network_interface'],
): Views['eip'][] {
  const ids = [
    ...resources.eipsOfHolder.of(nic.NetworkInterfaceId),
    ...(nic.Type === 'primary' ? resources.eipsOfHolder.of(nic.DeviceId) : []),
  ];
  return ids.flatMap((id) => resources.get('eip', id) ?? []);
}
