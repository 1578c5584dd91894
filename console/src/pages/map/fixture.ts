import type { Kind, Views } from '../../live/kinds.ts';
import { Resources } from '../../live/resources.ts';

/** Resources for tests: the fields that the map reads, and '' for the others. */
export class Fixture {
  readonly resources = new Resources();

  put<K extends Kind>(kind: K, fields: Partial<Views[K]>): void {
    this.resources.put(kind, { Status: 'Available', ...fields } as Views[K]);
  }

  vpc(id: string): void {
    this.put('vpc', { VpcId: id, VpcName: '', CidrBlock: '10.0.0.0/16', Ipv6CidrBlock: '' });
    this.put('route_table', { RouteTableId: `vtb-${id}`, RouteTableName: '', VpcId: id });
  }

  subnet(id: string, vpc: string, zone: string): void {
    const table = { RouteTableId: `vtb-${vpc}`, RouteTableType: 'System' };
    this.put('subnet', {
      ...{ SubnetId: id, SubnetName: '', VpcId: vpc, ZoneId: zone, RouteTable: table },
      ...{ CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: '' },
    });
  }

  /** With its primary interface, `eni-` and its own id. */
  instance(id: string, vpc: string, subnet: string): void {
    const primary = { NetworkInterfaceId: `eni-${id}`, Type: 'primary', SubnetId: subnet };
    this.put('instance', {
      ...{ InstanceId: id, InstanceName: '', VpcId: vpc, Status: 'RUNNING' },
      NetworkInterfaces: [primary] as Views['instance']['NetworkInterfaces'],
    });
    this.nic(`eni-${id}`, vpc, subnet, id, 'primary');
  }

  nic(id: string, vpc: string, subnet: string, on = '', type = 'secondary'): void {
    this.put('network_interface', {
      ...{ NetworkInterfaceId: id, NetworkInterfaceName: '', VpcId: vpc, SubnetId: subnet },
      ...{ DeviceId: on, Type: type, Status: on === '' ? 'Available' : 'InUse', IPv6Sets: null },
      PrimaryIpAddress: '10.0.0.9',
    });
  }
}
