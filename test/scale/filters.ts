import { filledIds } from '../../bench/lib/fill-shape.ts';

/** A way to list interfaces of the account that has nearly all of them. */
export interface Listing {
  readonly input: Readonly<Record<string, unknown>>;
  /** The index by which SQLite is to find them. */
  readonly index: string;
  /** Whether TotalCount is counted row by row, once for each list: docs/limits.md. */
  readonly counts?: boolean;
}

const { vpcId, subnetId, groupId, instanceId, spareId } = filledIds(1);
const cluster = { Key: 'cluster', Values: ['c1'] };
const by = (name: string) => `network_interface_by_${name}`;

export const LISTINGS: readonly Listing[] = [
  { input: {}, index: by('account') },
  { input: { Type: 'secondary' }, index: by('account') },
  { input: { ZoneId: 'cn-beijing-b' }, index: by('account') },
  { input: { NetworkInterfaceIds: [spareId] }, index: 'sqlite_autoindex_network_interface_1' },
  { input: { InstanceId: instanceId }, index: by('instance') },
  { input: { InstanceId: instanceId, VpcId: vpcId, Status: 'InUse' }, index: by('instance') },
  { input: { SubnetId: subnetId }, index: by('subnet') },
  { input: { SubnetId: subnetId, VpcId: vpcId, Type: 'primary' }, index: by('subnet') },
  { input: { VpcId: vpcId }, index: by('vpc') },
  { input: { VpcId: vpcId, Type: 'secondary' }, index: by('vpc') },
  { input: { VpcId: vpcId, Status: 'Attaching' }, index: by('vpc'), counts: true },
  { input: { VpcId: vpcId, Status: 'Available' }, index: by('vpc'), counts: true },
  { input: { SecurityGroupId: groupId }, index: by('security_group') },
  { input: { SecurityGroupId: groupId, VpcId: vpcId }, index: by('security_group') },
  { input: { TagFilters: [cluster] }, index: 'tag_by_value', counts: true },
  {
    input: { TagFilters: [cluster], VpcId: vpcId, Status: 'InUse' },
    index: 'tag_by_value',
    counts: true,
  },
  { input: { PrimaryIpAddresses: ['10.0.0.12'] }, index: 'address_by_vpc' },
  { input: { VpcId: vpcId, PrivateIpAddresses: ['10.0.0.12'] }, index: 'address_by_vpc' },
  { input: { Ipv6Addresses: ['fd00::1'] }, index: 'address_by_vpc' },
  { input: { NetworkInterfaceName: 'nic-1' }, index: by('name') },
  { input: { NetworkInterfaceName: 'nic-1', VpcId: vpcId }, index: by('name') },
];
